/**
 * The youth-welfare planner's second question: which gap is none, because the next Kita is just behind the border, and which one
 * stays whatever one does?
 *
 * Nothing in the answer gives a child away. The model works with what is told anyway: children of an area as the plain gap tells
 * them (a hidden number is replaced, see homeDemand.ts), counts at atoms that were protected at their import, houses, and
 * public places. Whatever follows from those is no more than they are; what the plain gap hides is hidden here too, so that
 * nobody takes the replacement for a number.
 */
import type { KitaReach } from '../../contract/kitaReach.ts';
import { askedMetres } from '../../planning/kita/reachRule.ts';
import type { KitaReached } from '../../planning/kita/reach.ts';
import { placesOf } from '../../planning/kita/supply.ts';
import { sources } from '../counties.ts';
import type { Forecasting } from '../demography/work.ts';
import { groupKitas, released } from '../kita.ts';
import { childrenByArea, hiddenOn } from '../kitaDemand.ts';
import { kitaGround, residentsOf, type KitaQuery } from '../kitaGround.ts';
import { dataNotices, notices } from '../kitaNotices.ts';
import { kitaReachOf } from '../rules.ts';
import { placesOfKita } from '../sites.ts';
import { bottleneckOf, figuresTold, homesTold, kitasTold, LEAST_BASE, sumsOf } from './answer.ts';
import { homeNotices, severalCounties, unsplitNotice, unusableMetres } from './notices.ts';
import { kitaWays } from './ways.ts';
import { farthest, workOf } from './work.ts';

export async function kitaReach(
  context: Forecasting,
  selection: string,
  { metres: asked, ...query }: KitaQuery & { metres?: number | undefined },
): Promise<KitaReach> {
  if (asked !== undefined && (asked < askedMetres.least || asked > askedMetres.most)) throw unusableMetres(asked);
  const ground = await kitaGround(context, selection, query);
  const { chosen, counties, group, layer, kitas, date } = ground;
  const { rule, values } = await kitaReachOf(context, counties[0]!);
  const metres = asked ?? values.accepted;
  const tables = ground.dates.filter((table) => table.date === date);
  const residents = await residentsOf(context, ground, tables);
  const hidden = await hiddenOn(context, ground, tables);
  const children = childrenByArea(ground, residents, hidden);
  // Without residents there is nothing to walk from, but how ways are found can be said.
  const places = tables.length > 0 ? tables : counties.map((county) => ({ county, layer: layer.layer }));
  const { homes, list, note } = await kitaWays(context, chosen, places, kitas, farthest(values, metres));
  const { work, column } = workOf(ground, values, metres, {
    ...{ residents, homes: homes.homes, list },
    hides: hidden(date ?? ''),
  });
  // Of a large county it takes seconds.
  const isKnown = kitas.length > 0 && date !== null;
  const reached: KitaReached | null = isKnown ? await context.onPeople({ task: 'kitaReach', ...work }) : null;
  const sums = reached ? sumsOf(work, reached, column, layer.areas.length) : null;
  const ofDate = date === null ? undefined : children.sums.get(date);
  const byFid = groupKitas(kitas);
  const areas = layer.areas.map((area, index) => {
    const fid = `${area.county}/${area.key}`;
    const here = ofDate?.get(fid) ?? null;
    const own = placesOf(group, (byFid.get(fid) ?? []).map(placesOfKita));
    const { coverage: _coverage, ...plain } = released(here, own, kitas.length > 0);
    const figures = figuresTold(plain.gap, sums?.of(index) ?? null);
    return { county: area.county, key: area.key, name: area.name, point: area.point, ...plain, ...figures };
  });
  const inside = kitas.filter(({ area }) => area !== null);
  const placesInside = placesOf(group, inside.map(placesOfKita));
  const whole = (date === null ? null : children.totals.get(date)) ?? null;
  const { coverage: _coverage, ...total } = released(whole, placesInside, kitas.length > 0);
  const base = homes.base ?? LEAST_BASE;
  return {
    layer: layer.layer,
    date,
    basis: ground.basis,
    group: group.key,
    targetRate: ground.targetRate,
    metres,
    choices: values.choices,
    steps: values.steps,
    rule,
    ways: note,
    areas,
    total: { ...total, ...figuresTold(total.gap, sums?.total ?? null) },
    kitas: kitasTold(ground, work, reached, column),
    bottleneck: bottleneckOf(ground, work, reached),
    homes: reached
      ? homesTold(homes.homes, work, reached, { column, base, hidden: areas.map(({ gap }) => gap === 'hidden') })
      : [],
    base,
    notices: [
      ...notices(kitas, inside, group, children.missingAges, date),
      ...dataNotices(ground.rule.values.splitAge, kitas, date === null ? 0 : (children.lost.get(date) ?? 0)),
      ...(isKnown ? homeNotices(homes) : []),
      ...unsplitNotice(kitas, group.places === 'all'),
      ...(chosen.length > 1 ? [severalCounties()] : []),
    ],
    sources: await sources(context, counties, ['kitas', 'population', 'areas', 'child-list', 'network']),
  };
}
