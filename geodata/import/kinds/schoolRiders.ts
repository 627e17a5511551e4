/** Who rides, by school: season tickets in stock and pupils counted on board, as the county keeps them. */
import { finish } from '../finish.ts';
import { optionalCount } from '../numbers.ts';
import { openRecords } from '../records.ts';
import type { SchoolRidersRow } from '../rows.ts';
import { schoolFinder } from '../schoolFinder.ts';
import { field, MAY_BE_EMPTY, schoolField } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  schoolField,
  field(
    'tickets',
    'Fahrkarten im Bestand',
    'Tickets in stock',
    [/^(fahrkarten|schuelerfahrkarten|zeitkarten|tickets|bestand)/],
    false,
    MAY_BE_EMPTY,
  ),
  field(
    'counted',
    'gezählte Fahrschüler',
    'Pupils counted on board',
    [/^(gezaehlt|zaehlung|fahrschueler|counted)/],
    false,
    MAY_BE_EMPTY,
  ),
];

export const schoolRiders: KindDefinition = {
  kind: 'school-riders',
  label: { de: 'Fahrkarten und Zählungen', en: 'Tickets and counts' },
  description: {
    de: 'je Schule Schülerfahrkarten im Bestand und gezählte Fahrschüler: wer fährt, neben dem, wer Anspruch hat',
    en: 'season tickets in stock and pupils counted on board by school: who rides, beside who is entitled',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [{ key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-10-01' }],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { report } = context;
    const records = await openRecords(context, fields);
    const find = schoolFinder(context.county.schools);
    const rows = new Map<string, SchoolRidersRow>();
    for (const record of records.records) {
      const text = record.get('school');
      const school = find(text);
      const tickets = optionalCount(report, record, 'tickets', records.mapping['tickets']);
      const counted = optionalCount(report, record, 'counted', records.mapping['counted']);
      if (!school || rows.has(school.key) || (tickets === null && counted === null)) {
        report.reject(
          'riders.badRow',
          `Schule „${text}“: Sie ist nicht geladen, steht schon in einer früheren Zeile, oder es fehlt jede Zahl. Bitte Nummer oder genauen Namen und Fahrkarten oder Zählung eintragen.`,
          `School '${text}': it is not loaded, stands in an earlier row already, or has no number at all. Please enter its number or exact name, and tickets or a count.`,
          { row: record.row },
        );
        continue;
      }
      rows.set(school.key, { school: school.key, tickets, counted });
    }
    const stored = [...rows.values()];
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: context.options['reference-date'] ?? null,
      stored: stored.length,
      rows: { kind: 'school-riders', rows: stored },
    });
  },
};
