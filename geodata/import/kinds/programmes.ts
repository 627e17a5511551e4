/** Which Kitas and schools take part in a programme, and since when. */
import { finish } from '../finish.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { ProgrammeRow } from '../rows.ts';
import { schoolFinder } from '../schoolFinder.ts';
import { field, MAY_BE_EMPTY, textOf } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared, SchoolFacts } from '../types.ts';

const fields = [
  field('programme', 'Programm', 'Programme', [/^(programm|programmname|programme)$/], true),
  field(
    'institutionKind',
    'Art der Einrichtung (Kita oder Schule)',
    'Kind of institution (Kita or school)',
    [/^(artdereinrichtung|einrichtungsart|art)$/],
    true,
  ),
  field(
    'institution',
    'Nummer der Einrichtung',
    'Number of the institution',
    [/^(nummerdereinrichtung|einrichtungsnummer|nummer|nr|schulnummer|kitanummer|einrichtung)$/],
    true,
  ),
  field('from', 'seit (Jahr)', 'since (year)', [/^(seit(jahr)?|ab|von|beginn|from)$/], false, MAY_BE_EMPTY),
  field('to', 'bis (Jahr)', 'until (year)', [/^(bis(jahr)?|ende|to)$/], false, MAY_BE_EMPTY),
];

export const programmes: KindDefinition = {
  kind: 'programmes',
  label: { de: 'Teilnahme an Programmen', en: 'Who takes part in programmes' },
  description: {
    de: 'Kitas und Schulen, die an einem Programm teilnehmen (Sprach-Kitas, Startchancen, Familienzentrum …)',
    en: 'Kitas and schools that take part in a programme (language, equal chances, family centre …)',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [{ key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-03-01' }],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const find = schoolFinder(context.county.schools);
    const rows = records.records.flatMap((record) => rowOf(context, record, find) ?? []);
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: context.options['reference-date'] ?? null,
      stored: rows.length,
      rows: { kind: 'programmes', rows },
    });
  },
};

const institutionKind = (text: string): ProgrammeRow['institutionKind'] | null => {
  if (/^(kita|kindergarten|kindertages|kindertagesst|krippe)/i.test(text)) return 'kita';
  return /schule|^school|^gymnasium/i.test(text) ? 'school' : null;
};

/** Undefined: not to be read. */
const yearOf = (text: string): number | null | undefined => {
  if (textOf(text) === null) return null;
  return /^(19|20)\d\d$/.test(text) ? Number(text) : undefined;
};

function rowOf(
  context: PrepareContext,
  record: SourceRecord,
  find: (text: string) => SchoolFacts | undefined,
): ProgrammeRow | null {
  const [programme, text] = [record.get('programme'), record.get('institution')];
  const refuse = (column: string, de: string, en: string) => {
    context.report.reject('programmes.badRow', de, en, { row: record.row, column });
    return null;
  };
  if (textOf(programme) === null || textOf(text) === null)
    return refuse(
      'programme',
      `„${programme || text}“: Programm oder Nummer der Einrichtung fehlt: bitte beides eintragen.`,
      `'${programme || text}': programme or number of the institution is missing: please enter both.`,
    );
  const kind = institutionKind(record.get('institutionKind'));
  if (kind === null)
    return refuse(
      'institutionKind',
      `Einrichtung „${text}“: „${record.get('institutionKind')}“ ist keine Art der Einrichtung: bitte Kita oder Schule eintragen.`,
      `Institution '${text}': '${record.get('institutionKind')}' is no kind of institution: please enter Kita or Schule.`,
    );
  const school = kind === 'school' ? find(text) : undefined;
  if (kind === 'school' && !school)
    return refuse(
      'institution',
      `Die Schule „${text}“ ist nicht geladen: bitte ihre Nummer prüfen oder zuerst die Schulen einlesen.`,
      `School '${text}' is not loaded: please check its number, or import the schools first.`,
    );
  const [from, to] = [yearOf(record.get('from')), yearOf(record.get('to'))];
  if (from === undefined || to === undefined || (from !== null && to !== null && to < from))
    return refuse(
      'from',
      `Einrichtung „${text}“: „${record.get('from')}“ bis „${record.get('to')}“ sind keine Jahre: bitte vierstellig eintragen, das letzte nicht vor dem ersten.`,
      `Institution '${text}': '${record.get('from')}' to '${record.get('to')}' are no years: please enter four digits, the last one not before the first.`,
    );
  return { programme, institutionKind: kind, institution: school?.key ?? text, from, to };
}
