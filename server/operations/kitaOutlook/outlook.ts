/**
 * The youth-welfare planner's view ahead: how many places there will be against how many children, in which years places lack,
 * and what a measure changes about it.
 *
 * What of the residents is hidden in the base year is hidden in all years, by the mask of all scenes; forecasts from true counts
 * are told in whole people and places.
 */
import type { KitaOutlook, NewKitaChange } from '../../contract/kitaOutlook.ts';
import type { Rate } from '../../contract/common.ts';
import { PUBLISHED, releaseCount, releaseFigure } from '../../planning/confidentiality/release.ts';
import { quantile } from '../../planning/forecast/futures.ts';
import { kitasIn } from '../../planning/kita/measures.ts';
import { demanded, groupWeights, shareShort, weighted, type Demanded } from '../../planning/kita/outlook.ts';
import { partsOf } from '../../planning/kita/supply.ts';
import { chosenCounties, sources } from '../counties.ts';
import { assumptionsOf } from '../demography/assumed.ts';
import { rounded, TAIL } from '../demography/forecast.ts';
import { drawsFor } from '../demography/forecasts.ts';
import { hiddenIn } from '../demography/ground.ts';
import { SUM } from '../demography/mask.ts';
import type { Forecasting } from '../demography/work.ts';
import { spanOf } from '../kitaDemand.ts';
import { kitaGround, listedKitas, type KitaGround } from '../kitaGround.ts';
import { dataNotices, notices } from '../kitaNotices.ts';
import { populationPolicy } from '../policies.ts';
import { ruleNote } from '../rules.ts';
import { changeMeasures, measuresOf, variantTold, type Measures } from './measures.ts';
import { aheadOf, type AheadQuery } from './ahead.ts';
import { fullDayShares, ownWeights } from './asked.ts';
import { placesAhead } from './places.ts';
import { ChildrenAhead } from './children.ts';
import { demandFutures } from './futures.ts';

export async function kitaOutlook(
  context: Forecasting,
  selection: string,
  { variant, ...query }: AheadQuery & { variant?: string | undefined },
): Promise<KitaOutlook> {
  const ground = await kitaGround(context, selection, query);
  const measures = variant === undefined ? null : await measuresOf(context, selection, variant);
  return outlook(context, selection, query, ground, measures);
}

export async function changeKitas(
  context: Forecasting,
  county: string,
  query: AheadQuery,
  change: { id: string; seen: number | null; wish: NewKitaChange },
): Promise<KitaOutlook> {
  const ground = await kitaGround(context, county, query);
  const base = Number((ground.date ?? context.now().toISOString()).slice(0, 4));
  const [own] = await chosenCounties(context, county);
  const measures = await changeMeasures(context, own!, listedKitas(ground.kitas), base, change);
  return outlook(context, county, query, ground, measures);
}

/** Ages that the groups of a Kita have together: so they share what was drawn. */
const BEFORE_SCHOOL = 7;

