/** Rule sets of a county for the kernels, and as the screen shows them. */
import { allDay } from '../../geodata/rules/allDay.ts';
import { enrolmentAssumptions } from '../../geodata/rules/enrolment.ts';
import { rulesOf, stateOf } from '../../geodata/rules/index.ts';
import { forecastAssumptions } from '../../geodata/rules/forecast.ts';
import { kitaReach } from '../../geodata/rules/kitaReach.ts';
import { socialIndex } from '../../geodata/rules/socialIndex.ts';
import { travelTimes } from '../../geodata/rules/travelTimes.ts';
import type { RuleSet } from '../../geodata/rules/types.ts';
import type { RuleNote } from '../contract/common.ts';
import { listRules, type RuleRecord } from '../data/repositories/rules.ts';
import type { DistrictRule } from '../planning/districts/rule.ts';
import type { AllDayRule, EnrolmentAssumptions } from '../planning/enrolment/rule.ts';
import type { ForecastAssumptions } from '../planning/forecast/assumptions.ts';
import type { KitaReachRule } from '../planning/kita/reachRule.ts';
import type { KitaRule } from '../planning/kita/supply.ts';
import type { SocialIndexRule } from '../planning/socialSpace/indexRule.ts';
import type { SchoolSizeRule } from '../planning/variant/rules.ts';
import type { TransportRule } from '../planning/transport/distanceBand.ts';
import type { TravelTimeRule } from '../planning/transport/travelTime.ts';
import type { SchoolEntryRule } from '../planning/pupils/schoolEntry.ts';
import type { SchoolCalendar } from '../planning/transport/schoolCalendar.ts';
import type { Operation } from '../context.ts';

interface RuleValues {
  schoolTransport: TransportRule;
  kita: KitaRule;
  kitaReach: KitaReachRule;
  schoolCalendar: SchoolCalendar;
  travelTimes: TravelTimeRule;
  schoolEntry: SchoolEntryRule;
  schoolSizes: SchoolSizeRule;
  schoolDistricts: DistrictRule;
  forecast: ForecastAssumptions;
  enrolment: EnrolmentAssumptions;
  allDay: AllDayRule;
  socialIndex: SocialIndexRule;
}

export function ruleNote(rule: RuleRecord): RuleNote {
  const { subject, state, paragraph, source, validFrom, confidence, summary } = rule;
  return { subject, state, paragraph, source, validFrom, confidence, summary };
}

/**
 * Rules of a subject, newest first. Of several counties each brings its own. What a rule set that was copied before says nothing of
 * stands as its state's own rule set says it, where that is the same paragraph of the same date.
 */
export async function rulesFor<S extends keyof RuleValues>(
  context: { database: Pick<Operation['database'], 'db'> },
  counties: string[],
  subject: S,
): Promise<{ record: RuleRecord; values: RuleValues[S] }[]> {
  const records = await listRules(context.database.db, counties, subject);
  // The values were written from typed rule sets of the same subject.
  return records.map((record) => {
    const shipped = rulesOf(record.county).find(
      (set) => set.subject === subject && set.paragraph === record.paragraph && set.validFrom === record.validFrom,
    );
    return { record, values: { ...shipped?.values, ...(record.values as RuleValues[S]) } };
  });
}

/** What a county has that was created before there were rules on a subject: its state's. */
async function ownOr<S extends 'travelTimes' | 'kitaReach' | 'forecast' | 'enrolment' | 'allDay' | 'socialIndex'>(
  context: Operation,
  county: string,
  subject: S,
  shipped: (state: string) => RuleSet<S, RuleValues[S]>,
): Promise<{ rule: RuleNote; values: RuleValues[S] }> {
  const [own] = await rulesFor(context, [county], subject);
  if (own) return { rule: ruleNote(own.record), values: own.values };
  const set = shipped(stateOf(county)?.code ?? 'DE');
  return { rule: ruleNote({ ...set, county }), values: set.values };
}

/** How long pupils of the county may be under way. */
export const travelTimesOf = (context: Operation, county: string) => ownOr(context, county, 'travelTimes', travelTimes);

/** What is within reach on the way to a Kita of the county. */
export const kitaReachOf = (context: Operation, county: string) => ownOr(context, county, 'kitaReach', kitaReach);

/** What forecasts of the county take for granted. */
export const forecastAssumptionsOf = (context: Operation, county: string) =>
  ownOr(context, county, 'forecast', forecastAssumptions);

/** What enrolment forecasts of the county take for granted. */
export const enrolmentAssumptionsOf = (context: Operation, county: string) =>
  ownOr(context, county, 'enrolment', enrolmentAssumptions);

/** Who has a claim to all-day care in the county, and how many want it. */
export const allDayOf = (context: Operation, county: string) => ownOr(context, county, 'allDay', allDay);

/** How the social index of the county is made. */
export const socialIndexOf = (context: Operation, county: string) => ownOr(context, county, 'socialIndex', socialIndex);
