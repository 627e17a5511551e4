/** Enrolment forecasts that were made, kept while they are looked at from other sides: another school or type is no new one. */
import type { Database } from '../../data/open.ts';
import type { Care, EnrolmentResult } from '../../planning/enrolment/forecast.ts';
import { leastSizes, type LeastSize } from '../../planning/enrolment/leastSize.ts';
import type { SchoolSizeRule, SizedSchool } from '../../planning/variant/rules.ts';
import { TAIL } from '../demography/forecast.ts';
import type { Forecasting } from '../demography/work.ts';
import { rulesFor } from '../rules.ts';
import { enrolmentGround, type EnrolmentGround, type ScenarioKey } from './ground.ts';
import type { RuleNote } from '../../contract/common.ts';
import { ruleNote } from '../rules.ts';

export interface Made {
  ground: EnrolmentGround;
  /** As the rules of its county size each school. */
  sized: { rules: SchoolSizeRule | null; school: SizedSchool; least: LeastSize[] }[];
  sizeRules: RuleNote[];
}

const kept = new WeakMap<Database, Map<string, Promise<unknown>>>();
/** Each holds a megabyte. */
const KEPT = 12;

/** The same question has the same answer while the counties' data stay. */
function once<T>(context: Forecasting, key: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(context.database) ?? new Map<string, Promise<unknown>>();
  kept.set(context.database, known);
  const there = known.get(key) as Promise<T> | undefined;
  if (there) return there;
  const made = make();
  known.set(key, made);
  const oldest = known.size > KEPT ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  made.catch(() => known.delete(key));
  return made;
}

const keyOf = (...parts: unknown[]): string => JSON.stringify(parts);

/** @param revision of the counties, so that new data are a new forecast */
export function enrolmentOf(
  context: Forecasting,
  selection: string,
  scenario: ScenarioKey,
  revision: string,
): Promise<Made> {
  return once(context, keyOf('ground', selection, revision, scenario), async () => {
    const ground = await enrolmentGround(context, selection, scenario);
    const sizes = await rulesFor(context, ground.keys, 'schoolSizes');
    const sized = ground.counted.records.map((record, index) => {
      const rules = sizes.find(({ record: { county } }) => county === record.county)?.values ?? null;
      const { first, last } = ground.counted.schools[index]!;
      const school = { ...record, gradeFrom: first, gradeTo: last };
      return { rules, school, least: leastSizes(rules, school) };
    });
    return { ground, sized, sizeRules: sizes.slice(0, 1).map(({ record }) => ruleNote(record)) };
  });
}

/** Null where there is nothing to forecast from. */
export async function enrolmentResult(
  context: Forecasting,
  { ground, sized }: Made,
  key: { selection: string; scenario: ScenarioKey; revision: string },
  care: Care | null,
): Promise<EnrolmentResult | null> {
  const { base, ahead, counted, origins, rates, spread, assumptions } = ground;
  if (!base || !ahead) return null;
  const asked = care && { ...care, places: [...care.places] };
  return once(context, keyOf('made', key.selection, key.revision, key.scenario, asked), () =>
    context.onPeople({
      task: 'enrolment',
      ...{ schools: counted.schools, origins, base: base.pupils, rates, spread, care },
      ...{ years: ahead.years, children: ahead.children, drawn: ahead.drawn, arrivals: ahead.arrivals },
      least: sized.map(({ least }) => least),
      memory: assumptions.error.memory,
      seed: base.year,
      tail: TAIL,
    }),
  );
}
