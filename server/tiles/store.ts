/**
 * Vector tiles from one query per layer: PostGIS encodes where it can; for PGlite, whose build lacks ST_AsMVT, the layer
 * is indexed here. Tiles are kept per revision of the counties, so a cached one is never stale.
 */
import { gzipSync } from 'node:zlib';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { groundTile, groundTileLayers } from '../contract/tiles.ts';
import type { KeptFiles, KeptName } from '../data/keptFiles.ts';
import type { Database } from '../data/open.ts';
import { allFeatures, encodedTile, hasLayer, type TileFeature } from '../data/repositories/tiles.ts';
import { tilesOver } from './cover.ts';

export interface TileAddress {
  layer: string;
  counties: string[];
  revision: string;
  z: number;
  x: number;
  y: number;
}

export const MAX_ZOOM = 14;
const EXTENT = 4096;
const BUFFER = 64;
const MAX_TILES = 4000;
const MAX_INDEXES = 40;
/** Tiles that show a county as a whole, and little more than that, are kept over a restart. */
const MAX_KEPT_ZOOM = 11;
/** As many as a large screen shows of one layer. */
const FIRST_VIEW_TILES = 12;

/** Keeps the most recently used entries. */
class Recent<V> {
  readonly #limit: number;
  readonly #entries = new Map<string, V>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  set(key: string, value: V): void {
    this.#entries.set(key, value);
    const oldest = this.#entries.size > this.#limit ? this.#entries.keys().next().value : undefined;
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}

const keyOf = ({ layer, counties, revision, z, x, y }: TileAddress): string =>
  [layer, counties.join('+'), revision, z, x, y].join('/');

/** Tiles change less often than answers: they are kept apart, so that neither removes the other. */
export const keptTilesOf = (county: string): string => `${county}-tiles`;

/** Under which name a tile is kept over a restart; null: it is not. */
export function keptTile(address: TileAddress): KeptName | null {
  const [county, other] = address.counties;
  if (county === undefined || other !== undefined || address.z > MAX_KEPT_ZOOM) return null;
  return { county: keptTilesOf(county), revision: address.revision, name: keyOf(address) };
}

/** The layers inside a tile. */
export const tileLayers = (name: string): readonly string[] => (name === groundTile ? groundTileLayers : [name]);

/** Features that first show at a zoom; a tile takes those of its zoom and below. */
type LayerIndex = { minZoom: number; index: GeoJSONVT }[];

export class TileStore {
  readonly #database: Database;
  readonly #kept: KeptFiles | null;
  readonly #tiles = new Recent<Promise<Uint8Array>>(MAX_TILES);
  readonly #indexes = new Recent<Promise<LayerIndex>>(MAX_INDEXES);

  constructor(database: Database, kept: KeptFiles | null = null) {
    this.#database = database;
    this.#kept = kept;
  }

  has(layer: string): boolean {
    return tileLayers(layer).every(hasLayer);
  }

  /** A tile that has been made before for this revision; null where none was. */
  async known(address: TileAddress): Promise<Uint8Array | null> {
    return (await this.#tiles.get(keyOf(address))) ?? (await this.#read(address));
  }

  /** The gzipped tile; an empty array where the layer has nothing there. */
  tile(address: TileAddress): Promise<Uint8Array> {
    const key = keyOf(address);
    const known = this.#tiles.get(key);
    if (known) return known;
    const made = this.#encode(address).then((bytes) => (bytes.length === 0 ? bytes : gzipSync(bytes)));
    this.#tiles.set(key, made);
    made.then(
      (tile) => this.#write(address, tile),
      () => this.#tiles.delete(key),
    );
    return made;
  }

  async #read(address: TileAddress): Promise<Uint8Array | null> {
    const name = keptTile(address);
    const tile = name && this.#kept ? await this.#kept.read(name) : null;
    if (tile) this.#tiles.set(keyOf(address), Promise.resolve(tile));
    return tile;
  }

  #write(address: TileAddress, tile: Uint8Array): void {
    const name = keptTile(address);
    if (name) this.#kept?.write(name, tile);
  }

  /** Makes ahead, where tiles are encoded here, those that show the whole of a box. */
  async prepare(
    layer: Pick<TileAddress, 'layer' | 'counties' | 'revision'>,
    box: [number, number, number, number],
  ): Promise<void> {
    if (this.#database.encodesTiles) return;
    for (let zoom = 0; zoom <= MAX_KEPT_ZOOM; zoom++) {
      const places = tilesOver(box, zoom);
      if (places.length > FIRST_VIEW_TILES) return;
      for (const place of places) await this.tile({ ...layer, ...place });
    }
  }

  async #encode(address: TileAddress): Promise<Uint8Array> {
    const { counties, z, x, y } = address;
    const layers = tileLayers(address.layer);
    if (this.#database.encodesTiles) {
      const { db } = this.#database;
      // A tile is a list of layers: two of them one after the other are a tile again.
      return Buffer.concat(await Promise.all(layers.map((layer) => encodedTile(db, layer, counties, address))));
    }
    const drawn: Record<string, never> = {};
    for (const layer of layers) {
      const features = (await this.#index({ ...address, layer }))
        .filter(({ minZoom }) => minZoom <= z)
        .flatMap(({ index }) => index.getTile(z, x, y)?.features ?? []);
      if (features.length > 0) drawn[layer] = { features } as never;
    }
    return Object.keys(drawn).length === 0 ? new Uint8Array() : fromGeojsonVt(drawn, { version: 2, extent: EXTENT });
  }

  #index({ layer, counties, revision }: Pick<TileAddress, 'layer' | 'counties' | 'revision'>): Promise<LayerIndex> {
    const key = [layer, counties.join('+'), revision].join('/');
    const known = this.#indexes.get(key);
    if (known) return known;
    const made = allFeatures(this.#database.db, layer, counties).then(indexByZoom);
    this.#indexes.set(key, made);
    made.catch(() => this.#indexes.delete(key));
    return made;
  }
}

function indexByZoom(features: TileFeature[]): LayerIndex {
  const groups = new Map<number, TileFeature[]>();
  for (const feature of features) {
    const group = groups.get(feature.minZoom);
    if (group) group.push(feature);
    else groups.set(feature.minZoom, [feature]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([minZoom, list]) => ({
      minZoom,
      index: new GeoJSONVT(
        { type: 'FeatureCollection', features: list },
        {
          maxZoom: MAX_ZOOM,
          indexMaxZoom: 5,
          indexMaxPoints: 20_000,
          extent: EXTENT,
          buffer: BUFFER,
          tolerance: 3,
        },
      ),
    }));
}
