/** What schools and Kitas share: where a site lies, to which county it belongs, its address. */
import { stateBbox } from '../crs/states.ts';
import type { XY } from '../crs/transform.ts';
import { parseDecimal } from '../formats/values.ts';
import { decideCrs, GERMANY, toWgs84 } from './crs.ts';
import type { Records, SourceRecord } from './records.ts';
import type { CrsDecision, Field, PrepareContext } from './types.ts';

export const siteFields = {
  street: field('street', 'Straße', 'Street', [/^strasse/, /^street/, /^estrasse/, /^adresse$/, /^address$/]),
  houseNumber: field('houseNumber', 'Hausnummer', 'House number', [/^hausnummer$/, /^hausnr$/, /^hnr$/, /^ehnr$/]),
  postcode: field('postcode', 'PLZ', 'Postcode', [/^plz$/, /^eplz$/, /^postleitzahl$/, /^postcode$/]),
  place: field('place', 'Ort', 'Place', [/^ort$/, /^eort$/, /^place$/, /^stadt$/, /^ortsname$/]),
  county: field('county', 'Kreisschlüssel', 'County key', [
    /^kreisags$/,
    /^kreisschluessel$/,
    /^kreis$/,
    /^landkreisschluessel$/,
  ]),
  x: field('x', 'Ostwert / Länge', 'Easting / longitude', [
    /^(lon|lng|long|longitude|laenge|laengengrad|geographischelaenge)$/,
    /^(ostwert|easting|rechtswert|utmost|x|xkoordinate|ost|alon)$/,
  ]),
  y: field('y', 'Nordwert / Breite', 'Northing / latitude', [
    /^(lat|latitude|breite|breitengrad|geographischebreite)$/,
    /^(nordwert|northing|hochwert|utmnord|y|ykoordinate|nord|alat)$/,
  ]),
};

export function field(key: string, de: string, en: string, names: RegExp[], required = false, accepts?: RegExp): Field {
  return { key, label: { de, en }, required, names, ...(accepts ? { accepts } : {}) };
}

/** Which school a row of a table is about. */
export const schoolField = field(
  'school',
  'Schule: Nummer oder Name',
  'School: number or name',
  [/^(schulnummer|schulnr|dienststellenschluessel)$/, /^(schule|schulname|name|school)$/],
  true,
);

/** Of a column that most rows may leave out. */
export const MAY_BE_EMPTY = /^/;

/** Official tables leave the leading columns without a name: they are told by what stands in them. */
export const unnamed = /^spalte[123]$/;
/** One word that is neither a year nor a date. */
export const areaKeyLike = /^(?!\d{4}$)(?!\d{1,2}\.\d{1,2}\.\d{4}$)[\p{L}\d_-]+$/u;
/** Which area a row of a table is about. */
export const areaField = field(
  'area',
  'Gebietsschlüssel',
  'Area key',
  [/^(ags|gemeindeschluessel|gebietsschluessel|schluessel|gebiet|planungsraum|raumid|key)$/],
  true,
  areaKeyLike,
);

/** Numbers, or the official marks for zero, unknown and secret. */
export const countLike = /[\p{L}\d]|^[-–.…/•]$/u;
/** 'unter 3 Jahre', '75 Jahre und mehr', '12'. */
export const ageLike = /^\d{1,3}$|jahr|^(von |unter |ab |über )?\d{1,3}( |-|–)/iu;
export const dateLike = /^(\d{1,2}\.\d{1,2}\.\d{4}|\d{4}|\d{4}-\d{2}-\d{2})$/;

export interface Located {
  record: SourceRecord;
  lon: number;
  lat: number;
}

