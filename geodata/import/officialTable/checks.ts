/** A table against itself: the county against its Gemeinden, 'Insgesamt' against 'männlich' and 'weiblich'. */
import { compareWithCounty, type CountySum } from '../totals.ts';
import type { ControlTotal, Report } from '../types.ts';
import { COUNTY_LAYER } from './areas.ts';
import { isDimension } from './names.ts';
import type { Series } from './series.ts';

export interface Figure {
  series: Series;
  layer: string;
  area: string;
  year: number;
  /** null: missing. */
  value: number | null;
  row: number;
}

/** Two parts that leave nothing out, in the words of the offices. */
const EXHAUSTIVE: [first: string[], second: string[]][] = [
  [['männlich'], ['weiblich']],
  [['männer'], ['frauen']],
  [
    ['deutsche', 'deutscher'],
    ['ausländer(innen)', 'ausländer', 'ausländerin'],
  ],
];
const TOTALS = ['insgesamt', 'zusammen'];
/** As many figures that all end with a zero are rounded ones. */
const TENS = 10;
/** Rows of a contradiction that are named. */
const NAMED_ROWS = 10;

/**
 * The step in which a table rounds the figures of a unit: what their last decimals tell, or that all end with a zero (the Zensus sample
 * does). Null: they are whole and exact.
 */
function stepsOf(figures: readonly Figure[]): (series: Series) => number | null {
  const byUnit = new Map<string, number[]>();
  for (const { series, value } of figures) {
    if (series.measure !== 'count' || value === null || value === 0) continue;
    const values = byUnit.get(series.unit);
    if (values) values.push(value);
    else byUnit.set(series.unit, [value]);
  }
  const steps = new Map(
    [...byUnit].map(([unit, values]) => {
      const fits = (step: number) => values.every((value) => Math.abs(value / step - Math.round(value / step)) < 1e-6);
      return [unit, values.length >= TENS && fits(10) ? 10 : ([1, 0.1, 0.01].find(fits) ?? 0.001)] as const;
    }),
  );
  return ({ unit, isRounded }) => {
    const step = steps.get(unit) ?? 1;
    return isRounded || step === 10 ? step : null;
  };
}

export function checkAgainstCounty(
  report: Report,
  figures: readonly Figure[],
  unknown: ReadonlySet<number>,
): ControlTotal[] {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    const key = `${figure.series.name}|${figure.year}`;
    const group = groups.get(key);
    if (group) group.push(figure);
    else groups.set(key, [figure]);
  }
  const steps = stepsOf(figures);
  const sums = [...groups.values()].flatMap((group): CountySum[] => {
    const county = group.find(({ layer }) => layer === COUNTY_LAYER);
    // Associations stand beside their Gemeinden, and a city's only Gemeinde is the county's own row.
    const areas = group.filter(
      ({ layer, area }) => layer !== COUNTY_LAYER && /^\d{8}$/.test(area) && !area.endsWith('000'),
    );
    if (!county || areas.length < 2 || county.series.measure !== 'count' || unknown.has(county.year)) return [];
    const values = areas.flatMap(({ value }) => (value === null ? [] : [value]));
    if (county.value === null || values.length < areas.length) return [];
    const { series, year, row } = county;
    const step = steps(series);
    return [
      {
        ...{ indicator: series.name, year, row, published: county.value },
        sumOfAreas: values.reduce((sum, value) => sum + value, 0),
        tolerance: step === null ? 0 : ((values.length + 1) * step) / 2,
        isWhole: values.every(Number.isInteger) && Number.isInteger(county.value),
      },
    ];
  });
  return compareWithCounty(report, sums);
}

interface Split {
  total: Series;
  parts: [Series, Series];
}

function splitsOf(all: readonly Series[]): Split[] {
  const keyOf = (path: readonly string[]) => path.join('\t').toLowerCase();
  const byPath = new Map(all.map((series) => [keyOf(series.path), series]));
  return all.flatMap((first): Split[] =>
    first.path.flatMap((part, index): Split[] => {
      if (first.measure !== 'count') return [];
      const before = first.path.slice(0, index);
      const after = first.path.slice(index + 1);
      const find = (...ways: string[][]) => ways.map((way) => byPath.get(keyOf(way))).find((found) => found);
      const seconds = EXHAUSTIVE.find(([words]) => words.includes(part.toLowerCase()))?.[1] ?? [];
      const second = find(...seconds.map((word) => [...before, word, ...after]));
      const total = find(
        ...TOTALS.map((word) => [...before, word, ...after]),
        // The column of all has nothing below its heading.
        [...before, ...after],
        ...(isDimension(before.at(-1) ?? '') ? [[...before.slice(0, -1), ...after]] : []),
      );
      return second && total ? [{ total, parts: [first, second] }] : [];
    }),
  );
}

export function checkParts(report: Report, figures: readonly Figure[], all: readonly Series[]): void {
  const splits = splitsOf(all);
  if (splits.length === 0) return;
  const cells = new Map<string, Map<Series, Figure>>();
  for (const figure of figures) {
    const key = `${figure.layer}|${figure.area}|${figure.year}`;
    cells.set(key, (cells.get(key) ?? new Map<Series, Figure>()).set(figure.series, figure));
  }
  const steps = stepsOf(figures);
  let differing = 0;
  for (const own of cells.values())
    for (const { total, parts } of splits) {
      const whole = own.get(total);
      const values = parts.map((part) => own.get(part)?.value ?? null);
      const [first = null, second = null] = values;
      if (!whole || whole.value === null || first === null || second === null) continue;
      const tolerance = 1.5 * (steps(total) ?? 0);
      if (Math.abs(first + second - whole.value) <= tolerance) continue;
      // A city stands for itself as county and as Gemeinde: its row is named once.
      if (whole.area.endsWith('000') && whole.layer !== COUNTY_LAYER) continue;
      differing++;
      if (differing > NAMED_ROWS) continue;
      report.warn(
        'officialTable.partsDiffer',
        `Gebiet ${whole.area}, ${whole.year}: „${parts[0].name}“ (${first}) und „${parts[1].name}“ (${second}) ergeben nicht „${total.name}“ (${whole.value}): bitte die Tabelle prüfen (manche runden die Ämter zum Schutz Einzelner); gespeichert ist, was dort steht.`,
        `Area ${whole.area}, ${whole.year}: '${parts[0].name}' (${first}) and '${parts[1].name}' (${second}) do not sum to '${total.name}' (${whole.value}): please check the table (the offices round some to protect single people); it is stored as it stands.`,
        { row: whole.row },
      );
    }
  if (differing > NAMED_ROWS)
    report.note(
      `An ${differing} Stellen ergeben zwei Teile nicht ihre Summe; ${NAMED_ROWS} davon sind einzeln genannt.`,
      `In ${differing} places two parts do not make up their total; ${NAMED_ROWS} of them are named.`,
    );
}
