/**
 * Vector tiles from one query per layer: PostGIS encodes where it can; for PGlite, whose build lacks ST_AsMVT, the layer
 * is indexed here. Tiles are kept per revision of the counties, so a cached one is never stale.
 */
import { gzipSync } from 'node:zlib';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Database } from '../data/open.ts';
import { allFeatures, encodedTile, hasLayer, layerProperties, type TileFeature } from '../data/repositories/tiles.ts';

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

/** Features that first show at a zoom; a tile takes those of its zoom and below. */
type LayerIndex = { minZoom: number; index: GeoJSONVT }[];

export class TileStore {
  readonly #database: Database;
  readonly #tiles = new Recent<Promise<Uint8Array>>(MAX_TILES);
  readonly #indexes = new Recent<Promise<LayerIndex>>(MAX_INDEXES);

  constructor(database: Database) {
    this.#database = database;
  }

  has(layer: string): boolean {
    return hasLayer(layer);
  }

  fields(layer: string): string[] {
    return layerProperties(layer);
  }

  /** A tile that has been made before for this revision. */
  known(address: TileAddress): Promise<Uint8Array> | undefined {
    return this.#tiles.get(keyOf(address));
  }

  /** The gzipped tile; an empty array where the layer has nothing there. */
  tile(address: TileAddress): Promise<Uint8Array> {
    const key = keyOf(address);
    const known = this.#tiles.get(key);
    if (known) return known;
    const made = this.#encode(address).then((bytes) => (bytes.length === 0 ? bytes : gzipSync(bytes)));
    this.#tiles.set(key, made);
    made.catch(() => this.#tiles.delete(key));
    return made;
  }

  /** Reads a layer ahead, where tiles are encoded here. */
  async prepare(layer: Pick<TileAddress, 'layer' | 'counties' | 'revision'>): Promise<void> {
    if (!this.#database.encodesTiles) await this.#index(layer);
  }

  async #encode(address: TileAddress): Promise<Uint8Array> {
    const { layer, counties, z, x, y } = address;
    if (this.#database.encodesTiles) return encodedTile(this.#database.db, layer, counties, address);
    const features = (await this.#index(address))
      .filter(({ minZoom }) => minZoom <= z)
      .flatMap(({ index }) => index.getTile(z, x, y)?.features ?? []);
    if (features.length === 0) return new Uint8Array();
    return fromGeojsonVt({ [layer]: { features } as never }, { version: 2, extent: EXTENT });
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
