/** Indicators that came as tables: defined by their file, by the usual definition of their name, and by what can be seen of them. */
import { readyFor, type ReadyIndicator } from '../../../geodata/indicators/ready.ts';
import { isCounted, isOfThings, isRate, scaleOf } from '../../../geodata/import/indicatorTable/words.ts';
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

/** Every indicator that the files of the counties name; of several files that of the latest year defines it. */
export async function importedIndicators(context: Operation, counties: readonly County[]): Promise<KnownIndicator[]> {
  const { db } = context.database;
  const scopes = await indicatorScopes(
    db,
    counties.map(({ key }) => key),
  );
  const pairs = new Map(scopes.map((scope) => [pairOf(scope), scope]));
  const told = new Map((await toldIndicators(db, [...pairs.values()])).map((one) => [pairOf(one), one]));
  const unitOf = (scope: IndicatorScope): string => {
    const says = told.get(pairOf(scope));
    return (says?.told as Told | null)?.unit ?? says?.unit ?? '';
  };
  // Persons and per cent under one name are two indicators.
  const groups = new Map<string, IndicatorScope[]>();
  const units = new Map<string, Set<string>>();
  for (const scope of scopes) {
    const group = `${scope.indicator}|${unitOf(scope)}`;
    groups.set(group, [...(groups.get(group) ?? []), scope]);
    units.set(scope.indicator, (units.get(scope.indicator) ?? new Set()).add(unitOf(scope)));
  }
  const taken = new Set<string>();
  return [...groups.values()]
    .sort(([a], [b]) => a!.indicator.localeCompare(b!.indicator, 'de') || unitOf(a!).localeCompare(unitOf(b!), 'de'))
    .map((own): KnownIndicator => {
      const { indicator } = own[0]!;
      const newest = own.reduce((last, scope) => (scope.year >= last.year ? scope : last));
      const unit = unitOf(newest);
      const named = readyFor(indicator);
      // A number of cases is not the rate of the same name.
      const ready = named && (unit === '' || measureOf(unit) === named.measure) ? named : null;
      const name = units.get(indicator)!.size > 1 ? `${indicator} (${unit || '–'})` : indicator;
      const says = (scope: IndicatorScope) => (told.get(pairOf(scope))?.told ?? null) as Told | null;
      const definition = define(name, says(newest), unit, ready, taken);
      const social = new Set(own.filter((scope) => isSocial(says(scope), definition)).map(yearIn));
      if (social.size > 0) definition.protection = 'social';
      const years = new Map<string, number[]>();
      for (const { layer, year } of own) years.set(layer, [...(years.get(layer) ?? []), year]);
      return {
        definition,
        layers: [...years].map(([layer, all]) => ({ layer, years: yearsOf(all) })),
        kinds: [],
        imports: [...new Set(own.map(({ importId }) => importId))],
        table: (layer) => tableOf(context, { counties, definition, ready, scopes: own, social }, layer),
      };
    });
}

const pairOf = ({ importId, indicator }: { importId: string; indicator: string }) => `${importId} ${indicator}`;
/** What is protected is decided for a county and year: one of its files may be published, and another one not. */
const yearIn = ({ county, year }: { county: string; year: number }) => `${county} ${year}`;

/** Who does not say that his counts of people are published, has true ones. */
function isSocial(told: Told | null, { measure, unit }: IndicatorDefinition): boolean {
  if (told?.protection) return told.protection === 'social';
  return measure === 'count' && !isOfThings(unit);
}

type Told = Omit<IndicatorDefinitionRow, 'indicator'>;

export const measureOf = (unit: string): Measure => (isRate(unit) ? 'rate' : isCounted(unit) ? 'count' : 'mean');

const both = (text: string | null | undefined): Sentence | null => (text ? { de: text, en: text } : null);

function define(
  name: string,
  told: Told | null,
  seenUnit: string,
  ready: ReadyIndicator | null,
  taken: Set<string>,
): IndicatorDefinition {
  const key = [ready?.key, keyOf(name), ...Array.from({ length: 99 }, (_, at) => `${keyOf(name)}-${at + 2}`)].find(
    (one) => one && !taken.has(one),
  )!;
  taken.add(key);
  const unit = seenUnit || (ready?.unit ?? '');
  // Two tables may bear one name and differ in what they count.
  const like = ready && ready.unit === unit ? ready : null;
  // A rate is never summed, whatever its file calls it.
  const measure = isRate(unit) ? 'rate' : (told?.measure ?? like?.measure ?? measureOf(unit));
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
    protection: 'published',
    origin: 'imported',
    formula: null,
    ready: ready !== null,
  };
}

interface Stored {
  counties: readonly County[];
  definition: IndicatorDefinition;
  ready: ReadyIndicator | null;
  scopes: readonly IndicatorScope[];
  /** `county year` */
  social: ReadonlySet<string>;
}

async function tableOf(context: Operation, stored: Stored, layer: string): Promise<IndicatorTable> {
  const { counties, definition, ready, scopes, social } = stored;
  const { measure } = definition;
  const { db } = context.database;
  const { indicator } = scopes[0]!;
  const layers = [...new Set(scopes.map((scope) => scope.layer))];
  const asked = social.size > 0 ? layers : layers.filter((one) => one === layer || one === COUNTY_LAYER);
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
  if (social.size > 0) for (const county of counties) await hideFew(context, county, stored, rows, hidden);
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
  { definition: { measure, unit }, social }: Stored,
  rows: ReadonlyMap<string, readonly IndicatorValue[]>,
  hidden: Set<string>,
): Promise<void> {
  const layering = await layeringAmong(context, county, [...rows.keys()]);
  const byYear = new Map<number, SocialCell[]>();
  for (const [layer, values] of rows)
    for (const row of values) {
      const { county: of, area, year, status } = row;
      if (of !== county.key || !social.has(yearIn(row)) || status === 'hidden' || status === 'missing') continue;
      const people = casesOf(row, measure, unit);
      if (people === null) {
        // Said to be social, and nothing tells of how many.
        hidden.add(`${layer} ${of}/${area} ${year}`);
        continue;
      }
      const cells = byYear.get(year) ?? [];
      byYear.set(year, cells);
      const denominator = measure === 'count' ? null : row.denominator;
      cells.push({ layer, area: `${of}/${area}`, people, denominator });
    }
  for (const [year, cells] of byYear)
    hiddenSocial(cells, layering, protectionOf(county.settings).socialRates).forEach((isHidden, index) => {
      const { layer, area } = cells[index]!;
      if (isHidden) hidden.add(`${layer} ${area} ${year}`);
    });
}

/** People behind a value; a balance of four is as few as four. */
function casesOf({ value, numerator, denominator }: IndicatorValue, measure: Measure, unit: string): number | null {
  if (measure === 'count') return value === null ? null : Math.abs(value);
  if (numerator !== null) return Math.abs(numerator);
  const scale = scaleOf(unit, measure);
  return value === null || denominator === null || scale === null
    ? null
    : Math.round(Math.abs((value * denominator) / scale));
}
