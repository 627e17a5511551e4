/** The base map, drawn from the county's own data; basemap.de only where the installation allows it. */
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { CountyOverview } from '../../server/contract/counties.ts';
import { baseTileLayers, groundTile, groundTileLayers } from '../../server/contract/tiles.ts';
import { groundLayers } from '../layers/ground.ts';
import { borderLayers } from '../layers/borders.ts';
import { roadLayers } from '../layers/roads.ts';
import { placeLayers } from '../layers/places.ts';
import { fontFaces } from './fonts.ts';
import { anchorOf, layerOrder, type Slot } from './layerOrder.ts';

/** Layer of the atoms, beside the county's area layers. */
export const atomLayer = 'wohnzelle';

export const areaTiles = (layer: string): `areas-${string}` => `areas-${layer}`;

const inGround: readonly string[] = groundTileLayers;
const drawnTiles = [groundTile, ...baseTileLayers.filter((layer) => !inGround.includes(layer))];

/** basemap.de in grey, by the address its WMTS capabilities give. */
const basemapRaster =
  'https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png';

/** Its tile matrices are named 00 to 19; MapLibre writes zooms below 10 with one digit. */
export const withMatrixName = (url: string): string =>
  url.replace(
    /(\/wmts_basemapde\/.*\/GLOBAL_WEBMERCATOR\/)(\d)\//,
    (_, path: string, zoom: string) => `${path}0${zoom}/`,
  );

function tiles(county: string, layer: string, overview: CountyOverview): SourceSpecification {
  const version = encodeURIComponent(overview.mapRevision);
  return {
    type: 'vector',
    tiles: [`${location.origin}/tiles/${county}/${layer}/{z}/{x}/{y}.mvt?v=${version}`],
    minzoom: 0,
    maxzoom: 14,
    promoteId: 'fid',
    ...(overview.bbox ? { bounds: overview.bbox } : {}),
  };
}

export function baseStyle(county: string, overview: CountyOverview): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {};
  for (const layer of drawnTiles) sources[layer] = tiles(county, layer, overview);
  const areas = [...overview.layers.map(({ key }) => key), ...(overview.atomYears.length > 0 ? [atomLayer] : [])];
  for (const key of areas) sources[areaTiles(key)] = tiles(county, areaTiles(key), overview);

  const external: LayerSpecification[] = [];
  if (overview.baseMap.basemapDe) {
    sources['basemap-de'] = { type: 'raster', tiles: [basemapRaster], tileSize: 256, maxzoom: 18 };
    external.push({
      id: 'basemap-de',
      type: 'raster',
      source: 'basemap-de',
      paint: { 'raster-opacity': 0.7 },
      metadata: { slot: 'woods' satisfies Slot },
    });
  }
  const layers = [
    ...groundLayers(overview),
    ...external,
    ...roadLayers(),
    ...borderLayers(overview),
    ...placeLayers(overview.baseMap.basemapDe),
  ];
  const slotOf = (layer: LayerSpecification) => (layer.metadata as { slot: Slot }).slot;
  return {
    version: 8,
    sources,
    'font-faces': fontFaces(),
    layers: layerOrder.flatMap((slot) => [
      ...layers.filter((layer) => slotOf(layer) === slot),
      { id: anchorOf(slot), type: 'background', layout: { visibility: 'none' } } satisfies LayerSpecification,
    ]),
  };
}
