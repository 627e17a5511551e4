/** Scene Daten: preview, import, log, undo. A file is sent as multipart field `file`; the rest are text fields. */
import { z } from 'zod';
import { CountyKey, IsoDate, RowProblem, Sentence } from './common.ts';
import { endpoint } from './endpoint.ts';

export const importKinds = [
  'areas',
  'schools',
  'kitas',
  'population',
  'resident-register',
  'grid',
  'pupils',
  'pupil-list',
  'child-list',
  'gtfs',
  'vital-events',
  'roads',
  'network',
  'waters',
  'places',
  'addresses',
  'districts',
  'indicators',
  'official-table',
  'school-hours',
  'vehicles',
  'dedicated-services',
  'transport-costs',
  'school-riders',
  'housing-projects',
  'enrolments',
  'all-day-places',
  'family-day-care',
  'target-rates',
  'kita-candidates',
  'offers',
  'contacts',
  'programmes',
  'school-attributes',
] as const;
export const ImportKind = z.enum(importKinds);
export type ImportKind = z.infer<typeof ImportKind>;

export const ColumnField = z.object({
  key: z.string(),
  label: Sentence,
  required: z.boolean(),
  help: Sentence.nullable(),
});
export type ColumnField = z.infer<typeof ColumnField>;

export const KindDescription = z.object({
  kind: ImportKind,
  label: Sentence,
  description: Sentence,
  formats: z.array(z.string()),
  fields: z.array(ColumnField).describe('Columns the kind understands; empty for gtfs and .osm.pbf'),
  options: z.array(z.object({ key: z.string(), label: Sentence, example: z.string(), required: z.boolean() })),
});
export type KindDescription = z.infer<typeof KindDescription>;

export const ImportReport = z.object({
  kind: ImportKind,
  county: CountyKey,
  read: z.number().int(),
  stored: z.number().int(),
  rejected: z.number().int(),
  skipped: z.number().int().describe('Rows that are rightly not stored: other counties, totals, states'),
  alreadyLoaded: z.boolean().describe('The same file with the same options is in force: nothing was added'),
  problems: z.array(RowProblem).describe('At most 200; the count is in problemCount'),
  problemCount: z.number().int(),
  notes: z.array(Sentence).describe('What was recognised, guessed, repaired, summed'),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const CrsCandidate = z.object({ epsg: z.number().int(), label: Sentence, distanceKm: z.number() });

export const MatchQuality = z.enum(['exact', 'similar', 'street', 'place', 'ambiguous', 'none']);
export type MatchQuality = z.infer<typeof MatchQuality>;

export const Placement = z.object({
  qualities: z.array(z.object({ quality: MatchQuality, pupils: z.number().int() })),
  outside: z.number().int().describe('Pupils who live outside the county'),
  atoms: z.number().int().describe('Cells that would carry the counts'),
  unmatched: z
    .array(z.object({ row: z.number().int(), address: z.string(), quality: MatchQuality }))
    .describe(
      'At most 1,000 addresses that were not found at a house: for the person who sent the list, stored nowhere',
    ),
  unknownSchools: z.array(z.object({ text: z.string(), pupils: z.number().int() })),
});
export type Placement = z.infer<typeof Placement>;

export const ImportPreview = z.object({
  report: ImportReport.describe('What an import would do'),
  format: z.string(),
  columns: z.array(z.object({ name: z.string(), examples: z.array(z.string()) })),
  mapping: z.record(z.string(), z.string()).describe('field → column, as recognised or remembered'),
  mappingRemembered: z.boolean(),
  layers: z.array(z.string()).describe('Layers or sheets to choose from'),
  crs: z
    .object({
      epsg: z.number().int().nullable(),
      from: z.enum(['file', 'option', 'guess', 'format']),
      certain: z.boolean(),
      candidates: z.array(CrsCandidate),
      sentence: Sentence,
    })
    .nullable(),
  sample: z.array(z.record(z.string(), z.string())).describe('The first rows as they would be stored'),
  features: z
    .looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })
    .nullable()
    .describe('Up to 500 geometries (simplified to their envelope or point) to see where the data lie'),
  placement: Placement.nullable().describe('Of a list of people: how their addresses were found'),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportRecord = z.object({
  id: z.string(),
  county: CountyKey,
  kind: ImportKind,
  scope: z.string().describe('What it replaces when loaded again: a layer, a reference date, a school year'),
  fileName: z.string(),
  sha256: z.string(),
  source: z.string().nullable(),
  licence: z.string().nullable(),
  referenceDate: IsoDate.nullable(),
  importedAt: z.string(),
  undoneAt: z.string().nullable(),
  inForce: z.boolean(),
  read: z.number().int(),
  stored: z.number().int(),
  rejected: z.number().int(),
  problems: z.array(RowProblem),
  notes: z.array(Sentence),
});
export type ImportRecord = z.infer<typeof ImportRecord>;

export const ImportJob = z.object({
  id: z.string(),
  county: CountyKey,
  status: z.enum(['running', 'done', 'failed']),
  phase: Sentence,
  progress: z.number().min(0).max(1),
  report: ImportReport.nullable(),
  problem: z.object({ code: z.string(), status: z.number().int(), text: Sentence }).nullable(),
});
export type ImportJob = z.infer<typeof ImportJob>;

/** Text fields beside `file`; `options` and `mapping` are JSON objects of strings. */
export const ImportForm = z.object({
  file: z.string().meta({ format: 'binary' }).optional(),
  kind: ImportKind,
  options: z.string().optional().describe('JSON object: {"layer":"gemeinde","source":"…","licence":"…","crs":"25832"}'),
  mapping: z.string().optional().describe('JSON object field → column'),
  corrections: z
    .string()
    .optional()
    .describe('Of a list of people: JSON object row → address, instead of what the list says; kept nowhere'),
});

const params = z.object({ county: CountyKey });
const none = z.object({});

export const listKinds = endpoint({
  method: 'get',
  path: '/api/import-kinds',
  summary: 'What can be imported: kinds, formats, columns, options',
  tag: 'Imports',
  params: none,
  query: none,
  response: z.object({ kinds: z.array(KindDescription) }),
});

export const previewImport = endpoint({
  method: 'post',
  path: '/api/counties/{county}/imports/preview',
  summary: 'What an import would do; stores nothing',
  tag: 'Imports',
  params,
  query: none,
  body: ImportForm,
  bodyType: 'multipart/form-data',
  response: ImportPreview,
});

export const startImport = endpoint({
  method: 'post',
  path: '/api/counties/{county}/imports',
  summary: 'Import a file: a job whose progress can be asked for',
  tag: 'Imports',
  params,
  query: none,
  body: ImportForm,
  bodyType: 'multipart/form-data',
  response: ImportJob,
  status: 202,
});

export const getJob = endpoint({
  method: 'get',
  path: '/api/counties/{county}/jobs/{job}',
  summary: 'Progress and result of a job',
  tag: 'Imports',
  params: z.object({ county: CountyKey, job: z.uuid() }),
  query: none,
  response: ImportJob,
});

export const listImports = endpoint({
  method: 'get',
  path: '/api/counties/{county}/imports',
  summary: 'The import log, newest first',
  tag: 'Imports',
  params,
  query: none,
  response: z.object({ imports: z.array(ImportRecord) }),
});

export const undoImport = endpoint({
  method: 'delete',
  path: '/api/counties/{county}/imports/{importId}',
  summary: 'Take an import back whole; what it had replaced is in force again',
  tag: 'Imports',
  params: z.object({ county: CountyKey, importId: z.uuid() }),
  query: none,
  response: ImportRecord,
});
