/** What kind of source this is: by content first, by name second. */
import { extension, refuse } from './say.ts';
import type { Source, SourceMember } from './source.ts';
import { looksLikeText } from './text.ts';

export type Format = 'csv' | 'xlsx' | 'geojson' | 'topojson' | 'shapefile' | 'gpkg' | 'gtfs' | 'osm-pbf' | 'osm-xml';

const ACCEPTED = 'CSV, XLSX, GeoJSON, TopoJSON, Shapefile, GeoPackage, GTFS, .osm.pbf, .osm';

const GTFS_FILES = [
  'agency.txt',
  'stops.txt',
  'routes.txt',
  'trips.txt',
  'stop_times.txt',
  'calendar.txt',
  'calendar_dates.txt',
];

/** What lies beside the data in an archive and is never the data. */
const COMPANIONS = new Set([
  'txt',
  'md',
  'pdf',
  'doc',
  'docx',
  'html',
  'htm',
  'xml',
  'qml',
  'sld',
  'png',
  'jpg',
  'lyr',
  'url',
  'rtf',
  'odt',
]);

export function detectFormat(source: Source): Format {
  return detectMember(source).format;
}

/** The format and, for formats of one file, the member that holds it. */
export function detectMember(source: Source): { format: Format; member: SourceMember } {
  const first = source.members[0];
  if (!first) return unknown(source);
  const names = source.members.map((member) => fileName(member.path));
  if (GTFS_FILES.filter((name) => names.includes(name)).length >= 2) return { format: 'gtfs', member: first };
  const shape = source.members.find((member) => extension(member.path) === 'shp' || isShp(member.bytes));
  if (shape) return { format: 'shapefile', member: shape };
  if (source.members.length === 1) return { format: sniff(first) ?? unknown(source), member: first };
  return detectAmongMany(source);
}

function detectAmongMany(source: Source): { format: Format; member: SourceMember } {
  const found: { format: Format; member: SourceMember }[] = [];
  for (const member of source.members) {
    const format = sniff(member);
    if (format) found.push({ format, member });
  }
  const data = found.filter(({ member }) => !COMPANIONS.has(extension(member.path)));
  const usable = data.length > 0 ? data : found;
  const [only] = usable;
  if (!only) return unknown(source);
  if (usable.length === 1) return only;
  const list = usable.slice(0, 5).map(({ member }) => member.path);
  if (usable.length > 5) list.push('…');
  return refuse(
    'several-files',
    `„${source.name}“ enthält mehrere Datendateien (${list.join(', ')}): bitte eine davon einzeln geben.`,
    `'${source.name}' contains several data files (${list.join(', ')}): please hand in one of them.`,
  );
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

function isShp(bytes: Uint8Array): boolean {
  return (
    bytes.length >= 100 &&
    bytes[0] === 0 &&
    bytes[1] === 0 &&
    bytes[2] === 0x27 &&
    bytes[3] === 0x0a &&
    bytes[28] === 0xe8
  );
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[i] !== text.charCodeAt(i)) return false;
  return true;
}

function sniff(member: SourceMember): Format | null {
  const { bytes } = member;
  const kind = extension(member.path);
  if (bytes.length === 0) return null;
  if (startsWith(bytes, 'SQLite format 3\0')) return 'gpkg';
  if (startsWith(bytes, 'PK')) return kind === 'xlsx' || kind === 'xlsm' ? 'xlsx' : null;
  const head = Buffer.from(bytes.subarray(0, 65_536)).toString('latin1');
  if (head.slice(0, 64).includes('OSMHeader') || (kind === 'pbf' && !looksLikeText(bytes))) return 'osm-pbf';
  // A .dbf or .shx alone, a PDF, a picture: binary, and none of ours.
  if (!looksLikeText(bytes) || head.startsWith('%PDF') || head.startsWith('{\\rtf') || head.startsWith('PMAP'))
    return null;
  const text = head
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/\0/g, '')
    .trimStart();
  if (text.startsWith('<')) return /<osm[\s>]/.test(text) ? 'osm-xml' : null;
  if (text.startsWith('{') || text.startsWith('[')) return sniffJson(bytes, text, kind);
  return kind === 'prj' || kind === 'cpg' || kind === 'json' || kind === 'geojson' ? null : 'csv';
}

function sniffJson(bytes: Uint8Array, head: string, kind: string): Format | null {
  // Some writers put "type" last.
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 4096))).toString('latin1');
  const topology = /"type"\s*:\s*"Topology"/;
  if (topology.test(head) || topology.test(tail) || kind === 'topojson') return 'topojson';
  const feature = /"type"\s*:\s*"(FeatureCollection|Feature|(Multi)?(Point|LineString|Polygon)|GeometryCollection)"/;
  if (feature.test(head) || feature.test(tail) || kind === 'geojson') return 'geojson';
  return null;
}

function unknown(source: Source): never {
  const first = source.members[0];
  const bytes = first?.bytes ?? new Uint8Array();
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) {
    return refuse(
      'xls-old',
      `„${source.name}“ ist im alten Excel-Format .xls gespeichert: bitte in Excel als .xlsx oder CSV speichern.`,
      `'${source.name}' is in the old Excel format .xls: please save it as .xlsx or CSV in Excel.`,
    );
  }
  if (first && startsWith(bytes, 'PK') && /\.ods$/i.test(source.name)) {
    return refuse(
      'ods',
      `„${source.name}“ ist eine OpenDocument-Tabelle: bitte als .xlsx oder CSV speichern.`,
      `'${source.name}' is an OpenDocument spreadsheet: please save it as .xlsx or CSV.`,
    );
  }
  if (source.members.some((member) => ['dbf', 'shx', 'prj'].includes(extension(member.path)))) {
    return refuse(
      'shapefile-incomplete',
      `„${source.name}“ ist nur ein Teil eines Shapefiles: bitte .shp, .shx, .dbf und .prj gemeinsam als Zip geben.`,
      `'${source.name}' is only a part of a shapefile: please hand in .shp, .shx, .dbf and .prj together as a zip.`,
    );
  }
  return refuse(
    'format-unknown',
    `Das Format von „${source.name}“ wird nicht erkannt: angenommen werden ${ACCEPTED}.`,
    `The format of '${source.name}' is not recognised: accepted are ${ACCEPTED}.`,
  );
}
