/**
 * Which counts of residents may be told: decided once for a table, on all layers and for all age groups together, so that no
 * two scenes tell by their difference what each of them hides.
 */
import type { Database } from '../../data/open.ts';
import type { County } from '../../data/repositories/counties.ts';
import { suppressed, type Line } from '../../planning/confidentiality/suppression.ts';
import type { AgeGroupRule } from '../../planning/kita/supply.ts';
import type { Operation } from '../../context.ts';
import { populationPolicy } from '../policies.ts';
import { rulesFor } from '../rules.ts';
import { ageColumns, columnsOver, isEverybody, type Cut } from './ageColumns.ts';
import { layeringOf, type LayerOn, type Layering } from './layering.ts';
import type { AgeRow } from './pyramid.ts';

/** Is the count of an age span in an area (`county/key`) of a layer hidden? The whole (null) is told. */
export type Hides = (layer: string, area: string | null, span: AgeRow) => boolean;

/** People of an area of the table's layer. */
export interface Counted {
  county: string;
  key: string;
  ageFrom: number;
  ageTo: number | null;
  people: number;
}

/** A table of residents: one layer, date and basis. */
export interface Table {
  layer: string;
  date: string;
  basis: string;
}

const kept = new WeakMap<Database, Map<string, Promise<Hides>>>();
/** Each holds some kilobytes. */
const KEPT = 300;

export async function maskOf(
  context: Operation,
  counties: readonly County[],
  table: Table,
  counted: () => Promise<readonly Counted[]>,
  cut: Cut = 'bands',
): Promise<Hides> {
  if (populationPolicy(table.basis).kind === 'published') return () => false;
  const known = kept.get(context.database) ?? new Map<string, Promise<Hides>>();
  kept.set(context.database, known);
  const masks = new Map<string, Hides>();
  for (const county of counties) {
    const id = JSON.stringify([county.key, county.revision, table.layer, table.date, table.basis, cut]);
    let mask = known.get(id);
    if (!mask) {
      mask = ofCounty(context, county, table, counted, cut);
      known.set(id, mask);
      const oldest = known.size > KEPT ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      mask.catch(() => known.delete(id));
    }
    masks.set(county.key, await mask);
  }
  return (layer, area, span) =>
    area !== null && (masks.get(area.slice(0, area.indexOf('/')))?.(layer, area, span) ?? true);
}

async function ofCounty(
  context: Operation,
  county: County,
  table: Table,
  counted: () => Promise<readonly Counted[]>,
  cut: Cut,
): Promise<Hides> {
  const layering = await layeringOf(context, county, table.layer);
  const groups: AgeGroupRule[] = (await rulesFor(context, [county.key], 'kita'))[0]?.values.groups ?? [];
  const own = (await counted()).filter((count) => count.county === county.key && layering.at.has(count.key));
  const columns = ageColumns(
    own.map(({ ageFrom, ageTo }) => ({ from: ageFrom, to: ageTo })),
    groups,
    cut,
  );
  const cells = new Cells(layering, columns.length);
  for (const { key, ageFrom, ageTo, people } of own)
    cells.add(layering.at.get(key)!, columnsOver(columns, { from: ageFrom, to: ageTo })[0]!, people);
  const hidden = suppressed(populationPolicy(table.basis), cells.values, cells.lines());
  const areas = new Map(
    layering.layers.map(({ layer, areas: keys }, at) => [
      layer,
      { at, numbers: new Map(keys.map((key, index) => [`${county.key}/${key}`, index])) },
    ]),
  );
  return (layer, area, span) => {
    const there = areas.get(layer);
    const number = there?.numbers.get(area ?? '');
    if (!there || number === undefined) return true;
    const over = isEverybody(span) ? [columns.length] : columnsOver(columns, span);
    return over.some((column) => hidden[cells.of(there.at, number, column)] === 1);
  };
}

/** Areas of all layers × age columns, and a last column of everybody: numbered in a row. */
class Cells {
  readonly values: Float64Array;
  readonly #layers: LayerOn[];
  readonly #columns: number;
  readonly #starts: number[];

  constructor({ layers }: Layering, columns: number) {
    this.#layers = layers;
    this.#columns = columns;
    let size = 0;
    this.#starts = layers.map(({ areas }) => {
      const start = size;
      size += areas.length * (columns + 1);
      return start;
    });
    this.values = new Float64Array(size);
  }

  of(layer: number, area: number, column: number): number {
    return this.#starts[layer]! + area * (this.#columns + 1) + column;
  }

  /** @param place number of the area of the table */
  add(place: number, column: number, people: number): void {
    this.#layers.forEach(({ holds }, layer) => {
      const area = holds[place]!;
      if (area < 0) return;
      this.values[this.of(layer, area, column)]! += people;
      this.values[this.of(layer, area, this.#columns)]! += people;
    });
  }

  lines(): Line[] {
    const lines: Line[] = [];
    const columns = Array.from({ length: this.#columns + 1 }, (_, column) => column);
    this.#layers.forEach(({ areas, holds }, layer) => {
      for (let area = 0; area < areas.length; area++)
        lines.push({
          parts: columns.slice(0, -1).map((column) => this.of(layer, area, column)),
          total: this.of(layer, area, this.#columns),
        });
      // The county: all areas, and what of the table lies in none of them.
      const outside = [...holds.keys()].filter((place) => holds[place]! < 0);
      for (const column of columns)
        lines.push({
          parts: [
            ...areas.map((_, area) => this.of(layer, area, column)),
            ...outside.map((place) => this.of(0, place, column)),
          ],
          total: null,
        });
      this.#layers.forEach((finer, fine) => {
        const isFiner = finer.areas.length - areas.length || layer - fine;
        if (isFiner <= 0) return;
        for (const { parts, area } of unions(finer, this.#layers[layer]!))
          for (const column of columns)
            lines.push({
              parts: parts.map(({ own, number }) => this.of(own ? fine : 0, number, column)),
              total: this.of(layer, area, column),
            });
      });
    });
    return lines;
  }
}

/** Areas of the coarser layer that are made up of whole areas of the finer one, and of areas of the table that lie in none of those. */
function unions(finer: LayerOn, coarser: LayerOn): { area: number; parts: { own: boolean; number: number }[] }[] {
  const parts = coarser.areas.map(() => new Map<string, { own: boolean; number: number }>());
  const into = new Map<number, number>();
  const cut = new Set<number>();
  coarser.holds.forEach((area, place) => {
    const fine = finer.holds[place]!;
    if (fine >= 0) {
      const before = into.get(fine);
      if (before !== undefined && before !== area) [before, area].forEach((each) => cut.add(each));
      into.set(fine, area);
    }
    if (area >= 0)
      parts[area]!.set(fine >= 0 ? `f${fine}` : `p${place}`, { own: fine >= 0, number: fine >= 0 ? fine : place });
  });
  return parts.flatMap((list, area) => (list.size > 0 && !cut.has(area) ? [{ area, parts: [...list.values()] }] : []));
}
