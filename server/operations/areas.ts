/** Areas of a layer, as a list and with geometry. */
import type { Area } from '../contract/counties.ts';
import type { SourceNote } from '../contract/common.ts';
import { areaShapes } from '../data/repositories/areas.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { chooseLayer } from './layers.ts';

export async function areaList(
  context: Operation,
  selection: string,
  query: { layer: string; date?: string | undefined },
): Promise<{ layer: string; areas: Area[]; source: SourceNote[] }> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const { layer, areas } = await chooseLayer(context, counties, query.layer, [], query.date ?? null);
  return {
    layer,
    areas: areas.map(({ metres: _metres, ...area }) => area),
    source: await sources(context, counties, ['areas']),
  };
}

export async function areaCollection(
  context: Operation,
  selection: string,
  query: { layer: string; date?: string | undefined },
): Promise<{ type: 'FeatureCollection'; features: unknown[] }> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const { imports } = await chooseLayer(context, counties, query.layer, [], query.date ?? null);
  const shapes = await areaShapes(context.database.db, imports);
  return {
    type: 'FeatureCollection',
    features: shapes.map(({ geometry, ...properties }) => ({
      type: 'Feature',
      id: `${properties.county}/${properties.key}`,
      properties,
      geometry,
    })),
  };
}
