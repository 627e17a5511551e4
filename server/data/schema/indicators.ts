export interface IndicatorValueTable {
  county: string;
  import_id: string;
  indicator: string;
  unit: string | null;
  layer: string;
  area: string;
  year: number;
  value: number | null;
  status: 'value' | 'missing' | 'hidden' | 'estimated';
  numerator: number | null;
  denominator: number | null;
}

/** told: what a file says of an indicator. */
export interface IndicatorDefinitionTable {
  county: string;
  import_id: string;
  indicator: string;
  told: unknown;
}

/** told: as the contract tells it. */
export interface OwnIndicatorTable {
  id: string;
  county: string;
  key: string;
  told: unknown;
  made_at: Date;
  removed_at: Date | null;
}
