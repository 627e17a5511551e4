/** School sites as the offices list them. */
import { openRecords } from '../records.ts';
import { finish } from '../finish.ts';
import { optionalCount, optionalDecimal } from '../numbers.ts';
import { schoolTypeOf } from '../schoolTypes.ts';
import { dropDoubled, field, locate, siteFields, streetOf, textOf, type Located } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { SchoolRow } from '../rows.ts';

const fields = [
  field(
    'key',
    'Schulnummer',
    'School number',
    [/^(schulnummer|schulnr|dienststellennummer|bsn|id|nr|key|kennung)$/],
    true,
  ),
  field('name', 'Name', 'Name', [/^(schulname|name|bezeichnung|schule)$/], true),
  field('type', 'Schulart', 'School type', [/^(schulart|schultyp|schulform|type|art)$/], true),
  field('authority', 'Schulträger', 'School authority', [/^(schultraeger|traeger|authority)$/]),
  field('legalStatus', 'Rechtsstatus', 'Legal status', [/^(rechtsstatus|rechtsform|status)$/]),
  siteFields.county,
  siteFields.street,
  siteFields.houseNumber,
  siteFields.postcode,
  siteFields.place,
  siteFields.x,
  siteFields.y,
  field('gradeFrom', 'Klassenstufe von', 'Grade from', [/^(klassenstufevon|klassevon|gradefrom)$/]),
  field('gradeTo', 'Klassenstufe bis', 'Grade to', [/^(klassenstufebis|klassebis|gradeto)$/]),
  field('parallelClasses', 'Züge', 'Parallel classes', [/^(zuege|zuegigkeit|parallelklassen)$/]),
  field('places', 'Plätze', 'Places', [/^(plaetze|kapazitaet|schulplaetze|places)$/]),
  field('allDay', 'Ganztag', 'All-day', [/^(ganztag|ganztagsform)$/]),
  field('enrolment', 'Schülerzahl', 'Enrolment', [/^(schueler|schuelerzahl|schuelerinsgesamt|enrolment)$/]),
];

export const schools: KindDefinition = {
  kind: 'schools',
  label: { de: 'Schulen', en: 'Schools' },
  description: { de: 'Schulstandorte mit Schulart, Träger, Plätzen', en: 'School sites with type, authority, places' },
  formats: ['CSV', 'XLSX', 'GeoJSON', 'Shapefile', 'GeoPackage'],
  fields,
  options: [
    { key: 'crs', label: { de: 'Koordinatensystem (EPSG)', en: 'Coordinate system (EPSG)' }, example: '25832' },
    { key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-10-01' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const { located, crs } = locate(context, records);
    const rows = dropDoubled(
      context,
      located.map((site) => ({ row: site.record.row, value: schoolRow(context, site, records.mapping) })),
    );
    return finish(context, records, {
      scopes: ['schools'],
      referenceDate: context.options['reference-date'] ?? null,
      crs,
      stored: rows.length,
      rows: { kind: 'schools', rows },
    });
  },
};

function schoolRow(context: PrepareContext, { record, lon, lat }: Located, mapping: Record<string, string>): SchoolRow {
  const count = (key: string) => optionalCount(context.report, record, key, mapping[key]);
  return {
    key: record.get('key'),
    name: record.get('name'),
    schoolType: schoolTypeOf(record.get('type')),
    authority: textOf(record.get('authority')),
    legalStatus: textOf(record.get('legalStatus')),
    street: streetOf(record),
    postcode: textOf(record.get('postcode')),
    place: textOf(record.get('place')),
    gradeFrom: count('gradeFrom'),
    gradeTo: count('gradeTo'),
    parallelClasses: optionalDecimal(record, 'parallelClasses', ','),
    places: count('places'),
    allDay: textOf(record.get('allDay')),
    enrolment: count('enrolment'),
    lon,
    lat,
  };
}
