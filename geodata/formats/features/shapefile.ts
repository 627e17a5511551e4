/** Shapefiles from a zip or a folder, in the coordinates they are stored in (shpjs' usual way reprojects, and without the grid). */
import type { Geometry } from 'geojson';
import { parseDbf, parseShp } from 'shpjs';
import { mapPositions } from '../../crs/transform.ts';
import { baseName, extension, guarded, ProblemList, problem, refuse } from '../say.ts';
import type { FeatureSource, Source, SourceFeature, SourceMember } from '../source.ts';
import { epsgFromPrj, epsgFromText } from './prj.ts';
import { plainProperties } from './properties.ts';

export function listShapefiles(source: Source): string[] {
  return source.members.filter((member) => extension(member.path) === 'shp').map((member) => stem(member.path));
}

/** The path without its extension: two folders of an archive may hold files of the same name. */
function stem(path: string): string {
  return path.replace(/\.[^./]+$/, '');
}

function part(source: Source, layer: string, kind: string): SourceMember | undefined {
  return source.members.find(
    (member) => stem(member.path).toLowerCase() === layer.toLowerCase() && extension(member.path) === kind,
  );
}

export async function readShapefile(source: Source, layer: string): Promise<FeatureSource> {
  const shp = part(source, layer, 'shp');
  const dbf = part(source, layer, 'dbf');
  if (!shp || !dbf) {
    const lacks = shp ? '.dbf' : '.shp';
    return refuse(
      'shapefile-incomplete',
      `Beim Shapefile „${baseName(layer)}“ fehlt die Datei ${lacks}: bitte .shp, .shx, .dbf und .prj gemeinsam als Zip geben.`,
      `The shapefile '${baseName(layer)}' lacks its ${lacks} file: please hand in .shp, .shx, .dbf and .prj together as a zip.`,
    );
  }
  checkComplete(shp, shpLength(shp.bytes));
  checkComplete(dbf, dbfLength(dbf.bytes));
  const broken = [
    `Das Shapefile „${baseName(layer)}“ ist beschädigt: bitte neu exportieren.`,
    `The shapefile '${baseName(layer)}' is damaged: please export it again.`,
  ] as const;
  const geometries = await guarded('shapefile-corrupt', ...broken, () => parseShp(shp.bytes));
  const cpg = encodingOf(dbf.bytes, part(source, layer, 'cpg'));
  const attributes = await guarded('shapefile-corrupt', ...broken, () => parseDbf(dbf.bytes, cpg));
  const problems = new ProblemList();
  const features: SourceFeature[] = geometries.map((geometry, i) => ({
    row: i + 1,
    geometry: geometry === null ? null : flat(geometry),
    properties: plainProperties(attributes[i] ?? {}),
  }));
  if (attributes.length !== geometries.length) {
    problems.add(
      problem(
        'shapefile-count',
        `Das Shapefile hat ${geometries.length} Geometrien, aber ${attributes.length} Attributzeilen: bitte neu exportieren.`,
        `The shapefile has ${geometries.length} geometries but ${attributes.length} attribute rows: please export it again.`,
      ),
    );
  }
  return {
    kind: 'features',
    name: baseName(layer),
    features,
    crs: crsOf(part(source, layer, 'prj')),
    problems: problems.finish(),
  };
}

function crsOf(prj: SourceMember | undefined): FeatureSource['crs'] {
  if (!prj) return { epsg: null, from: 'unstated' };
  const text = Buffer.from(prj.bytes).toString('utf8').trim();
  const epsg = epsgFromPrj(text) ?? (text.length < 40 ? epsgFromText(text) : null);
  return epsg === null ? { epsg: null, from: 'unstated' } : { epsg, from: 'file' };
}

/** shpjs adds the file's own boxes and heights. */
function flat(geometry: Geometry): Geometry {
  return mapPositions(geometry, ([x = Number.NaN, y = Number.NaN]) => [x, y]);
}

/** The header counts in 16-bit words. */
function shpLength(bytes: Uint8Array): number {
  return bytes.length < 100 ? Infinity : new DataView(bytes.buffer, bytes.byteOffset).getInt32(24) * 2;
}

function dbfLength(bytes: Uint8Array): number {
  if (bytes.length < 33) return Infinity;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [records, header, record] = [view.getUint32(4, true), view.getUint16(8, true), view.getUint16(10, true)];
  // shpjs walks the field list by the header's length and the rows by the record's; nonsense there must not run away.
  return header < 33 || record < 1 ? Infinity : header + records * record;
}

/** shpjs reads what is there and says nothing about a file that was cut off. */
function checkComplete(member: SourceMember, length: number): void {
  if (length <= member.bytes.length) return;
  refuse(
    'shapefile-truncated',
    `Die Datei „${member.path}“ ist unvollständig: bitte das Shapefile neu exportieren oder erneut übertragen.`,
    `The file '${member.path}' is incomplete: please export the shapefile again or transfer it again.`,
  );
}

/** .cpg, else the language byte of the .dbf, else UTF-8 where the bytes allow it, else Windows-1252 as ESRI's own default in Germany. */
function encodingOf(dbf: Uint8Array, cpg: SourceMember | undefined): string {
  const stated = cpg ? Buffer.from(cpg.bytes).toString('latin1').trim().toLowerCase() : '';
  if (/utf-?8|65001/.test(stated)) return 'utf-8';
  const iso = /(?:iso[- ]?)?8859[- ]?(\d{1,2})/.exec(stated);
  if (iso) return `iso-8859-${iso[1]}`;
  const codepage = /(125\d)/.exec(stated);
  if (codepage) return `windows-${codepage[1]}`;
  if (dbf[29] === 0x03 || dbf[29] === 0x57) return 'windows-1252';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(dbf.subarray(dbf[8]! + dbf[9]! * 256));
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
