import type { ColumnType } from 'kysely';
import type { Sentence } from '../../planning/types.ts';
import type { Json } from './counties.ts';

/** Geometry is read and written through the helpers of spatial.ts only. */
export type Geom = ColumnType<string, never, never>;

export interface AreaLayerTable {
  county: string;
  key: string;
  label: Json<Sentence>;
  rank: number;
}

export interface AreaTable {
  county: string;
  import_id: string;
  layer: string;
  key: string;
  name: string;
  parent_layer: string | null;
  parent_key: string | null;
  valid_from: string;
  valid_to: string | null;
  is_water: boolean;
  square_metres: number;
  attributes: Json<Record<string, unknown>>;
  point: Geom;
  geom: Geom;
}

export interface AreaSuccessorTable {
  county: string;
  import_id: string;
  layer: string;
  from_key: string;
  to_key: string;
  change_date: string;
  weight: number;
}

export interface AtomEditionTable {
  id: string;
  county: string;
  layer: string;
  import_id: string;
}

export interface AtomTable {
  county: string;
  edition: string;
  key: string;
}
