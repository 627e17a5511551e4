/** Statutory school districts: drawn, or as the statute's list of streets. Schools are known by key or exact name. */
import { SourceError } from '../../formats/source.ts';
import { decideCrs, toWgs84 } from '../crs.ts';
import { mostlyEmptyFields, readStreets } from '../districtStreets.ts';
import { districtReader, type ReadDistrict } from '../districtSchools.ts';
import { joined, readPolygon, samplePositions } from '../polygons.ts';
import { openRecords, type Records } from '../records.ts';
import { finish } from '../finish.ts';
import { field } from '../sites.ts';
import { validity } from '../validity.ts';
import type { CrsDecision, KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { DistrictRow } from '../rows.ts';

const fields = [
  field('key', 'Schulbezirk (Schlüssel oder Name)', 'District (key or name)', [
    /^(schulbezirk|bezirk|schulbezirksnummer|schulbezirksnr|bezirksnummer|bezirksnr|sbz|esb)$/,
    /^(key|id|schluessel|kennung|plrid|bzr)$/,
  ]),
  field('name', 'Name des Schulbezirks', "District's name", [/^(name|bezeichnung|bezirksname|schulbezirksname)$/]),
  field('school', 'Schule(n): Nummer oder Name', 'School(s): number or name', [
    /^(schulnummern?|schulnr|dienststellenschluessel)$/,
    /^(schulen?|zustaendigeschulen?|grundschulen?|schulname|schools?)$/,
  ]),
  field('schoolType', 'Schulart', 'School type', [/^(schulart|schulform|schooltype)$/]),
  field('validFrom', 'gültig ab', 'valid from', [/^(gueltigab|gueltigvon|validfrom)$/]),
  field('validTo', 'gültig bis (ausschließlich)', 'valid to (exclusive)', [/^(gueltigbis|validto)$/], false, /^/),
  ...mostlyEmptyFields,
];

export const districts: KindDefinition = {
  kind: 'districts',
  label: { de: 'Schulbezirke', en: 'School districts' },
  description: {
    de: 'Schulbezirke der Satzung mit ihren Schulen: als Flächen oder als Straßenliste (Straße, Hausnummern von–bis, gerade/ungerade)',
    en: "The statute's school districts with their schools: as polygons or as a list of streets (street, house numbers from–to, odd/even)",
  },
  formats: ['GeoJSON', 'TopoJSON', 'Shapefile', 'GeoPackage', 'CSV', 'XLSX'],
  fields,
  options: [
    { key: 'school-type', label: { de: 'Schulart', en: 'School type' }, example: 'grundschule' },
    { key: 'valid-from', label: { de: 'gültig ab', en: 'valid from' }, example: '2026-08-01' },
    {
      key: 'valid-to',
      label: { de: 'gültig bis (ausschließlich)', en: 'valid to (exclusive)' },
      example: '2027-08-01',
    },
    { key: 'crs', label: { de: 'Koordinatensystem (EPSG)', en: 'Coordinate system (EPSG)' }, example: '25832' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    if (context.county.schools.length === 0) throw noSchools(context.county.key);
    const records = await openRecords(context, fields);
    const validFrom = validity(context, records.records, 'districts');
    const read = districtReader(context, validFrom);
    const isList = records.format === 'csv' || records.format === 'xlsx';
    const found = isList
      ? { ...readStreets(context, records, read), crs: null }
      : { ...drawn(context, records, read), streets: [] };
    sayWhatIsRead(context, found.rows, validFrom);
    return finish(context, records, {
      scopes: [...new Set(found.rows.map(({ schoolType }) => `${schoolType}@${validFrom}`))].sort(),
      referenceDate: validFrom,
      crs: found.crs,
      stored: isList ? found.records : found.rows.length,
      rows: { kind: 'districts', rows: found.rows, streets: found.streets },
    });
  },
};

function drawn(
  context: PrepareContext,
  { records, crs: stated }: Records,
  read: (record: Records['records'][number]) => ReadDistrict | null,
): { rows: DistrictRow[]; records: number; crs: CrsDecision | null } {
  if (!records.some(({ geometry }) => geometry !== null)) return { rows: [], records: 0, crs: null };
  const crs = decideCrs(context, stated ?? { epsg: null, from: 'unstated' }, samplePositions(records));
  const transform = toWgs84(crs, context.preview);
  const rows = new Map<string, DistrictRow>();
  let parts = 0;
  for (const record of records) {
    const district = read(record);
    if (!district) continue;
    const named = {
      code: 'districts',
      de: `Der Schulbezirk „${district.name}“`,
      en: `The school district '${district.name}'`,
      key: district.key,
    };
    const geometry = readPolygon(context, record, transform, named);
    if (!geometry) continue;
    const identity = `${district.schoolType}|${district.key}`;
    const known = rows.get(identity);
    if (known) {
      parts++;
      known.geometry = known.geometry === null ? geometry : joined(known.geometry, geometry);
    } else rows.set(identity, { ...district, geometry });
  }
  if (parts > 0) {
    context.report.note(
      `${parts} weitere Teilflächen gehören zu Schulbezirken mit demselben Schlüssel und wurden mit ihnen vereinigt.`,
      `${parts} further parts belong to school districts with the same key and were joined with them.`,
    );
  }
  return { rows: [...rows.values()], records: records.length, crs };
}

function sayWhatIsRead({ report }: PrepareContext, rows: readonly DistrictRow[], validFrom: string): void {
  for (const type of new Set(rows.map(({ schoolType }) => schoolType))) {
    const own = rows.filter(({ schoolType }) => schoolType === type);
    const shared = own.filter(({ schools }) => schools.length > 1).length;
    report.note(
      `${own.length} Schulbezirke (Schulart „${type}“), gültig ab ${validFrom}; davon mit mehreren Schulen: ${shared}.`,
      `${own.length} school districts (school type '${type}'), valid from ${validFrom}; with several schools: ${shared}.`,
    );
  }
}

const noSchools = (county: string): SourceError =>
  new SourceError('districts.noSchools', {
    de: `Für den Kreis ${county} sind noch keine Schulen geladen: bitte zuerst die Schulen importieren, dann die Schulbezirke.`,
    en: `No schools are loaded for county ${county} yet: please import the schools first, then the school districts.`,
  });
