/** Counties: what the installation holds, and what one county has, lacks and knows. */
import { z } from 'zod';
import {
  BoundingBox,
  Count,
  CountyKey,
  CountySelection,
  IsoDate,
  RuleNote,
  SchoolYear,
  Sentence,
  SourceNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { ImportKind } from './imports.ts';

export const CountySummary = z.object({
  key: CountyKey,
  name: z.string(),
  state: z.string().nullable().describe('Two-letter code of the state, TH, RP, SL, BB …'),
  isSample: z.boolean().describe('Invented data: the screen says Beispieldaten'),
  bbox: BoundingBox.nullable(),
});
export type CountySummary = z.infer<typeof CountySummary>;

export const AreaLayer = z.object({
  key: z.string(),
  label: Sentence,
  areas: z.number().int(),
  squareMetres: z.number(),
  validFrom: IsoDate,
});
export type AreaLayer = z.infer<typeof AreaLayer>;

export const SchoolTypeCount = z.object({ key: z.string(), label: Sentence, schools: z.number().int() });

export const DatasetState = z.object({
  kind: ImportKind,
  label: Sentence,
  stored: z.number().int().describe('Rows of the imports in force'),
  sources: z.array(SourceNote),
});
export type DatasetState = z.infer<typeof DatasetState>;

export const CountyOverview = z.object({
  counties: z.array(CountySummary),
  name: z.string().describe('Names of the chosen counties, joined'),
  isSample: z.boolean(),
  bbox: BoundingBox.nullable(),
  revision: z.string().describe('Changes with everything that is stored'),
  mapRevision: z.string().describe('Changes with what tiles are drawn from; part of their addresses'),
  layers: z.array(AreaLayer).describe('Coarse to fine'),
  datasets: z.array(DatasetState).describe('One entry per import kind, also those without data (stored 0)'),
  schoolTypes: z.array(SchoolTypeCount),
  pupilYears: z.array(SchoolYear).describe('School years with pupils by residence, newest first'),
  pupilLayer: z.string().nullable().describe('Area layer that carries the pupils by residence'),
  atomYears: z.array(SchoolYear).describe("School years whose pupils can be shown by atom (layer 'wohnzelle')"),
  populationDates: z.array(z.object({ date: IsoDate, basis: z.string(), layer: z.string() })).describe('Newest first'),
  population: Count,
  ruleSets: z.array(RuleNote),
  baseMap: z.object({ basemapDe: z.boolean(), attribution: z.string().nullable() }),
});
export type CountyOverview = z.infer<typeof CountyOverview>;

const none = z.object({});

export const listCounties = endpoint({
  method: 'get',
  path: '/api/counties',
  summary: 'Counties in this installation',
  tag: 'Counties',
  params: none,
  query: none,
  response: z.object({
    counties: z.array(CountySummary),
    loading: z.boolean().describe('The sample county is being loaded'),
  }),
});

export const getCounty = endpoint({
  method: 'get',
  path: '/api/counties/{county}',
  summary: 'What a county has: layers, data sets with source and date, rule sets',
  tag: 'Counties',
  params: z.object({ county: CountySelection }),
  query: none,
  response: CountyOverview,
});

export const SearchHit = z.object({
  kind: z.enum(['area', 'place', 'school', 'kita', 'stop', 'street']),
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  detail: z.string(),
  position: z.tuple([z.number(), z.number()]),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const search = endpoint({
  method: 'get',
  path: '/api/counties/{county}/search',
  summary: 'Find places, areas, schools, Kitas and stops by name',
  tag: 'Counties',
  params: z.object({ county: CountySelection }),
  query: z.object({
    q: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[^\0]*$/),
  }),
  response: z.object({ hits: z.array(SearchHit) }),
});

export const Area = z.object({
  county: CountyKey,
  layer: z.string(),
  key: z.string(),
  name: z.string(),
  parentLayer: z.string().nullable(),
  parentKey: z.string().nullable(),
  squareMetres: z.number(),
  point: z.tuple([z.number(), z.number()]).describe('A point inside the area (label position)'),
  bbox: BoundingBox,
  validFrom: IsoDate,
  validTo: IsoDate.nullable(),
});
export type Area = z.infer<typeof Area>;

export const listAreas = endpoint({
  method: 'get',
  path: '/api/counties/{county}/areas',
  summary: 'Areas of one layer in the edition in force on a date (default: the newest)',
  tag: 'Areas',
  params: z.object({ county: CountySelection }),
  query: z.object({ layer: z.string().max(60), date: IsoDate.optional() }),
  response: z.object({ layer: z.string(), areas: z.array(Area), source: z.array(SourceNote) }),
});

export const areaGeometries = endpoint({
  method: 'get',
  path: '/api/counties/{county}/areas.geojson',
  summary: 'The same areas as GeoJSON with geometry',
  tag: 'Areas',
  params: z.object({ county: CountySelection }),
  query: z.object({ layer: z.string().max(60), date: IsoDate.optional() }),
  response: z.looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) }),
});
