/** Family day care as an offer beside Kitas: its places stand in the middle of their area, as nobody's home is told. */
import { listAreas, layerImports } from '../data/repositories/areas.ts';
import { familyDayCare } from '../data/repositories/kitaSupply.ts';
import type { KitaRecord } from '../data/repositories/sites.ts';
import type { Operation } from '../context.ts';
import { crosswalk, type ChosenLayer } from './layers.ts';

/** @param shown layer by whose areas it is told */
export async function dayCareOffers(context: Operation, counties: string[], shown: ChosenLayer): Promise<KitaRecord[]> {
  const { db } = context.database;
  const rows = await familyDayCare(db, counties);
  const layer = rows[0]?.layer;
  if (layer === undefined) return [];
  const walk = await crosswalk(context, counties, layer, shown);
  const areas = await listAreas(db, await layerImports(db, counties, layer, null), counties);
  const at = new Map(areas.map((area) => [`${area.county}/${area.key}`, area]));
  return rows.flatMap(({ county, area: key, placesU3, placesUe3 }): KitaRecord[] => {
    const area = at.get(`${county}/${key}`);
    if (!area || placesU3 + placesUe3 === 0) return [];
    const [lon, lat] = area.point;
    return [
      {
        ...{ county, key: `tagespflege-${key}`, name: `Kindertagespflege ${area.name}`, isDayCare: true },
        ...{ provider: null, street: null, postcode: null, place: null, licensedPlaces: null },
        ...{ usablePlaces: placesU3 + placesUe3, placesU3, placesUe3, occupiedU3: null, occupiedUe3: null },
        ...{ hortPlaces: null, occupiedHort: null, fullDayPlaces: null, integrationPlaces: null, guests: null },
        ...{ lon, lat, area: walk.get(`${county}/${key}`) ?? null },
      },
    ];
  });
}
