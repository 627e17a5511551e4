import type { Geom } from './areas.ts';

interface BaseMapTable {
  county: string;
  import_id: string;
  geom: Geom;
}

export interface RoadTable extends BaseMapTable {
  osm_id: string;
  class: string;
  name: string | null;
  ref: string | null;
}

export interface LandscapeTable extends BaseMapTable {
  osm_id: string;
  /** river, stream, canal (lines), water, wood (areas) */
  kind: string;
  name: string | null;
}

export interface PlaceTable extends BaseMapTable {
  osm_id: string;
  name: string;
  kind: string;
  population: number | null;
}

export interface AddressTable extends BaseMapTable {
  street: string;
  house_number: string;
  postcode: string | null;
  place: string | null;
  district: string | null;
  /** Of a house in another county its Gemeinde's 8 digits: such houses tell from where guests come, and nothing else. */
  area_key: string | null;
}