async function outlook(
  context: Forecasting,
  selection: string,
  query: AheadQuery,
  ground: KitaGround,
  measures: Measures | null,
): Promise<KitaOutlook> {
  const { counties, layer, group, kitas, rule } = ground;
  const ahead = await aheadOf(context, selection, layer.layer, query);
  const common = {
    ...{ layer: layer.layer, group: group.key, targetRate: ground.targetRate },
    scenario: query.scenario ?? 'middle',
    variant: measures ? variantTold(measures, listedKitas(kitas)) : null,
    ownRates: ground.rates && { layer: ground.rates.layer },
    rule: ruleNote(rule.record),
    sources: await sources(context, counties, ['kitas', 'population', 'vital-events', 'areas']),
  } as const;
  if (!ahead) return nothingAhead(ground, common);
  const { people, basis, baseDate, assumptions, levers, made, shape, years, stock } = ahead;
  const parts = partsOf(rule.values.groups, group);
  // The open age is no single year.
  const weights = groupWeights(
    group,
    parts,
    Math.min(shape.ages - 1, Math.max(BEFORE_SCHOOL, spanOf(group).to + 1)),
    query.rate,
  );
  const unknown = group.ages.map(({ age }) => age).filter((age) => age >= weights.share.length);
  const children = new ChildrenAhead(made.middle, shape, people.groupOf, layer.areas.length, weights.share.length);
  const hides = (await hiddenIn(context, people, [stock]))(stock);
  const policy = populationPolicy(basis.basis);
  const places = await placesAhead(context, ground, measures?.changes ?? [], years);
  const span = spanOf(group);
  const { rate } = query;
  const isWhole = rate !== undefined && policy.kind !== 'published';
  const demand: Demanded = isWhole
    ? { weights: weights.share, perWhole: rate }
    : { weights: weights.demand, perWhole: null };
  const byArea = rate === undefined ? ownWeights(ground, people.tables!, weights.share.length) : null;
  const ofAreas =
    byArea && new ChildrenAhead(made.middle, shape, people.groupOf, layer.areas.length, weights.share.length, byArea);
  const wanted = (year: number, at: number | null): number =>
    ofAreas ? ofAreas.of(year, at)[0]! : demanded(children.of(year, at), demand);
  const demandOf = demandFutures(made, layer.layer, people.groupOf, layer.areas.length, byArea ?? demand);
  const share = fullDayShares(ground, people.tables!, people.groupOf);
  const fullDayOf = (
    at: number | null,
    { fullDayToday, fullDay }: ReturnType<typeof places.of>,
    demandIn: (year: number) => number,
    figure: (value: number | null) => Rate,
  ): KitaOutlook['total']['fullDay'] => {
    const part = share(at);
    if (part === null) return null;
    // Of the told demand: so it tells nothing more of how many children are of which age.
    const demandOfDay = years.map((_, year) => figure(part * rounded(policy, demandIn(year))));
    return { demand: demandOfDay, places: fullDay, placesToday: fullDayToday };
  };
  /** @param at number of the area; null: all of the layer */
  const told = (at: number | null): KitaOutlook['total'] => {
    const now = weighted(children.of(0, at), weights.share);
    const isHidden = hides(span, at ?? SUM) || releaseCount(policy, now) === 'hidden';
    const figure = (value: number | null): Rate =>
      isHidden ? 'hidden' : releaseFigure(PUBLISHED, value === null ? null : rounded(policy, value), []);
    const own = places.of(at);
    const futures = years.map((_, year) => (isHidden ? null : (demandOf?.(year, at ?? layer.areas.length) ?? null)));
    return {
      children: years.map((_, year) => figure(weighted(children.of(year, at), weights.share))),
      demand: years.map((_, year) => figure(wanted(year, at))),
      low: futures.map((sorted) => figure(sorted && quantile(sorted, TAIL))),
      high: futures.map((sorted) => figure(sorted && quantile(sorted, 1 - TAIL))),
      short: futures.map((sorted, year) =>
        isHidden ? 'hidden' : releaseFigure(PUBLISHED, sorted && shareShort(sorted, own.ahead[year]!), []),
      ),
      places: own.ahead,
      placesToday: own.today,
      fullDay: fullDayOf(at, own, (year) => wanted(year, at), figure),
    };
  };
  const inside = kitas.filter(({ area }) => area !== null);
  return {
    ...common,
    ...{ baseDate, basis: basis.basis, method: made.method, draws: drawsFor(basis, assumptions.horizon), years },
    areas: layer.areas.map(({ county, key, name, point }, at) => ({
      ...{ county, key, name, point },
      uncertain: children.people(at) < assumptions.smallArea,
      ...told(at),
    })),
    total: told(null),
    assumptions: assumptionsOf(policy, made, levers),
    notices: [
      ...notices(kitas, inside, group, unknown, baseDate),
      ...dataNotices(rule.values.splitAge, kitas, children.outside),
      ...missingNotice(measures, kitas),
    ],
  };
}

function missingNotice(measures: Measures | null, kitas: readonly { key: string }[]): KitaOutlook['notices'] {
  if (!measures) return [];
  const { missing } = kitasIn(
    kitas.map(({ key }) => ({ key, usable: 0, u3: 0, ue3: 0 })),
    measures.changes,
    Infinity,
  );
  if (missing.length === 0) return [];
  const names = [...new Set(missing)].join(', ');
  return [
    {
      de: `Kitas dieser Variante stehen nicht mehr in der Kita-Liste: ${names}. Ihre Maßnahmen wirken nicht.`,
      en: `Kitas of this variant are no longer in the list of Kitas: ${names}. Their measures have no effect.`,
    },
  ];
}

function nothingAhead(
  { layer }: KitaGround,
  common: Pick<
    KitaOutlook,
    'layer' | 'group' | 'targetRate' | 'scenario' | 'variant' | 'ownRates' | 'rule' | 'sources'
  >,
): KitaOutlook {
  const none = { children: [], demand: [], low: [], high: [], short: [], places: [], placesToday: 0, fullDay: null };
  return {
    ...common,
    ...{ baseDate: null, basis: null, method: null, draws: 0, years: [], assumptions: [], total: none },
    areas: layer.areas.map(({ county, key, name, point }) => ({ county, key, name, point, uncertain: false, ...none })),
    notices: [
      {
        de: 'Für die kommenden Jahre fehlen Einwohner nach Altersjahren aus wenigstens zwei Jahren, oder Geburten und Umzüge: bitte unter „Daten“ importieren.',
        en: "For the years to come residents by single years of at least two years, or births and moves, are missing: please import them under 'Data'.",
      },
    ],
  };
}
