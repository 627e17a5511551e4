/** Places of the years to come: those of the list, with the measures of a variant from their year on. */
import { kitasIn, type KitaChange } from '../../planning/kita/measures.ts';
import { placesOf } from '../../planning/kita/supply.ts';
import type { Operation } from '../../context.ts';
import type { KitaGround } from '../kitaGround.ts';
import { placesOfKita } from '../sites.ts';
import { areasOfOpened } from './measures.ts';

/** Usable places of each area, today and at the end of each year. */
export async function placesAhead(
  context: Operation,
  { counties, layer, group, kitas }: KitaGround,
  changes: readonly KitaChange[],
  years: readonly number[],
) {
  const at = new Map(layer.areas.map(({ county, key }, index) => [`${county}/${key}`, index]));
  const county = counties[0]!;
  const opened = changes.length > 0 ? await areasOfOpened(context, county, layer.imports, changes) : new Map();
  const areaOf = new Map(kitas.map((kita) => [`${kita.county}/${kita.key}`, at.get(`${kita.county}/${kita.area}`)]));
  opened.forEach((area: string, key: string) => areaOf.set(`${county}/${key}`, at.get(`${county}/${area}`)));
  const today = kitas.map((kita) => ({
    key: `${kita.county}/${kita.key}`,
    ...placesOfKita(kita),
    fullDay: kita.fullDayPlaces,
  }));
  const named = changes.map((change) => ({ ...change, kita: `${county}/${change.kita}` }));
  const sums = (year: number) => {
    const list = new Float64Array(layer.areas.length + 1);
    const fullDay = new Float64Array(layer.areas.length + 1);
    for (const kita of kitasIn(today, named, year).kitas) {
      const area = areaOf.get(kita.key);
      if (area === undefined) continue;
      const own = placesOf(group, [kita]);
      for (const at of [area, layer.areas.length]) {
        list[at]! += own;
        fullDay[at]! += Math.min(own, kita.fullDay ?? 0);
      }
    }
    return { list, fullDay };
  };
  const ahead = years.map(sums);
  const now = sums(-Infinity);
  return {
    of: (area: number | null) => {
      const index = area ?? layer.areas.length;
      return {
        ...{ today: now.list[index]!, ahead: ahead.map(({ list }) => list[index]!) },
        ...{ fullDayToday: now.fullDay[index]!, fullDay: ahead.map(({ fullDay }) => fullDay[index]!) },
      };
    },
  };
}
