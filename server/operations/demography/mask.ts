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
import { ageColumns, columnsOver, isEverybody, peopleByColumn, type Cut } from './ageColumns.ts';
import { layeringOf, type LayerOn, type Layering } from './layering.ts';
import type { AgeRow } from './pyramid.ts';

/** All areas of a layer together, which may leave parts of the county out. */
export const SUM = 'sum';

/** Is the count of an age span in an area (`county/key`; SUM) of a layer hidden? The whole county (null) is told. */
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
  return (layer, area, span) => {
    if (area === null) return false;
    if (area === SUM) return [...masks.values()].some((mask) => mask(layer, SUM, span));
    return masks.get(area.slice(0, area.indexOf('/')))?.(layer, area, span) ?? true;
  };
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
  // By area as the table counts it: of two that were merged, one may tell single years and the other groups.
  const areas = new Map<string, { place: number; rows: (AgeRow & { people: number })[] }>();
  for (const { county: of, key, ageFrom: from, ageTo: to, people } of await counted()) {
    const place = of === county.key ? (layering.at.get(key) ?? layering.carried.get(key)) : undefined;
    if (place === undefined) continue;
    const area = areas.get(key) ?? { place, rows: [] };
    areas.set(key, area);
    const same = area.rows.find((row) => row.from === from && row.to === to);
    if (same) same.people += people;
    else area.rows.push({ from, to, people });
  }
  const columns = ageColumns(
    [...areas.values()].map(({ rows }) => rows),
    groups,
    cut,
  );
  const cells = new Cells(layering, columns.length);
  for (const { place, rows } of areas.values()) cells.add(place, peopleByColumn(columns, rows), rows);
  const hidden = suppressed(populationPolicy(table.basis), cells.values, cells.lines());
  const numbers = new Map(
    layering.layers.map(({ layer, areas: keys }, at) => [
      layer,
      { at, numbers: new Map(keys.map((key, index) => [`${county.key}/${key}`, index])) },
    ]),
  );
  return (layer, area, span) => {
    const there = numbers.get(layer);
    const number = there && (area === SUM ? cells.sumOf(there.at) : there.numbers.get(area ?? ''));
    if (number === null) return false;
    if (!there || number === undefined) return true;
    const over = isEverybody(span) ? [columns.length] : columnsOver(columns, span);
    return over.some((column) => hidden[cells.of(there.at, number, column)] === 1);
  };
}

/**
 * Areas of all layers × age columns, and a last column of everybody: numbered in a row. A layer that leaves parts of the county out
 * has one area more: its sum.
 */
class Cells {
  readonly values: Float64Array;
  readonly #layers: LayerOn[];
  readonly #columns: number;
  readonly #starts: number[];
  /** Numbers of the table's areas that lie in none of the layer. */
  readonly #outside: number[][];
  /** Areas of which some people are of no column: their columns are less than everybody. */
  readonly #isOpen: Set<number>[];

  constructor({ layers }: Layering, columns: number) {
    this.#layers = layers;
    this.#columns = columns;
    this.#outside = layers.map(({ holds }) => [...holds.keys()].filter((place) => holds[place]! < 0));
    this.#isOpen = layers.map(() => new Set());
    let size = 0;
    this.#starts = layers.map(({ areas }, layer) => {
      const start = size;
      size += (areas.length + Number(this.#outside[layer]!.length > 0)) * (columns + 1);
      return start;
    });
    this.values = new Float64Array(size);
  }

  of(layer: number, area: number, column: number): number {
    return this.#starts[layer]! + area * (this.#columns + 1) + column;
  }

  /** Null: the layer leaves nothing out, its sum is the county. */
  sumOf(layer: number): number | null {
    return this.#outside[layer]!.length > 0 ? this.#layers[layer]!.areas.length : null;
  }

  /** @param place number of the area of the table */
  add(
    place: number,
    { people, isWhole }: { people: readonly number[]; isWhole: boolean },
    rows: readonly { people: number }[],
  ): void {
    const everybody = rows.reduce((sum, row) => sum + row.people, 0);
    this.#layers.forEach(({ holds }, layer) => {
      if (holds[place]! < 0) return;
      for (const area of [holds[place]!, this.sumOf(layer)]) {
        if (area === null) continue;
        [...people, everybody].forEach((count, column) => (this.values[this.of(layer, area, column)]! += count));
        if (!isWhole) this.#isOpen[layer]!.add(area);
      }
    });
  }

  lines(): Line[] {
    const lines: Line[] = [];
    const columns = Array.from({ length: this.#columns + 1 }, (_, column) => column);
    this.#layers.forEach(({ areas }, layer) => {
      const sum = this.sumOf(layer);
      for (let area = 0; area < areas.length + Number(sum !== null); area++)
        lines.push({
          parts: columns.slice(0, -1).map((column) => this.of(layer, area, column)),
          // Who is of no column may be known from elsewhere: then the columns have a sum that is told.
          total: this.#isOpen[layer]!.has(area) ? null : this.of(layer, area, this.#columns),
        });
      for (const column of columns) {
        const parts = areas.map((_, area) => this.of(layer, area, column));
        if (sum === null) {
          lines.push({ parts, total: null });
          continue;
        }
        const whole = this.of(layer, sum, column);
        const outside = this.#outside[layer]!.map((place) => this.of(0, place, column));
        lines.push({ parts, total: whole }, { parts: [whole, ...outside], total: null });
      }
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
