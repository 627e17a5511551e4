/** A state's rule as data: what the paragraph says, where it stands, how sure we are. Copied per county, changeable there. */
import type { Sentence } from '../../server/planning/types.ts';
import type { KitaReachRule } from '../../server/planning/kita/reachRule.ts';
import type { KitaRule } from '../../server/planning/kita/supply.ts';
import type { SchoolEntryRule } from '../../server/planning/pupils/schoolEntry.ts';
import type { SchoolCalendar } from '../../server/planning/transport/schoolCalendar.ts';
import type { DistrictRule } from '../../server/planning/districts/rule.ts';
import type { SchoolSizeRule } from '../../server/planning/variant/rules.ts';
import type { TravelTimeRule } from '../../server/planning/transport/travelTime.ts';
import type { AllDayRule, EnrolmentAssumptions } from '../../server/planning/enrolment/rule.ts';
import type { ForecastAssumptions } from '../../server/planning/forecast/assumptions.ts';
import type { SocialIndexRule } from '../../server/planning/socialSpace/indexRule.ts';
import type { TransportRule } from '../../server/planning/transport/distanceBand.ts';

export interface RuleSet<Subject extends string = string, Values = unknown> {
  subject: Subject;
  state: string;
  paragraph: string;
  source: string;
  validFrom: string;
  confidence: 'sure' | 'likely' | 'unsure' | 'unset';
  summary: Sentence;
  values: Values;
}

export type StateRules = (
  | RuleSet<'schoolEntry', SchoolEntryRule>
  | RuleSet<'schoolTransport', TransportRule>
  | RuleSet<'travelTimes', TravelTimeRule>
  | RuleSet<'kita', KitaRule>
  | RuleSet<'kitaReach', KitaReachRule>
  | RuleSet<'forecast', ForecastAssumptions>
  | RuleSet<'enrolment', EnrolmentAssumptions>
  | RuleSet<'allDay', AllDayRule>
  | RuleSet<'socialIndex', SocialIndexRule>
  | RuleSet<'schoolCalendar', SchoolCalendar>
  | RuleSet<'schoolSizes', SchoolSizeRule>
  | RuleSet<'schoolDistricts', DistrictRule>
)[];
