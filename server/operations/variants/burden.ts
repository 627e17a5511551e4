/** By what the social mix is measured: children in households on SGB II, where so many live that a rate may be told. */
import type { County } from '../../data/repositories/counties.ts';
import { populationDates, residentsByAge } from '../../data/repositories/people.ts';
import { childPoverty } from '../../data/repositories/variants.ts';
import { releaseSocialRate } from '../../planning/confidentiality/release.ts';
import type { Operation } from '../../context.ts';
import { protectionOf } from '../import/homes.ts';
import { chooseLayer, crosswalk } from '../layers.ts';

/** The indicator is of children under 15. */
const OLDEST = 14;

export interface Burden {
  /** By home area: 0…1; NaN not known, or of too few children. */
  shares: Float64Array;
  by: { indicator: string; year: number };
}

/** Told by the home area, or by the coarser one that it lies in; null where nothing may be told. */
export async function burdenOf(
  context: Operation,
  { key: county, settings }: County,
  homeLayer: string,
  areas: readonly string[],
): Promise<Burden | null> {
  const { db } = context.database;
  const rates = await childPoverty(db, county);
  const layer = rates.some((rate) => rate.layer === homeLayer) ? homeLayer : rates[0]?.layer;
  if (layer === undefined) return null;
  const own = rates.filter((rate) => rate.layer === layer);
  const { socialRates } = protectionOf(settings);
  const children = await childrenIn(context, county, layer);
  const shareOf = new Map(
    own.map(({ area, value }) => {
      const denominator = children.get(area) ?? null;
      const numerator = denominator === null ? null : Math.round((denominator * value) / 100);
      const told = releaseSocialRate({ numerator, denominator }, socialRates);
      return [area, typeof told === 'number' ? value / 100 : Number.NaN];
    }),
  );
  const coarser =
    layer === homeLayer
      ? null
      : await crosswalk(context, [county], homeLayer, await chooseLayer(context, [county], layer, []));
  const shares = Float64Array.from(areas, (area) => {
    const told = coarser === null ? area : coarser.get(`${county}/${area}`);
    return (told === undefined ? undefined : shareOf.get(told)) ?? Number.NaN;
  });
  return shares.every(Number.isNaN) ? null : { shares, by: { indicator: own[0]!.indicator, year: own[0]!.year } };
}

/** Of the newest date that the layer has. */
async function childrenIn(context: Operation, county: string, layer: string): Promise<Map<string, number>> {
  const { db } = context.database;
  const date = (await populationDates(db, [county])).find((one) => one.layer === layer);
  const children = new Map<string, number>();
  if (!date) return children;
  for (const { atom, ageTo, people } of await residentsByAge(db, [date], OLDEST))
    if (ageTo !== null && ageTo <= OLDEST) children.set(atom, (children.get(atom) ?? 0) + people);
  return children;
}
