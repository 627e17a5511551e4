/** Roads, waters, places and addresses. */
import type { Db } from '../../open.ts';
import { insertRows, type Owner, type Progress } from './rows.ts';

export interface RoadInsert {
  osm_id: string;
  class: string;
  name: string | null;
  ref: string | null;
  geojson: string;
}

export const insertRoads = (db: Db, owner: Owner, rows: RoadInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'road',
    owner,
    { osm_id: 'text', class: 'text', name: 'text', ref: 'text', geojson: 'text' },
    rows,
    { name: 'geom', from: 'geojson' },
    progress,
  );

export interface LandscapeInsert {
  osm_id: string;
  kind: string;
  name: string | null;
  geojson: string;
}

export const insertLandscape = (db: Db, owner: Owner, rows: LandscapeInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'landscape',
    owner,
    { osm_id: 'text', kind: 'text', name: 'text', geojson: 'text' },
    rows,
    { name: 'geom', from: 'geojson' },
    progress,
  );

export interface PlaceInsert {
  osm_id: string;
  name: string;
  kind: string;
  population: number | null;
  lon: number;
  lat: number;
}

export const insertPlaces = (db: Db, owner: Owner, rows: PlaceInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'place',
    owner,
    { osm_id: 'text', name: 'text', kind: 'text', population: 'int', lon: 'float8', lat: 'float8' },
    rows,
    { name: 'geom', from: 'lonlat' },
    progress,
  );

export interface AddressInsert {
  street: string;
  house_number: string;
  postcode: string | null;
  place: string | null;
  district: string | null;
  area_key: string | null;
  lon: number;
  lat: number;
}

export const insertAddresses = (db: Db, owner: Owner, rows: AddressInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'address',
    owner,
    {
      street: 'text',
      house_number: 'text',
      postcode: 'text',
      place: 'text',
      district: 'text',
      area_key: 'text',
      lon: 'float8',
      lat: 'float8',
    },
    rows,
    { name: 'geom', from: 'lonlat' },
    progress,
  );
