/** A tiny county with spaces above its Gemeinden, one of which was two before 2022, with residents and a few indicators. */
import { indicatorValues, type Figure, type IndicatorValues } from '../server/contract/indicators.ts';
import type { ImportKind } from '../server/contract/imports.ts';
import { TestApi, type Said } from './testApi.ts';
import { AREAS_FILE, gemeinde, middle, SIDE, squares, world } from './world.ts';

const of = world('10052');
export const { county } = of;
export const g = (n: number) => gemeinde(of, n);

/** The squares from one middle to another, as one area. */
export function block(key: string, from: number, to: number): object {
  const [[a, b], [c, d], h] = [middle(of, from), middle(of, to), SIDE / 2];
  const ring = [
    [a - h, b - h],
    [c + h, b - h],
    [c + h, d + h],
    [a - h, d + h],
    [a - h, b - h],
  ];
  return {
    type: 'Feature',
    properties: { schluessel: key, name: `Raum ${key}` },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
}
const spaces = JSON.stringify({ type: 'FeatureCollection', features: [block('S', 1, 2), block('N', 3, 4)] });
/** As it was before 2022: …4 was two, the eastern half was …5. */
const former = JSON.stringify({
  type: 'FeatureCollection',
  features: (
    JSON.parse(squares(of)) as { features: { properties: { AGS: string }; geometry: object }[] }
  ).features.flatMap((feature) => {
    if (feature.properties.AGS !== g(4)) return [feature];
    const [x, y] = middle(of, 4);
    const half = (key: string, west: number) => ({
      type: 'Feature',
      properties: { AGS: key, GEN: `Dorf ${key}` },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [west, y - SIDE / 2],
            [west + SIDE / 2, y - SIDE / 2],
            [west + SIDE / 2, y + SIDE / 2],
            [west, y + SIDE / 2],
            [west, y - SIDE / 2],
          ],
        ],
      },
    });
    return [half(g(4), x - SIDE / 2), half(g(5), x)];
  }),
});

export const people = [400, 1200, 600, 1000];

export class IndicatorWorld {
  readonly api: TestApi;
  private constructor(api: TestApi) {
    this.api = api;
  }

  static async start(): Promise<IndicatorWorld> {
    const own = new IndicatorWorld(await TestApi.start());
    await own.#fill();
    return own;
  }

  load(kind: ImportKind, rows: string[], said: Said = {}) {
    return this.api.load(kind, { name: `${kind}.csv`, bytes: rows.join('\n') }, county, said);
  }

  values(key: string, layer: string): Promise<IndicatorValues> {
    return this.api.ask(indicatorValues, { county }, { key, layer });
  }

  async #fill(): Promise<void> {
    const { api } = this;
    await api.load('areas', { name: 'gemeinden_2015-01-01.geojson', bytes: former }, county, {
      options: { layer: 'gemeinde', 'valid-from': '2015-01-01', 'valid-to': '2022-01-01' },
    });
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county, {
      options: { layer: 'gemeinde', 'valid-from': '2022-01-01' },
    });
    await api.load('areas', { name: 'raeume.geojson', bytes: spaces }, county, { options: { layer: 'sozialraum' } });
    await this.load('population', [
      'AGS;Stichtag;Alter;Anzahl',
      ...people.flatMap((all, at) => [
        `${g(at + 1)};31.12.2025;0 bis unter 19;${all / 4}`,
        `${g(at + 1)};31.12.2025;19 bis unter 65;${all / 2}`,
        `${g(at + 1)};31.12.2025;65 und älter;${all / 4}`,
      ]),
    ]);
    await this.load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert',
      ...[8, 12, 5, 9].map((value, at) => `SGB-II-Quote;%;gemeinde;${g(at + 1)};2025;${value}`),
      ...[6, 12, 6, 9].map((value, at) => `SGB-II-Quote;%;gemeinde;${g(at + 1)};2023;${value}`),
      ...[3, 1, 4, 2].map((value, at) => `Fußwege;km;gemeinde;${g(at + 1)};2025;${value}`),
      ...[20, 40, 10, 30].map((value, at) => `Vereine;Anzahl;gemeinde;${g(at + 1)};2025;${value}`),
      ...[20, 40, 10, 16, 12].map((value, at) => `Vereine;Anzahl;gemeinde;${g(at + 1)};2020;${value}`),
      `Vereine;Anzahl;kreis;${county};2025;100`,
    ]);
  }
}

export const row = ({ areas }: IndicatorValues, key: string): Figure[] =>
  areas.find((area) => area.key === key)!.values;
