/** Roads, waters, places and addresses. */
import type { Db } from '../../open.ts';
import type { AddressTable, LandscapeTable, PlaceTable, RoadTable } from '../../schema/baseMap.ts';
import { insertRows, type Owner, type Progress, type AtPoint, type Drawn, type Flat } from './rows.ts';

export type RoadInsert = Flat<RoadTable, Drawn>;

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

export type LandscapeInsert = Flat<LandscapeTable, Drawn>;

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

export type PlaceInsert = Flat<PlaceTable, AtPoint>;

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

export type AddressInsert = Flat<AddressTable, AtPoint>;

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
