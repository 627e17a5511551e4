/** What the files of the school guide hold: written by the service, read by the guide's page. */
import type { Feature, FeatureCollection, Geometry, Point } from 'geojson';
import type { Sentence } from './common.ts';
import type { AttributeValue, SchoolAttribute } from './schoolAttributes.ts';

export interface GuideSchool {
  /** Number of the school. */
  key: string;
  name: string;
  /** Key of its type. */
  type: string;
  authority: string | null;
  gemeinde: string | null;
  address: string | null;
  phone: string | null;
  email: string | null;
  /** With http or https. */
  web: string | null;
  gradeFrom: number | null;
  gradeTo: number | null;
  /** Attributes without contact, by key. */
  values: Record<string, AttributeValue>;
}

export type GuideSchools = FeatureCollection<Point, GuideSchool>;

export type GuideAttribute = Pick<SchoolAttribute, 'key' | 'label' | 'group' | 'type' | 'unit'>;

export interface GuideSource {
  label: Sentence;
  source: string | null;
  licence: string | null;
  date: string | null;
}

/** All but the map: a script of the page sets it, so that it is there without a request. */
export interface GuideData {
  county: string;
  title: string;
  lang: 'de' | 'en';
  /** Day on which the folder was made. */
  made: string;
  imprint: string | null;
  types: { key: string; label: Sentence }[];
  gemeinden: string[];
  attributes: GuideAttribute[];
  schools: GuideSchools;
  sources: GuideSource[];
  /** west, south, east, north of what the map shows first; null: nothing to show. */
  bbox: [number, number, number, number] | null;
}

export const guideMapLayers = ['gemeinden', 'bezirke', 'wald', 'gewaesser', 'strassen', 'orte'] as const;
export type GuideMapLayer = (typeof guideMapLayers)[number];

/** Background of the map, simplified: what is there of it. */
export type GuideMap = Record<
  GuideMapLayer,
  { type: 'FeatureCollection'; features: Feature<Geometry, Record<string, string | number>>[] }
>;
