/** What the tables do not say by themselves. */
import type { Sentence } from '../../contract/common.ts';
import type { DemographyTables, StockTable } from './tables.ts';

const german = (date: string): string => date.split('-').reverse().join('.');
const signed = (count: number, locale: string): string => count.toLocaleString(locale, { signDisplay: 'exceptZero' });

/** Between the first and the last one. */
function missingYears(stocks: readonly StockTable[]): number[] {
  const years = new Set(stocks.map(({ date }) => Number(date.slice(0, 4))));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return years.size < 2
    ? []
    : Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((year) => !years.has(year));
}

/** Tables of one date and basis, by areas and by the county, whose totals are not the same: newest first, a few of them. */
function disagreeing({ stocks, control, controlLayer }: DemographyTables) {
  const MOST = 3;
  const sum = ({ counts }: StockTable) => counts.reduce((all, { people }) => all + people, 0);
  return stocks
    .flatMap((stock) => {
      const same = control.find(({ date, basis }) => date === stock.date && basis === stock.basis);
      if (!same || controlLayer === null) return [];
      const [people, other] = [sum(stock), sum(same)];
      return Math.abs(people - other) < 0.5 ? [] : [{ stock, control: controlLayer, people, other }];
    })
    .reverse()
    .slice(0, MOST);
}

export function notices(tables: DemographyTables, groupOf: Int32Array, basis: string): Sentence[] {
  const list: Sentence[] = [];
  const say = (de: string, en: string) => list.push({ de, en });
  const { carried, lost, stocks, events } = tables;
  if (carried > 0)
    say(
      `${carried} Gebiete früherer Gebietsstände sind dem heutigen Gebiet zugerechnet, in dem sie liegen.`,
      `${carried} areas of former editions are counted in the present area in which they lie.`,
    );
  const nowhere = groupOf.reduce((sum, group) => sum + Number(group < 0), 0);
  if (lost > 0 || nowhere > 0)
    say(
      'Ein Teil der Einwohner oder Ereignisse ist für Gebiete gezählt, die es im heutigen Gebietsstand nicht gibt; sie fehlen in den Zahlen.',
      'Some residents or events are counted for areas that do not exist in the present edition; they are missing from the figures.',
    );
  const others = [...new Set(stocks.map((stock) => stock.basis))].filter((other) => other !== basis);
  if (others.length > 0)
    say(
      `Die Reihe wechselt ihre Grundlage (${[...others, basis].join(', ')}): über den Wechsel hinweg ist keine Veränderung abzulesen.`,
      `The series changes its basis (${[...others, basis].join(', ')}): no change can be read across the break.`,
    );
  const gaps = missingYears(stocks.filter((stock) => stock.basis === basis));
  if (gaps.length > 0)
    say(
      `In der Reihe der Einwohner fehlen Jahre: ${gaps.join(', ')}. Was sich von Jahr zu Jahr ändert, ist nur aus aufeinanderfolgenden Jahren abzulesen.`,
      `Years are missing in the series of residents: ${gaps.join(', ')}. What changes from year to year can be read from consecutive years only.`,
    );
  for (const { stock, control, people, other } of disagreeing(tables)) {
    const [was, more] = [Math.round(people), Math.round(people - other)];
    say(
      `Zum ${german(stock.date)} zählen die Gebiete zusammen ${was.toLocaleString('de-DE')} Einwohner, die Tabelle der Ebene „${control}“ ${Math.round(other).toLocaleString('de-DE')}: ${signed(more, 'de-DE')}. Gerechnet wird mit den Gebieten.`,
      `On ${stock.date} the areas have ${was.toLocaleString('en-GB')} residents together, the table of the layer '${control}' ${Math.round(other).toLocaleString('en-GB')}: ${signed(more, 'en-GB')}. The areas are reckoned with.`,
    );
  }
  if (events.some(({ area }) => area === null))
    say(
      'Ein Teil der Geburten, Sterbefälle und Umzüge ist nur für den ganzen Kreis bekannt; Gebiete haben dafür keine eigenen Zahlen.',
      'Some births, deaths and moves are known of the whole county only; areas have no figures of their own for them.',
    );
  return list;
}
