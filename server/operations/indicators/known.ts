/** An indicator as the operations hand it on: its definition, and its values as they may be told. */
import type { IndicatorDefinition } from '../../contract/indicators.ts';
import type { Sentence } from '../../contract/common.ts';
import type { ReleasedValue } from '../../planning/confidentiality/release.ts';

export interface ToldCell {
  value: ReleasedValue;
  isEstimated: boolean;
  /** Of a rate: how many are behind it. To reckon with, not to be told; null: not known. */
  behind: number | null;
}

export const NO_CELL: ToldCell = { value: null, isEstimated: false, behind: null };

/** Values of one layer. */
export interface IndicatorTable {
  layer: string;
  /** Oldest first. */
  years: number[];
  /** By area (`county/key`), as `years`. */
  areas: Map<string, ToldCell[]>;
  /** Of the whole county, as `years`; several counties have none. */
  whole: ToldCell[];
  notices: Sentence[];
}

export interface KnownIndicator {
  definition: IndicatorDefinition;
  /** Oldest year first. */
  layers: { layer: string; years: number[] }[];
  /** Kinds of data behind it, besides the imports of indicators. */
  kinds: string[];
  /** Of the imported ones behind it: thousands of indicators may be in force, and each answer names its own. */
  imports: readonly string[];
  /** Only for one of `layers`. */
  table: (layer: string) => Promise<IndicatorTable>;
}

/** The layer of the whole county in imported values; its area is the county's key. */
export const COUNTY_LAYER = 'kreis';

export const yearsOf = (years: Iterable<number>): number[] => [...new Set(years)].sort((a, b) => a - b);

const MARKS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
const LONGEST_KEY = 90;

/** A name as it can stand in an address. */
export const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (mark) => MARKS[mark] ?? mark)
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, LONGEST_KEY);
