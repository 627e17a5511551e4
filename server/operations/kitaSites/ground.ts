/** What both questions start from: children, Kitas and ways as the reach of Kitas has them. */
import type { Policy } from '../../planning/confidentiality/release.ts';
import type { AssignmentProblem } from '../../planning/kita/assignment.ts';
import { askedMetres } from '../../planning/kita/reachRule.ts';
import { DomainError } from '../../planning/errors.ts';
import { sources } from '../counties.ts';
import type { Forecasting } from '../demography/work.ts';
import { childrenByArea, hiddenOn } from '../kitaDemand.ts';
import { kitaGround, residentsOf, type KitaGround, type KitaQuery } from '../kitaGround.ts';
import type { Homes } from '../kitaReach/homes.ts';
import { dataNotices } from '../kitaNotices.ts';
import { homeNotices, severalCounties, unsplitNotice, unusableMetres } from '../kitaReach/notices.ts';
import { kitaWays } from '../kitaReach/ways.ts';
import { farthest, workOf } from '../kitaReach/work.ts';
import { populationPolicy } from '../policies.ts';
import { kitaReachOf } from '../rules.ts';

/** Of a usual new house, where nothing is asked. */
const USUAL_PLACES = 75;

export interface SitesQuery extends KitaQuery {
  metres?: number | undefined;
  places?: number | undefined;
}

export interface SitesGround {
  ground: KitaGround;
  homes: Homes;
  tables: KitaGround['dates'];
  problem: AssignmentProblem;
  /** Of the looked-at group; −1: all together. */
  column: number;
  metres: number;
  places: number;
  policy: Policy;
  areaOfHome: Int32Array;
}

/** @throws DomainError without children or Kitas */
export async function sitesGround(context: Forecasting, selection: string, query: SitesQuery) {
  const { metres: asked, places = USUAL_PLACES, ...rest } = query;
  if (asked !== undefined && (asked < askedMetres.least || asked > askedMetres.most)) throw unusableMetres(asked);
  const ground = await kitaGround(context, selection, rest);
  const { chosen, counties, group, kitas, layer, date } = ground;
  if (date === null || kitas.length === 0) throw nothingToPlan();
  const { values } = await kitaReachOf(context, counties[0]!);
  const metres = asked ?? values.accepted;
  const tables = ground.dates.filter((table) => table.date === date);
  const residents = await residentsOf(context, ground, tables);
  const hidden = await hiddenOn(context, ground, tables);
  const hides = hidden(date);
  const lost = childrenByArea(ground, residents, hidden).lost.get(date) ?? 0;
  const { homes, list, note } = await kitaWays(context, chosen, tables, kitas, farthest(values, metres));
  const { work, column } = workOf(ground, values, metres, { residents, homes: homes.homes, list, hides });
  const { groups, demand, total, cap, reachable, areaOfHome } = work;
  const problem: AssignmentProblem = {
    ...{ groups, children: demand, reachable, total, cap },
    limits: new Float64Array(groups).fill(metres),
  };
  const policy = populationPolicy(ground.basis ?? '');
  const found: SitesGround = { ground, homes, tables, problem, column, metres, places, policy, areaOfHome };
  return {
    ...found,
    told: {
      ...{ layer: layer.layer, date, basis: ground.basis, group: group.key, targetRate: ground.targetRate },
      ...{ metres, choices: values.choices, places, ways: note },
      notices: [
        ...dataNotices(ground.rule.values.splitAge, kitas, lost),
        ...homeNotices(homes),
        ...unsplitNotice(kitas, group.places === 'all'),
        ...(chosen.length > 1 ? [severalCounties()] : []),
      ],
      sources: await sources(context, counties, ['kitas', 'population', 'areas', 'child-list', 'network']),
    },
  };
}

const nothingToPlan = () =>
  new DomainError('notFound', 'kita.nothing', {
    de: 'Dafür braucht es Kitas und Einwohner nach Alter: bitte unter „Daten“ importieren.',
    en: "This needs Kitas and residents by age: please import them under 'Data'.",
  });
