/** Two tiny counties with children, places and cases of help, some of few people: what is derived from and written to files. */
import { expect } from 'vitest';
import type { ProblemDetails } from '../server/contract/common.ts';
import {
  addIndicator,
  indicatorValues,
  listIndicators,
  removeIndicator,
  type IndicatorDefinition,
  type IndicatorValues,
} from '../server/contract/indicators.ts';
import type { ImportReport } from '../server/contract/imports.ts';
import { addressOf } from './address.ts';
import { TestApi } from './testApi.ts';
import { AREAS_FILE, gemeinde, SIDE, squares, world, type World } from './world.ts';

export const of = world('10054');
export const other = world('10055', of.west + 2 * SIDE, of.south);

/** Derived from the counties' indicators. */
export const CHILDREN_PER_PLACE = {
  ...{ name: 'Kinder je Platz', formula: '[Kinder unter 6] / [kitaplaetze]', unit: 'Kinder/Plätze' },
  ...{ measure: 'mean', direction: 'burden', description: 'Wie viele Kinder auf einen Platz kommen.' },
};

/** Rows of Gemeinden 1 to 4 in a year. */
export const rows = (own: World, name: string, unit: string, year: number, values: readonly (number | string)[]) =>
  values.map((value, at) => `${name};${unit};gemeinde;${gemeinde(own, at + 1)};${year};${value}`);
export const HEADER = 'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert';

export class StoreWorld {
  readonly api: TestApi;
  private constructor(api: TestApi) {
    this.api = api;
  }

  static async start(): Promise<StoreWorld> {
    const own = new StoreWorld(await TestApi.start());
    await own.#fill();
    return own;
  }

  load(own: World, name: string, lines: readonly string[], header = HEADER): Promise<ImportReport> {
    return this.api.load('indicators', { name, bytes: [header, ...lines].join('\n') }, own.county);
  }

  async send(own: World, body: object): Promise<{ status: number; body: IndicatorDefinition & ProblemDetails }> {
    const wish = { unit: '', measure: 'rate', direction: 'neutral', description: null, ...body };
    const response = await this.api.fetch(addressOf(addIndicator, { county: own.county }, {}), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    return { status: response.status, body: (await response.json()) as IndicatorDefinition & ProblemDetails };
  }

  async derive(own: World, body: object): Promise<IndicatorDefinition> {
    const made = await this.send(own, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body;
  }

  async remove(own: World, key: string): Promise<[number, string]> {
    const address = addressOf(removeIndicator, { county: own.county, key }, {});
    const response = await this.api.fetch(address, { method: 'DELETE' });
    return [response.status, await response.text()];
  }

  values(county: string, key: string): Promise<IndicatorValues> {
    return this.api.ask(indicatorValues, { county }, { key, layer: 'gemeinde' });
  }

  list(county: string) {
    return this.api.ask(listIndicators, { county });
  }

  async #fill(): Promise<void> {
    const { api } = this;
    for (const own of [of, other]) {
      await api.load('areas', { name: AREAS_FILE, bytes: squares(own) }, own.county);
      await this.load(
        own,
        'kinder.csv',
        [
          ...rows(own, 'Kinder unter 6', 'Kinder', 2022, [80, 100, 120, 10]),
          ...rows(own, 'Kinder unter 6', 'Kinder', 2024, [100, 200, 150, 40]),
          `Kinder unter 6;Kinder;kreis;${own.county};2024;490`,
        ].map((row) => `${row};veröffentlicht`),
        `${HEADER};Schutz`,
      );
    }
    await this.load(of, 'plaetze.csv', [
      ...rows(of, 'Kitaplätze', 'Plätze', 2024, [50, 0, 120, '.']),
      `Kitaplätze;Plätze;kreis;${of.county};2024;245`,
    ]);
    // Few people: 2 of Gemeinde 1 are hidden, and 31 of Gemeinde 2, so that nothing follows from sums.
    await this.load(
      of,
      'hilfen.csv',
      rows(of, 'Hilfefälle', 'Personen', 2024, [2, 31, 40, 50]).map((row) => `${row};sozial;Jugendamt;dl-de/by-2-0`),
      `${HEADER};Schutz;Quelle;Lizenz`,
    );
  }
}
