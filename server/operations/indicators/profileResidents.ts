/** Residents of all areas of a layer at once, for their profiles: what the scene of the population tells of each of them. */
import type { ProfilePopulation } from '../../contract/spaceProfiles.ts';
import { releaseCount } from '../../planning/confidentiality/release.ts';
import { sidesOf } from '../../planning/socialSpace/pyramidBars.ts';
import type { Operation } from '../../context.ts';
import { bandCounts } from '../demography/counts.ts';
import { demographyGround, hiddenIn } from '../demography/ground.ts';
import { pyramids } from '../demography/pyramid.ts';
import { populationPolicy } from '../policies.ts';

const EVERYBODY = { from: 0, to: null };

/** @param years most dates that the course of residents has */
export async function profileResidents(
  context: Operation,
  selection: string,
  layer: string,
  years: number,
): Promise<ProfilePopulation | null> {
  const ground = await demographyGround(context, selection, layer);
  const { tables, groupOf } = ground;
  const stocks = tables?.stocks.slice(-years) ?? [];
  const newest = stocks.at(-1);
  if (!tables || !newest) return null;
  const groups = ground.layer.areas.length;
  const hidesIn = await hiddenIn(context, ground, stocks);
  const pyramidOf = pyramids(populationPolicy(newest.basis), newest, groupOf, groups, hidesIn(newest));
  const counted = stocks.map((stock) => ({ stock, people: bandCounts(stock, EVERYBODY, groupOf, groups)! }));
  /** Areas that a coarser table does not part hold none of its areas: nothing is known of them. */
  const known = new Set(groupOf);
  const told = (group: number | null) => {
    const isKnown = group === null || known.has(group);
    return {
      sides: isKnown ? sidesOf(pyramidOf(group)) : [],
      residents: counted.map(({ stock, people }) => {
        if (!isKnown) return null;
        return hidesIn(stock)(EVERYBODY, group)
          ? 'hidden'
          : releaseCount(populationPolicy(stock.basis), people[group ?? groups]!);
      }),
    };
  };
  const before = tables.stocks.at(-1 - stocks.length);
  return {
    ...{ date: newest.date, basis: newest.basis },
    ages: pyramidOf(null).map(({ ageFrom, ageTo }) => ({ ageFrom, ageTo })),
    dates: stocks.map(({ date, basis }, index) => {
      const last = index > 0 ? stocks[index - 1] : before;
      return { date, broken: last !== undefined && last.basis !== basis };
    }),
    whole: told(null),
    areas: ground.layer.areas.map((_, group) => told(group)),
  };
}
