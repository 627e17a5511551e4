/** Which office to turn to: for a subject, in a Gemeinde (or another area) or in the whole county. */
import { AreaResolver, sayRecovered } from '../areaKeys.ts';
import { contactFields, contactOf } from '../contact.ts';
import { finish } from '../finish.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { ContactRow } from '../rows.ts';
import { areaField, field, MAY_BE_EMPTY, siteFields, streetOf, textOf } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  { ...areaField, required: false, accepts: MAY_BE_EMPTY },
  field(
    'subject',
    'Aufgabe',
    'Subject',
    [/^(aufgabe|aufgaben|zustaendigkeit|zustaendigfuer|thema|bereich|subject)$/],
    true,
  ),
  field('office', 'Stelle', 'Office', [/^(stelle|amt|behoerde|dienststelle|fachdienst|sachgebiet|office)$/], true),
  ...[siteFields.street, siteFields.houseNumber, siteFields.postcode, siteFields.place].map((one) => ({
    ...one,
    accepts: MAY_BE_EMPTY,
  })),
  ...contactFields,
];

export const contacts: KindDefinition = {
  kind: 'contacts',
  label: { de: 'Zuständige Stellen', en: 'Offices to turn to' },
  description: {
    de: 'Welche Stelle wofür zuständig ist, je Gemeinde oder für den ganzen Kreis: Stellen und ihre Sammeladressen, keine Personen',
    en: 'Which office is responsible for what, by municipality or for the whole county: offices and their shared addresses, no persons',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    { key: 'layer', label: { de: 'Ebene der Gebiete', en: 'Layer of the areas' }, example: 'gemeinde' },
    { key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-03-01' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const keys = [...new Set(records.records.flatMap((record) => textOf(record.get('area')) ?? []))];
    const resolver = keys.some((key) => key !== context.county.key) ? AreaResolver.forKeys(context, keys) : null;
    const rows = records.records.flatMap((record) => rowOf(context, record, resolver) ?? []);
    if (resolver) sayRecovered(context, resolver);
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: context.options['reference-date'] ?? null,
      stored: rows.length,
      rows: { kind: 'contacts', rows },
    });
  },
};

function rowOf(context: PrepareContext, record: SourceRecord, resolver: AreaResolver | null): ContactRow | null {
  const refuse = (column: string, de: string, en: string) => {
    context.report.reject('contacts.badRow', de, en, { row: record.row, column });
    return null;
  };
  const [subject, office] = [textOf(record.get('subject')), textOf(record.get('office'))];
  if (subject === null || office === null)
    return refuse(
      'office',
      `„${office ?? subject ?? ''}“: Aufgabe oder Stelle fehlt: bitte beide eintragen.`,
      `'${office ?? subject ?? ''}': subject or office is missing: please enter both.`,
    );
  const key = textOf(record.get('area'));
  const reference = key === null ? null : (resolver?.resolve(key, context.today) ?? { kind: 'county' as const });
  if (reference !== null && reference.kind !== 'atom' && reference.kind !== 'county')
    return refuse(
      'area',
      `„${office}“: das Gebiet „${key}“ ist im Kreis ${context.county.key} nicht geladen: bitte den Schlüssel prüfen oder leer lassen (ganzer Kreis).`,
      `'${office}': the area '${key}' is not loaded in county ${context.county.key}: please check the key, or leave it empty (whole county).`,
    );
  return {
    layer: reference?.kind === 'atom' ? resolver!.layer : null,
    area: reference?.kind === 'atom' ? reference.atom : null,
    ...{ subject, office },
    street: streetOf(record),
    postcode: textOf(record.get('postcode')),
    place: textOf(record.get('place')),
    ...contactOf(context, record),
  };
}
