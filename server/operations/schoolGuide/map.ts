/** The guide's own background map, so that parents see where they are without a request to anybody else. */
import type { GuideMap } from '../../contract/guideData.ts';
import { layerImports } from '../../data/repositories/areas.ts';
import { districtEditions } from '../../data/repositories/districts.ts';
import {
  guideAreas,
  guideDistricts,
  guidePlaces,
  guideRoads,
  guideWaters,
  guideWoods,
  type GuideFeature,
} from '../../data/repositories/guideMap.ts';
import type { Operation } from '../../context.ts';
import { countyAreas } from '../layers.ts';

const collection = (features: GuideFeature[]): GuideMap['orte'] => ({ type: 'FeatureCollection', features });

export async function guideMap(context: Operation, county: string): Promise<GuideMap> {
  const { db } = context.database;
  const gemeinden = await layerImports(db, [county], 'gemeinde', null);
  const areas = gemeinden.length > 0 ? gemeinden : await countyAreas(context, [county]);
  return {
    gemeinden: collection(await guideAreas(db, areas)),
    bezirke: collection(await districts(context, county)),
    wald: collection(await guideWoods(db, county)),
    gewaesser: collection(await guideWaters(db, county)),
    strassen: collection(await guideRoads(db, county)),
    orte: collection(await guidePlaces(db, county)),
  };
}

/** Of each school type the newest edition that has begun. */
async function districts(context: Operation, county: string): Promise<GuideFeature[]> {
  const { db } = context.database;
  const today = context.now().toISOString().slice(0, 10);
  const begun = (await districtEditions(db, [county])).filter(({ validFrom }) => validFrom <= today);
  const newest = new Map([...begun].reverse().map((edition) => [edition.schoolType, edition]));
  const drawn: GuideFeature[] = [];
  for (const edition of newest.values()) drawn.push(...(await guideDistricts(db, edition)));
  return drawn;
}