/** Rows of this county with a position in EPSG:4326; everything else is said. `degreesOf` places other rows of the file. */
export function locate(
  context: PrepareContext,
  records: Records,
): {
  located: Located[];
  crs: CrsDecision | null;
  degreesOf: (record: SourceRecord) => [number, number] | null;
} {
  const { report, county } = context;
  const hasCounty = 'county' in records.mapping;
  const found: { record: SourceRecord; xy: XY }[] = [];
  for (const record of records.records) {
    const key = record.get('county');
    if (hasCounty && county.key !== 'DE' && key !== '' && key.padStart(5, '0') !== county.key) {
      report.skipped++;
      continue;
    }
    const xy = position(record);
    if (xy === null) {
      report.reject(
        'site.noPosition',
        `„${record.get('name') || record.get('key')}“ hat keine Koordinaten: bitte Ost- und Nordwert (oder Länge und Breite) ergänzen.`,
        `'${record.get('name') || record.get('key')}' has no coordinates: please add easting and northing (or longitude and latitude).`,
        { row: record.row },
      );
      continue;
    }
    found.push({ record, xy });
  }
  if (found.length === 0) return { located: [], crs: null, degreesOf: () => null };
  const crs = decideCrs(
    context,
    records.crs ?? { epsg: null, from: 'unstated' },
    found.map(({ xy }) => xy),
  );
  const transform = toWgs84(crs, context.preview);
  const located: Located[] = [];
  for (const { record, xy } of found) {
    const [lon, lat] = transform(xy);
    if (isFar(lon, lat, county.bbox ?? stateBbox(county.key))) {
      report.reject(
        'site.farAway',
        `„${record.get('name') || record.get('key')}“ läge bei ${lat.toFixed(3)}° N, ${lon.toFixed(3)}° O, weit außerhalb des Kreises: bitte die Koordinaten prüfen.`,
        `'${record.get('name') || record.get('key')}' would lie at ${lat.toFixed(3)}° N, ${lon.toFixed(3)}° E, far outside the county: please check its coordinates.`,
        { row: record.row },
      );
      continue;
    }
    located.push({ record, lon, lat });
  }
  const degreesOf = (record: SourceRecord): [number, number] | null => {
    const xy = position(record);
    return xy && transform(xy);
  };
  return { located, crs, degreesOf };
}

function position(record: SourceRecord): XY | null {
  const { geometry } = record;
  if (geometry?.type === 'Point') {
    const [x, y] = geometry.coordinates;
    return x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
  }
  if (geometry?.type === 'MultiPoint' && geometry.coordinates[0]) {
    const [x, y] = geometry.coordinates[0];
    return x !== undefined && y !== undefined ? [x, y] : null;
  }
  const x = coordinate(record.get('x'));
  const y = coordinate(record.get('y'));
  return x === null || y === null || (x === 0 && y === 0) ? null : [x, y];
}

/** '5.654.321,50', '5654321.5', '51,0234': a coordinate never uses a lone dot as thousands mark. */
function coordinate(text: string): number | null {
  const decimal = text.includes(',') ? ',' : '.';
  const parsed = parseDecimal(text, { decimal });
  return parsed.kind === 'value' ? parsed.value : null;
}

/** A site may lie outside the county (the neighbour's school), but not in the sea: half a degree is about 50 km. */
function isFar(lon: number, lat: number, bbox: [number, number, number, number] | null): boolean {
  const [west, south, east, north] = bbox ?? GERMANY;
  const margin = bbox ? 0.5 : 0;
  return lon < west - margin || lon > east + margin || lat < south - margin || lat > north + margin;
}

export function streetOf(record: SourceRecord): string | null {
  return [record.get('street'), record.get('houseNumber')].filter(Boolean).join(' ') || null;
}

export const textOf = (value: string): string | null => (/[\p{L}\d]/u.test(value) ? value : null);

/** Keys occur once; of doubled ones the first counts and the others are named. */
export function dropDoubled<T extends { key: string }>(
  context: PrepareContext,
  rows: { row: number; value: T }[],
): T[] {
  const seen = new Map<string, number>();
  const kept: T[] = [];
  for (const { row, value } of rows) {
    const first = seen.get(value.key);
    if (first === undefined) {
      seen.set(value.key, row);
      kept.push(value);
      continue;
    }
    context.report.reject(
      'row.doubledKey',
      `Der Schlüssel „${value.key}“ steht schon in Zeile ${first}: bitte eine der beiden Zeilen löschen oder umnummerieren.`,
      `The key '${value.key}' already stands in row ${first}: please delete or renumber one of the two rows.`,
      { row },
    );
  }
  return kept;
}
