/**
 * Vector tiles: /tiles/{county}/{layer}/{z}/{x}/{y}.mvt?v={revision}, TileJSON at /tiles/{county}/{layer}.json.
 * The MVT layer inside has the name of the tile layer; `ground` holds the four of the base map, each under its name. `fid` = `{county}/{key}` is the feature's identity for
 * feature-state (promoteId); tiles never carry counts of people, the figures come as JSON and are joined by fid.
 */
export const baseTileLayers = ['waters', 'woods', 'roads', 'places', 'schools', 'kitas', 'stops', 'lines'] as const;
/** The base map in one tile: a quarter of the requests, and one drawing where there were four. */
export const groundTile = 'ground';
export const groundTileLayers = ['waters', 'woods', 'roads', 'places'] as const satisfies readonly BaseTileLayer[];
export type BaseTileLayer = (typeof baseTileLayers)[number];

/** Properties per tile layer, as TileJSON lists them; `areas-gemeinde`, `areas-planungsraum` …: one layer per area layer. */
export const tileFields: Record<BaseTileLayer | 'areas', Record<string, string>> = {
  areas: {
    fid: 'county/key',
    county: 'county key',
    key: 'area key',
    name: 'name',
    parent: 'key of the parent area or empty',
  },
  waters: { kind: 'river, stream, canal (lines) or water (areas)', name: 'name or empty' },
  woods: { kind: 'wood' },
  roads: {
    class: 'motorway, trunk, primary, secondary, tertiary, residential, service, track, path, rail',
    name: 'name or empty',
    ref: 'B 4, L 1056 … or empty',
  },
  places: { name: 'name', kind: 'city, town, village, hamlet, suburb', population: 'residents or 0' },
  schools: { fid: 'county/key', key: 'school key', name: 'name', schoolType: 'type key' },
  kitas: { fid: 'county/key', key: 'Kita key', name: 'name' },
  stops: { fid: 'county/key', key: 'stop id', name: 'name' },
  lines: {
    fid: 'county/key',
    key: 'route id',
    shortName: 'line number',
    mode: 'bus, rail, tram, ferry, onDemand, other',
  },
};
