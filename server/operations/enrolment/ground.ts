/** What an enrolment forecast is made from: pupils of the past, children to come, where they go, and the rates that follow. */
import type { County } from '../../data/repositories/counties.ts';
import type { ForecastAssumptions } from '../../planning/forecast/assumptions.ts';
import { arrivingPupils } from '../../planning/enrolment/arrivals.ts';
import { triedSpread, type Proof, type Spread } from '../../planning/enrolment/error.ts';
import { originsOf, type HomeCount } from '../../planning/enrolment/origins.ts';
import type { Origins, YearCounts } from '../../planning/enrolment/pupils.ts';
import { enrolmentRates, type EnrolmentRates } from '../../planning/enrolment/rates.ts';
import type { EnrolmentAssumptions } from '../../planning/enrolment/rule.ts';
import type { RuleNote } from '../../contract/common.ts';
import { chosenCounties } from '../counties.ts';
import { leversOf } from '../demography/assumed.ts';
import { basisOf, drawsFor, madeForecast, type Basis } from '../demography/forecasts.ts';
import { housingPeople } from '../demography/housing.ts';
import { demographyTables, type DemographyTables } from '../demography/tables.ts';
import type { Operation } from '../../context.ts';
import type { Forecasting } from '../demography/work.ts';
import { chooseLayer } from '../layers.ts';
import { isGuest, pupilLayout } from '../pupilLayout.ts';
import { enrolmentAssumptionsOf, forecastAssumptionsOf, ruleNote, rulesFor } from '../rules.ts';
import { EnteringChildren } from './children.ts';
import { countedPupils, type CountBasis, type Counted } from './counted.ts';

export type ScenarioKey = 'low' | 'middle' | 'high';

export interface EnrolmentGround {
  counties: County[];
  keys: string[];
  counted: Counted;
  assumptions: EnrolmentAssumptions;
  rules: RuleNote[];
  /** Share of children that are put back, as used; null: not known, nobody is. */
  deferral: { value: number; people: number | null } | null;
  base: YearCounts | null;
  origins: Origins[];
  rates: EnrolmentRates;
  spread: Spread;
  /** False where no past year could be tried. */
  tried: boolean;
  proof: Proof | null;
  /** Null where entrants cannot be forecast. */
  ahead: Ahead | null;
}

/** Not the forecast itself, which is tens of megabytes. */
interface Ahead {
  populationDate: string;
  populationBasis: string;
  draws: number;
  years: number;
  children: Float64Array[];
  drawn: ReturnType<EnteringChildren['drawn']>;
  /** Pupils who come by building in each of the years. */
  arrivals: (Float64Array | null)[];
}

/** What is known before anything is forecast. */
async function startOf(context: Operation, selection: string) {
  const counties = await chosenCounties(context, selection);
  const keys = counties.map(({ key }) => key);
  const counted = await countedPupils(context, keys);
  const { rule, values: assumptions } = await enrolmentAssumptionsOf(context, keys[0]!);
  const entryRules = await rulesFor(context, keys, 'schoolEntry');
  const rules = [...entryRules.slice(0, 1).map(({ record }) => ruleNote(record)), rule];
  const base = counted.years.at(-1) ?? null;
  const deferral =
    counted.deferral ?? (assumptions.deferral === null ? null : { value: assumptions.deferral, people: null });
  const tables = base ? await demographyTables(context, counties) : null;
  const people = tables ? await forecastAssumptionsOf(context, keys[0]!) : null;
  const basis = tables && people ? basisOf(tables, people.values, undefined) : null;
  const cutoffs = new Map(
    entryRules.map(({ record, values }) => [record.county, { entry: values, deferral: deferral?.value ?? 0 }]),
  );
  const entering =
    basis && keys.every((key) => cutoffs.has(key)) ? new EnteringChildren(basis.history, tables!.areas, cutoffs) : null;
  const children = entering?.areTold ? entering : null;
  const start = { counties, keys, counted, assumptions, rules, deferral, base, tables, people, children };
  return { ...start, basis: basis?.bases[0] === undefined ? null : basis };
}

/** What a forecast would rest on, before it is made; null where none can be. */
export interface Foreseeable {
  basis: CountBasis;
  /** First calendar year of the school year that is the base. */
  base: number;
  years: number;
  populationDate: string;
  populationBasis: string;
  rules: RuleNote[];
}

