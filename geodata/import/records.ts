/** Tables and feature files alike as records: text by column, with a position where there is geometry. */
import type { Geometry } from 'geojson';
import { detectFormat } from '../formats/detect.ts';
import { listLayers, readFeatures } from '../formats/features/index.ts';
import { openSource } from '../formats/open.ts';
import { SourceError, type Source } from '../formats/source.ts';
import { listTables, readTable } from '../formats/table/readTable.ts';
import { layoutOf, recognise, requireFields } from './columns.ts';
import { privateKinds, type Field, type FileFacts, type PrepareContext } from './types.ts';

export interface SourceRecord {
  row: number;
  /** Text of a mapped field, or of any column as '#column'; '' where there is none. */
  get(field: string): string;
  /** Does the file have a column for the field? */
  has(field: string): boolean;
  geometry: Geometry | null;
  properties: Record<string, string | number | boolean | null>;
}

export interface Records extends FileFacts {
  name: string;
  source: Source;
  records: SourceRecord[];
  /** Stated CRS of the geometry; null for tables and where the file says nothing. */
  crs: { epsg: number | null; from: 'file' | 'format' | 'unstated' } | null;
  /** The decimal mark where the format fixes it (XLSX). */
  decimal: '.' | ',' | null;
  preamble: string[];
  footer: string[];
}

const tableFormats = ['csv', 'xlsx'];
const featureFormats = ['geojson', 'topojson', 'shapefile', 'gpkg'];
const EXAMPLES = 5;

export async function openRecords(context: PrepareContext, fields: Field[]): Promise<Records> {
  const source = await openSource(context.name, context.bytes);
  const format = detectFormat(source);
  if (tableFormats.includes(format)) return fromTable(context, source, format, fields);
  if (featureFormats.includes(format)) return fromFeatures(context, source, format, fields);
  throw new SourceError('import.wrongFormat', {
    de: `Die Datei „${context.name}“ ist ${format}; für diese Datenart bitte CSV, XLSX, GeoJSON, TopoJSON, Shapefile oder GeoPackage wählen.`,
    en: `The file '${context.name}' is ${format}; for this kind please choose CSV, XLSX, GeoJSON, TopoJSON, Shapefile or GeoPackage.`,
  });
}

/** Which column is which field: as a person chooses now, else as chosen before for this layout, else by name. */
function assign(
  context: PrepareContext,
  fields: Field[],
  opened: Pick<FileFacts, 'format' | 'layers'>,
  names: string[],
  examples: (column: string, count?: number) => string[],
): FileFacts {
  const isPrivate = privateKinds.has(context.kind);
  const columns = names.map((name) => ({ name, examples: isPrivate ? [] : examples(name, EXAMPLES) }));
  const remembered = context.mapping === null ? context.remembered[layoutOf(columns)] : undefined;
  const facts: FileFacts = { ...opened, columns, mapping: {}, mappingRemembered: remembered !== undefined };
  context.report.file = facts;
  facts.mapping = recognise(fields, names, examples, context.mapping ?? remembered ?? null, isPrivate);
  requireFields(fields, facts.mapping, isPrivate ? [] : names);
  return facts;
}

async function fromTable(context: PrepareContext, source: Source, format: string, fields: Field[]): Promise<Records> {
  const { sheet, encoding, delimiter } = context.options;
  const table = await readTable(source, {
    ...(sheet ? { sheet } : {}),
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter } : {}),
  });
  const index = new Map(table.columns.map((column, position) => [column, position]));
  const examples = (column: string, count = 60) =>
    table.rows.slice(0, count).map((row) => row.cells[index.get(column) ?? -1] ?? '');
  context.report.read = table.rows.length;
  const layers = format === 'xlsx' ? await listTables(source) : [];
  const facts = assign(context, fields, { format, layers }, table.columns, examples);
  const { mapping } = facts;
  const position = new Map(Object.entries(mapping).map(([field, column]) => [field, index.get(column) ?? -1]));
  for (const found of table.problems) context.report.warn(found.code, found.text.de, found.text.en, found);
  return {
    ...facts,
    name: table.name,
    source,
    crs: null,
    decimal: table.reading.decimal ?? null,
    preamble: table.preamble,
    footer: table.footer,
    records: table.rows.map(({ row, cells }) => ({
      row,
      geometry: null,
      has: (field) => position.has(field),
      get: (field) =>
        (cells[(field.startsWith('#') ? index.get(field.slice(1)) : position.get(field)) ?? -1] ?? '').trim(),
      properties: {},
    })),
  };
}

async function fromFeatures(
  context: PrepareContext,
  source: Source,
  format: string,
  fields: Field[],
): Promise<Records> {
  const { layer } = context.options;
  const layers = await listLayers(source);
  // The option names the planning layer; where the file has a layer of that name it is the same word.
  const wanted = context.options['source-layer'] ?? (layer !== undefined && layers.includes(layer) ? layer : undefined);
  const set = await readFeatures(source, wanted === undefined ? {} : { layer: wanted });
  const columns = [...new Set(set.features.slice(0, 200).flatMap((feature) => Object.keys(feature.properties)))];
  const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  const examples = (column: string, count = 60) =>
    set.features.slice(0, count).map((feature) => text(feature.properties[column]));
  context.report.read = set.features.length;
  const facts = assign(context, fields, { format, layers }, columns, examples);
  const { mapping } = facts;
  for (const found of set.problems) context.report.warn(found.code, found.text.de, found.text.en, found);
  return {
    ...facts,
    name: set.name,
    source,
    crs: set.crs,
    decimal: '.',
    preamble: [],
    footer: [],
    records: set.features.map((feature) => ({
      row: feature.row,
      geometry: feature.geometry,
      has: (field) => field in mapping,
      get: (field) => text(feature.properties[field.startsWith('#') ? field.slice(1) : (mapping[field] ?? '')]).trim(),
      properties: feature.properties,
    })),
  };
}
