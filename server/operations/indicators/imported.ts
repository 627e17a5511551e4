/** Indicators that came as tables: defined by their file, by the usual definition of their name, and by what can be seen of them. */
import { readyFor, type ReadyIndicator } from '../../../geodata/indicators/ready.ts';
import type { IndicatorDefinitionRow } from '../../../geodata/import/rows.ts';
import type { IndicatorDefinition, Measure } from '../../contract/indicators.ts';
import type { Sentence } from '../../contract/common.ts';
import type { County } from '../../data/repositories/counties.ts';
import {
  indicatorScopes,
  indicatorValues,
  toldIndicators,
  type IndicatorScope,
  type IndicatorValue,
} from '../../data/repositories/indicators.ts';
import { PUBLISHED, releaseFigure } from '../../planning/confidentiality/release.ts';
import type { Operation } from '../../context.ts';
import { protectionOf } from '../import/homes.ts';
import {
  COUNTY_LAYER,
  keyOf,
  NO_CELL,
  yearsOf,
  type IndicatorTable,
  type KnownIndicator,
  type ToldCell,
} from './known.ts';
import { ofToday } from './former.ts';
import { layeringAmong } from './layers.ts';
import { residentsBehind } from './residents.ts';
import { hiddenSocial, type SocialCell } from './protect.ts';

/** Every indicator that the files of the counties name, under one definition: that of the file that came last. */
export async function importedIndicators(context: Operation, counties: readonly County[]): Promise<KnownIndicator[]> {
  const { db } = context.database;
  const scopes = await indicatorScopes(
    db,
    counties.map(({ key }) => key),
  );
  const byName = new Map<string, IndicatorScope[]>();
  for (const scope of scopes) byName.set(scope.indicator, [...(byName.get(scope.indicator) ?? []), scope]);
  const newest = [...byName].map(([indicator, own]) => ({
    indicator,
    importId: own.reduce((last, scope) => (scope.year >= last.year ? scope : last)).importId,
  }));
  const told = new Map((await toldIndicators(db, newest)).map((one) => [one.indicator, one]));
  const taken = new Set<string>();
  return [...byName]
    .sort(([a], [b]) => a.localeCompare(b, 'de'))
    .map(([indicator, own]) => {
      const says = told.get(indicator);
      const unit = (says?.told as Told | null)?.unit ?? says?.unit ?? '';
      const named = readyFor(indicator);
      // A number of cases is not the rate of the same name.
      const ready = named && (unit === '' || measureOf(unit) === named.measure) ? named : null;
      const definition = define(indicator, (says?.told ?? null) as Told | null, says?.unit ?? null, ready, taken);
      const years = new Map<string, number[]>();
      for (const { layer, year } of own) years.set(layer, [...(years.get(layer) ?? []), year]);
      return {
        definition,
        layers: [...years].map(([layer, all]) => ({ layer, years: yearsOf(all) })),
        kinds: [],
        imports: [...new Set(own.map(({ importId }) => importId))],
        table: (layer) => tableOf(context, counties, definition, ready, own, { indicator, layer }),
      };
    });
}

type Told = Omit<IndicatorDefinitionRow, 'indicator'>;

/** Of people or things that are counted, not measured. */
const COUNTED = /^(anzahl|personen|kinder|sch(ü|ue)ler.*|pl(ä|ae)tze|f(ä|ae)lle|haushalte|number|people)$/i;
const RATE = /%|prozent|percent|^je\b|promille|‰|quote|anteil/i;
const PEOPLE = /^(personen|kinder|einwohner|sch(ü|ue)ler.*|people)$/i;

export const measureOf = (unit: string): Measure => (RATE.test(unit) ? 'rate' : COUNTED.test(unit) ? 'count' : 'mean');

const both = (text: string | null | undefined): Sentence | null => (text ? { de: text, en: text } : null);