export async function foreseeable(
  context: Operation,
  selection: string,
): Promise<{ isCounted: boolean; forecast: Foreseeable | null }> {
  const { base, basis, children, counted, assumptions, rules } = await startOf(context, selection);
  const forecast =
    base && basis && children && counted.basis
      ? {
          ...{ basis: counted.basis, base: base.year, years: assumptions.horizon, rules },
          ...{ populationDate: basis.bases[0]!, populationBasis: basis.basis },
        }
      : null;
  return { isCounted: base !== null, forecast };
}

export async function enrolmentGround(
  context: Forecasting,
  selection: string,
  scenario: ScenarioKey,
): Promise<EnrolmentGround> {
  const start = await startOf(context, selection);
  const { counties, keys, counted, assumptions, rules, deferral, base, tables, people, basis, children } = start;
  const origins = base
    ? originsOf(counted.schools, pointsOf(tables), await homesOf(context, keys, counted, tables), base.pupils)
    : [];
  const past = {
    ...{ schools: counted.schools, origins, years: counted.years },
    children: (year: number) => children?.counted(year) ?? null,
  };
  const rates = enrolmentRates(past, assumptions);
  const ahead =
    base && basis && children
      ? await aheadOf(context, counties, basis, people!.values, scenario, {
          ...{ children, from: base.year + 1, years: assumptions.horizon },
          arriving: (built) =>
            arrivingPupils(counted.schools, origins, rates.entry, (grade) => children.inGrade(built, grade)),
        })
      : null;
  return {
    ...{ counties, keys, counted, assumptions, rules, deferral, base, origins },
    rates,
    ...triedSpread(past, assumptions),
    ahead,
  };
}

const pointsOf = (tables: DemographyTables | null): [number, number][] =>
  tables?.areas.map(({ metres }) => metres) ?? [];

/** The forecast of residents that the scenes Bevölkerung and Kita make too. */
async function aheadOf(
  context: Forecasting,
  counties: County[],
  basis: Basis,
  assumptions: ForecastAssumptions,
  scenario: ScenarioKey,
  {
    children,
    from,
    years,
    arriving,
  }: { children: EnteringChildren; from: number; years: number; arriving: (built: Float64Array) => Float64Array },
): Promise<Ahead> {
  const populationDate = basis.bases[0]!;
  const base = Number(populationDate.slice(0, 4));
  const span = Math.max(assumptions.horizon, from + years - 1 - base);
  const housing = housingPeople(basis, base, span);
  const levers = leversOf({ scenario }, assumptions);
  const made = await madeForecast(context, counties, basis, { base, years: span, levers, housing });
  return {
    ...{ populationDate, populationBasis: basis.basis, draws: drawsFor(basis, span), years },
    children: children.ahead(made, base, from, years),
    drawn: children.drawn(made, base, from, years),
    arrivals: Array.from({ length: years }, (_, year) => {
      const built = housing[from + year - base - 1];
      return built ? arriving(built) : null;
    }),
  };
}

/** Protected counts by home on the areas of the residents. */
async function homesOf(
  context: Forecasting,
  keys: string[],
  { homes, records }: Counted,
  tables: DemographyTables | null,
): Promise<HomeCount[]> {
  if (!homes || !tables) return [];
  const { list, sums } = homes;
  const { base, minimum, layer: home } = list;
  const editions = [...new Set(sums.map(({ edition }) => edition))];
  const layer = await chooseLayer(context, keys, tables.layer, []);
  const basis = { year: list.year, layer: home, editions, protection: { base, minimum, notices: [] } };
  const { areaOf } = await pupilLayout(context, keys, basis, layer);
  const areaAt = new Map(tables.areas.map(({ county, key }, index) => [`${county}/${key}`, index]));
  const schoolAt = new Map(records.map(({ county, key }, index) => [`${county}/${key}`, index]));
  return sums.flatMap((sum): HomeCount[] => {
    const school = schoolAt.get(`${sum.county}/${sum.school}`);
    const area = isGuest(sum.home) ? -1 : areaAt.get(areaOf(sum) ?? '');
    return school === undefined || area === undefined ? [] : [{ area, school, grade: sum.grade, people: sum.people }];
  });
}
