import type { Json } from './counties.ts';

export interface VariantTable {
  id: string;
  county: string;
  version: number;
  name: string;
  status: string;
  notes: string;
  school_year: string;
  copied_from: string | null;
  created_at: Date;
  updated_at: Date;
  removed_at: Date | null;
}

/** told: as the contract tells it. */
export interface KeptForecastTable {
  id: string;
  county: string;
  name: string;
  made_at: Date;
  told: unknown;
  removed_at: Date | null;
}

export interface VariantChangeTable {
  county: string;
  variant: string;
  version: number;
  kind: string;
  change: Json<unknown>;
  made_at: Date;
}
