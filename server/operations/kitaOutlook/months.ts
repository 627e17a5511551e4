/**
 * Demand of a year month by month, and its peak.
 *
 * Twelve months of sums over parts of cohorts would tell the single years that they are made of: of true counts they are told of
 * the areas only in which single years may be told.
 */
import type { KitaMonths } from '../../contract/kitaOutlook.ts';
import type { Rate } from '../../contract/common.ts';
import { PUBLISHED, releaseFigure } from '../../planning/confidentiality/release.ts';
import { DomainError } from '../../planning/errors.ts';
import { cellOf } from '../../planning/forecast/people.ts';
import { monthlyDemand } from '../../planning/kita/months.ts';
import { partsOf, type AgeGroupRule } from '../../planning/kita/supply.ts';
import { rounded } from '../demography/forecast.ts';
import { chosenArea, maskOfStock } from '../demography/ground.ts';
import { SUM } from '../demography/mask.ts';
import type { Forecasting } from '../demography/work.ts';
import { spanOf } from '../kitaDemand.ts';
import { kitaGround } from '../kitaGround.ts';
import type { OwnRates } from '../kitaRates.ts';
import { populationPolicy } from '../policies.ts';
import { ruleNote, rulesFor } from '../rules.ts';
import { aheadOf, type Ahead, type AheadQuery } from './ahead.ts';
import { ChildrenAhead } from './children.ts';

/** Children before school are no older at the end of a year. */
const OLDEST = 7;

export async function kitaMonths(
  context: Forecasting,
  selection: string,
  { area, year: asked, ...query }: AheadQuery & { area?: string | undefined; year?: number | undefined },
): Promise<KitaMonths> {
  const ground = await kitaGround(context, selection, query);
  const { counties, layer, group, rule } = ground;
  const ahead = await aheadOf(context, selection, layer.layer, query);
  const entry = (await rulesFor(context, counties, 'schoolEntry'))[0];
  // A Hort fills with each school year, not with birthdays.
  if (!ahead || !entry || group.places === 'hort') {
    const common = { layer: layer.layer, group: group.key, area: area ?? null, years: [] };
    return { ...common, year: null, months: [], peak: null, rule: entry ? ruleNote(entry.record) : null };
  }
  const { people, made, shape, years, basis, stock } = ahead;
  const at = chosenArea(people, area);
  const year = asked ?? years[1]!;
  const index = years.indexOf(year);
  if (index < 1) throw unknownYear(years);
  const own = partsOf(rule.values.groups, group);
  const parts = own.length > 0 ? own : [group];
  // What another scene hides is hidden here too: each of the two masks has second areas of its own.
  const [byYears, byGroups] = await Promise.all(
    (['years', 'bands'] as const).map((cut) => maskOfStock(context, people.counties, people.tables!, stock, cut)),
  );
  const isHidden =
    byYears!(layer.layer, area ?? SUM, { from: 0, to: OLDEST }) ||
    [group, ...parts].some((one) => byGroups!(layer.layer, area ?? SUM, spanOf(one)));
  const children = new ChildrenAhead(
    [made.middle[index - 1]!, made.middle[index]!],
    ...([shape, people.groupOf, layer.areas.length, Math.min(shape.ages - 1, OLDEST + 1)] as const),
  );
  const policy = populationPolicy(basis.basis);
  const { rate } = query;
  const demanding = ground.rates ? meanRates(ground.rates, ahead, index, at, parts) : parts;
  const months = monthlyDemand(children.of(0, at), children.of(1, at), demanding, entry.values, rate).map((month) => ({
    children: month.children,
    // A freely chosen rate must not find out the part of a child that rounding takes off.
    demand: rate === undefined || policy.kind === 'published' ? month.demand : Math.round(month.children) * rate,
  }));
  const figure = (value: number): Rate => (isHidden ? 'hidden' : releaseFigure(PUBLISHED, rounded(policy, value), []));
  const peak = months.reduce((most, { demand }, month) => (demand > months[most]!.demand ? month : most), 0);
  return {
    ...{ layer: layer.layer, group: group.key, area: area ?? null, year, years: years.slice(1) },
    months: months.map(({ children: people, demand }, month) => ({
      month: month + 1,
      children: figure(people),
      demand: figure(demand),
    })),
    peak: isHidden ? null : peak + 1,
    rule: ruleNote(entry.record),
  };
}

/** Of a child: so that an age without children has a rate all the same. */
const TRIFLE = 1e-6;

/** Groups with the rates that the children of several areas have on the mean, by age, as they live at the end of the year. */
function meanRates(
  rates: OwnRates,
  { people, made, shape }: Ahead,
  year: number,
  at: number | null,
  groups: readonly AgeGroupRule[],
): AgeGroupRule[] {
  const { layer, areas } = people.tables!;
  const count = (area: number, age: number): number => {
    let sum = 0;
    for (let sex = 0; sex < shape.sexes; sex++) sum += made.middle[year]![cellOf(shape, area, sex, age)]!;
    return sum;
  };
  const isInside = (area: number) => (at === null ? people.groupOf[area]! >= 0 : people.groupOf[area] === at);
  const inside = areas.flatMap(({ county, key }, area) => (isInside(area) ? [{ area, county, key }] : []));
  return groups.map((group) => {
    const own = inside.map(({ county, key }) => rates.groupIn(county, layer, key, group));
    return {
      ...group,
      ages: group.ages.map((entry, index) => {
        let [children, places] = [0, 0];
        inside.forEach(({ area }, one) => {
          // Where none of this age is left at the end of the year there were some before.
          const here = count(area, entry.age) + TRIFLE;
          children += here;
          places += here * own[one]!.ages[index]!.rate!;
        });
        return children > 0 ? { ...entry, rate: places / children } : entry;
      }),
    };
  });
}

const unknownYear = (years: readonly number[]) =>
  new DomainError('invalid', 'kita.monthsYear', {
    de: `Monate gibt es für die Jahre ${years[1]} bis ${years.at(-1)}: bitte eines davon wählen.`,
    en: `Months are known for the years ${years[1]} to ${years.at(-1)}: please choose one of them.`,
  });
