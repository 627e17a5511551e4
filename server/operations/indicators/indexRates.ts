/** Indicators as the index takes them: the values of a year and of some years before, those of few people pooled. */
import type { ReleasedValue } from '../../planning/confidentiality/release.ts';
import { readUnit } from '../../planning/socialSpace/formulaUnits.ts';
import type { RatedIndicator } from '../../planning/socialSpace/indexWork.ts';
import { pooled } from '../../planning/socialSpace/pooled.ts';
import { NO_CELL, type IndicatorTable, type KnownIndicator } from './known.ts';
import { isPartOf } from './shares.ts';

export interface Chosen {
  known: KnownIndicator;
  weight: number;
  direction: 'burden' | 'strength';
}

export interface Rated {
  indicator: RatedIndicator;
  /** The year before, where it has values. */
  before: number | null;
  /** Areas whose rate is that of several years. */
  pooledAt: Set<number>;
  /** Whether it weighs something and some value of it is not drawn. */
  isSure: boolean;
}

export const numberOf = (value: ReleasedValue): number | null => (typeof value === 'number' ? value : null);

/** @param chosen with the year of its values */
export function rated(
  { known: { definition }, weight, direction, year }: Chosen & { year: number },
  table: IndicatorTable,
  ids: readonly string[],
  { years: back, leastBehind }: { years: number; leastBehind: number },
): Rated {
  const per = readUnit(definition.unit).per ?? 0;
  const pooledAt = new Set<number>();
  const cells = ids.map((id) => table.areas.get(id) ?? []);
  const take = (index: number, mark: boolean) =>
    cells.map((own, area) => {
      const cell = own[index] ?? NO_CELL;
      const value = numberOf(cell.value);
      if (value === null || per === 0 || cell.behind === null || cell.behind >= leastBehind)
        return { value, behind: cell.behind };
      const rates = own.slice(0, index + 1).flatMap((one, place) => {
        const rate = numberOf(one.value);
        return rate === null || one.behind === null
          ? []
          : [{ year: table.years[place]!, numerator: (rate / per) * one.behind, denominator: one.behind }];
      });
      const together = pooled(rates, leastBehind);
      if (!together) return { value, behind: cell.behind };
      if (mark) pooledAt.add(area);
      return { value: together.rate * per, behind: together.denominator };
    });
  const now = take(table.years.indexOf(year), true);
  const earlier = table.years.indexOf(year - back);
  const told = now.filter(({ value }) => value !== null);
  const isShareOf = ({ value }: { value: number | null }) => value! >= 0 && value! <= per;
  const scale = isPartOf(definition) && told.every(isShareOf) ? per : 0;
  return {
    indicator: {
      ...{ weight, direction, scale },
      values: now.map(({ value }) => value),
      behind: now.map(({ behind }) => behind),
      before: earlier < 0 ? null : take(earlier, false).map(({ value }) => value),
    },
    before: earlier < 0 ? null : table.years[earlier]!,
    pooledAt,
    isSure: weight > 0 && (scale === 0 || told.some(({ behind }) => behind === null || behind <= 0)),
  };
}
