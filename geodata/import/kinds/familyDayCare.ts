/** Places of childminders (Kindertagespflege) by area: public day care counts beside Kitas, and nobody's home is told. */
import { parseCount } from '../../formats/values.ts';
import { AreaResolver, sayRecovered } from '../areaKeys.ts';
import { finish } from '../finish.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { FamilyDayCareRow } from '../rows.ts';
import { areaField, field } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  areaField,
  field(
    'placesU3',
    'Plätze unter 3',
    'Places under 3',
    [/^(davonunter3|plaetzeunter3|plaetzeu3|u3|unter3|plaetze)$/],
    true,
  ),
  field('placesUe3', 'Plätze ab 3', 'Places from 3', [/^(davonab3|plaetzeab3|plaetzeue3|ue3|ab3)$/]),
];

export const familyDayCare: KindDefinition = {
  kind: 'family-day-care',
  label: { de: 'Kindertagespflege', en: 'Family day care' },
  description: {
    de: 'Plätze der Kindertagespflege je Gebiet (keine Anschriften von Tagespflegepersonen)',
    en: 'Places of family day care by area (no addresses of childminders)',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    { key: 'layer', label: { de: 'Ebene der Gebiete', en: 'Layer of the areas' }, example: 'gemeinde' },
    { key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-03-01' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const resolver = AreaResolver.forKeys(context, [...new Set(records.records.map((record) => record.get('area')))]);
    const rows = new Map<string, FamilyDayCareRow>();
    for (const record of records.records) {
      const row = rowOf(context, record, resolver);
      if (!row) continue;
      const same = rows.get(row.area);
      // A table may have a row for each childminder.
      if (same)
        Object.assign(same, { placesU3: same.placesU3 + row.placesU3, placesUe3: same.placesUe3 + row.placesUe3 });
      else rows.set(row.area, row);
    }
    sayRecovered(context, resolver);
    const stored = [...rows.values()];
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: context.options['reference-date'] ?? null,
      stored: stored.length,
      rows: { kind: 'family-day-care', rows: stored },
    });
  },
};

function rowOf(
  { report, today }: PrepareContext,
  record: SourceRecord,
  resolver: AreaResolver,
): FamilyDayCareRow | null {
  const reference = resolver.resolve(record.get('area'), today);
  if (reference.kind === 'county' || reference.kind === 'elsewhere') {
    report.skipped++;
    return null;
  }
  const placesOf = (key: string): number | null => {
    const count = parseCount(record.get(key));
    return count.kind === 'value' ? count.value : count.kind === 'invalid' ? null : 0;
  };
  const [placesU3, placesUe3] = [placesOf('placesU3'), placesOf('placesUe3')];
  if (reference.kind !== 'atom' || placesU3 === null || placesUe3 === null) {
    report.reject(
      'dayCare.badRow',
      `Gebiet „${record.get('area')}“, Plätze „${record.get('placesU3')}“ und „${record.get('placesUe3')}“: das Gebiet ist nicht geladen, oder eine Zahl ist nicht lesbar. Bitte Schlüssel und ganze Zahlen ab 0 eintragen.`,
      `Area '${record.get('area')}', places '${record.get('placesU3')}' and '${record.get('placesUe3')}': the area is not loaded, or a number cannot be read. Please enter a key and whole numbers from 0.`,
      { row: record.row },
    );
    return null;
  }
  return { layer: resolver.layer, area: reference.atom, placesU3, placesUe3 };
}
