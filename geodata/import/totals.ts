/** Figures of the whole county beside the sum of its areas: what differs is named, never put right. */
import type { ControlTotal, Report } from './types.ts';

export interface CountySum {
  indicator: string;
  year: number;
  published: number;
  /** Row of the file that has the county's figure. */
  row: number;
  sumOfAreas: number;
  /** By how much rounding alone may part the two. */
  tolerance: number;
  /** Counted in whole numbers, as the table of control totals holds them. */
  isWhole: boolean;
}

/** Disagreements that are named, of many. */
const NAMED = 3;
/** PostgreSQL's integer. */
const LARGEST = 2_147_483_647;

export function compareWithCounty(report: Report, sums: readonly CountySum[]): ControlTotal[] {
  if (sums.length === 0) return [];
  const differing = sums.filter((sum) => Math.abs(sum.sumOfAreas - sum.published) > sum.tolerance);
  for (const { indicator, year, published, row, sumOfAreas } of differing.slice(0, NAMED)) {
    const written = (locale: string) =>
      [published, sumOfAreas, sumOfAreas - published].map((value) =>
        value.toLocaleString(locale, { maximumFractionDigits: 2 }),
      );
    const [county, areas, difference] = written('de-DE');
    const [countyEn, areasEn, differenceEn] = written('en-GB');
    report.warn(
      'indicators.totalDiffers',
      `„${indicator}“ ${year}: in der Zeile des Kreises steht ${county}, die Gebiete ergeben ${areas} (Unterschied ${difference}): bitte die Tabelle prüfen; gespeichert ist beides, wie es dort steht.`,
      `'${indicator}' ${year}: the county's row says ${countyEn}, its areas sum to ${areasEn} (difference ${differenceEn}): please check the table; both are stored as they stand.`,
      { row },
    );
  }
  const equal = differing.length === 0;
  report.note(
    equal
      ? `Die Summen der Gebiete stimmen mit der Zeile des Kreises überein (verglichene Zahlen: ${sums.length}).`
      : `Bei ${differing.length} von ${sums.length} Zahlen weicht die Summe der Gebiete von der Zeile des Kreises ab${differing.length > NAMED ? `; ${NAMED} davon sind einzeln genannt` : ''}.`,
    equal
      ? `The sums over the areas equal the county's own row (figures compared: ${sums.length}).`
      : `In ${differing.length} of ${sums.length} figures the sum over the areas differs from the county's own row${differing.length > NAMED ? `; ${NAMED} of them are named` : ''}.`,
  );
  return sums
    .filter((sum) => sum.isWhole && Math.max(Math.abs(sum.published), Math.abs(sum.sumOfAreas)) <= LARGEST)
    .map(({ indicator, year, sumOfAreas, published }) => ({
      ...{ dataset: 'indicators', item: `${indicator}|${year}` },
      ...{ sumOfAreas, published },
    }));
}