function define(
  name: string,
  told: Told | null,
  seenUnit: string | null,
  ready: ReadyIndicator | null,
  taken: Set<string>,
): IndicatorDefinition {
  const key = [ready?.key, keyOf(name), ...Array.from({ length: 99 }, (_, at) => `${keyOf(name)}-${at + 2}`)].find(
    (one) => one && !taken.has(one),
  )!;
  taken.add(key);
  const unit = told?.unit ?? seenUnit ?? ready?.unit ?? '';
  // Two tables may bear one name and differ in what they count.
  const like = ready && ready.unit === unit ? ready : null;
  const measure = told?.measure ?? like?.measure ?? measureOf(unit);
  return {
    key,
    name: ready?.name.de === name ? ready.name : { de: name, en: name },
    description: both(told?.description) ?? ready?.description ?? null,
    numerator: both(told?.numerator) ?? ready?.numerator ?? null,
    denominator: both(told?.denominator) ?? ready?.denominator ?? null,
    unit,
    measure,
    direction: told?.direction ?? ready?.direction ?? 'neutral',
    source: told?.source ?? null,
    licence: told?.licence ?? null,
    method: both(told?.method),
    // Who does not say that his counts of people are published, has true ones.
    protection: told?.protection ?? (measure === 'count' && PEOPLE.test(unit) ? 'social' : 'published'),
    origin: 'imported',
    formula: null,
    ready: ready !== null,
  };
}

async function tableOf(
  context: Operation,
  counties: readonly County[],
  { measure, protection }: IndicatorDefinition,
  ready: ReadyIndicator | null,
  scopes: readonly IndicatorScope[],
  { indicator, layer }: { indicator: string; layer: string },
): Promise<IndicatorTable> {
  const { db } = context.database;
  const layers = [...new Set(scopes.map((scope) => scope.layer))];
  const asked = protection === 'social' ? layers : layers.filter((one) => one === layer || one === COUNTY_LAYER);
  const rows = new Map<string, IndicatorValue[]>();
  for (const one of asked)
    rows.set(
      one,
      await indicatorValues(
        db,
        { indicator, layer: one },
        scopes.filter((scope) => scope.layer === one),
      ),
    );
  const hidden = new Set<string>();
  if (protection === 'social') for (const county of counties) await hideFew(context, county, measure, rows, hidden);
  // Tables of rates seldom say of how many; the ages of a usual indicator tell it.
  const selection = counties.map(({ key }) => key).join('+');
  const isSilent = measure === 'rate' && [...rows.values()].flat().every(({ denominator }) => denominator === null);
  const behind =
    isSilent && ready?.ages && layer !== COUNTY_LAYER
      ? await residentsBehind(context, selection, layer, ready.ages)
      : () => null;
  const cellOf = (of: string, { county, area, year, value, status, denominator }: IndicatorValue): ToldCell => {
    const isHidden = status === 'hidden' || hidden.has(`${of} ${county}/${area} ${year}`);
    return {
      value: isHidden ? 'hidden' : releaseFigure(PUBLISHED, status === 'missing' ? null : value, []),
      isEstimated: status === 'estimated',
      behind: denominator ?? (of === layer ? behind(`${county}/${area}`, year) : null),
    };
  };
  const own = rows.get(layer) ?? [];
  const years = yearsOf(own.map(({ year }) => year));
  const areas = new Map<string, ToldCell[]>();
  for (const row of own) {
    const area = `${row.county}/${row.area}`;
    const cells = areas.get(area) ?? years.map(() => NO_CELL);
    areas.set(area, cells);
    cells[years.indexOf(row.year)] = cellOf(layer, row);
  }
  const whole = years.map((year) => {
    const row = counties.length === 1 ? (rows.get(COUNTY_LAYER) ?? []).find((one) => one.year === year) : undefined;
    return row ? cellOf(COUNTY_LAYER, row) : NO_CELL;
  });
  return ofToday(context, counties, measure, { layer, years, areas, whole, notices: [] });
}

/** Year by year, over all layers: adds `layer county/area year` of what is not told. */
async function hideFew(
  context: Operation,
  county: County,
  measure: Measure,
  rows: ReadonlyMap<string, readonly IndicatorValue[]>,
  hidden: Set<string>,
): Promise<void> {
  const layering = await layeringAmong(context, county, [...rows.keys()]);
  const byYear = new Map<number, SocialCell[]>();
  for (const [layer, values] of rows)
    for (const { county: of, area, year, value, numerator, denominator, status } of values) {
      const people = measure === 'count' ? value : numerator;
      if (of !== county.key || people === null || status === 'hidden' || status === 'missing') continue;
      const cells = byYear.get(year) ?? [];
      byYear.set(year, cells);
      cells.push({ layer, area: `${of}/${area}`, people, denominator: measure === 'count' ? null : denominator });
    }
  for (const [year, cells] of byYear)
    hiddenSocial(cells, layering, protectionOf(county.settings).socialRates).forEach((isHidden, index) => {
      const { layer, area } = cells[index]!;
      if (isHidden) hidden.add(`${layer} ${area} ${year}`);
    });
}
