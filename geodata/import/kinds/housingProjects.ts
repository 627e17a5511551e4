/** What will be built: homes by area and years, from which a forecast takes people who come on top of all others. */
import { parseCount, parseDecimal, type DecimalMark } from '../../formats/values.ts';
import { AreaResolver, sayRecovered } from '../areaKeys.ts';
import { finish } from '../finish.ts';
import { decimalOf } from '../numbers.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { HousingProjectRow } from '../rows.ts';
import { areaField, field, textOf } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  areaField,
  field('name', 'Baugebiet', 'Project', [/^(baugebiet|name|bezeichnung|vorhaben|projekt)$/], true),
  field('homes', 'Wohnungen', 'Homes', [/^(wohnungen|wohneinheiten|we|anzahl|homes)$/], true),
  field('from', 'Bezug ab', 'First year', [/^(bezugab|ab|jahr|bezug|beginn|von|from)$/], true),
  field('to', 'Bezug bis', 'Last year', [/^(bezugbis|bis|ende|to)$/]),
  field('perHome', 'Personen je Wohnung', 'People per home', [
    /^(personenjewohnung|einwohnerjewohnung|jewohnung|belegung)$/,
  ]),
];

/** More people do not live in a home, on the mean of a project. */
const MOST_PER_HOME = 10;
const yearOf = (text: string): number | null => (/^(19|20|21)\d\d$/.test(text.trim()) ? Number(text) : null);

export const housingProjects: KindDefinition = {
  kind: 'housing-projects',
  label: { de: 'Baugebiete', en: 'Housing projects' },
  description: {
    de: 'Geplante Wohnungen nach Gebiet und Jahren des Bezugs, für die Bevölkerungsvorausberechnung',
    en: 'Planned homes by area and years in which people move in, for the population forecast',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [{ key: 'layer', label: { de: 'Ebene der Gebiete', en: 'Layer of the areas' }, example: 'gemeinde' }],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const resolver = AreaResolver.forKeys(context, [...new Set(records.records.map((record) => record.get('area')))]);
    const decimal = records.decimal ?? decimalOf(records.records, 'perHome');
    const rows = records.records.flatMap((record) => rowOf(context, record, resolver, decimal) ?? []);
    sayRecovered(context, resolver);
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: context.options['reference-date'] ?? null,
      stored: rows.length,
      rows: { kind: 'housing-projects', rows },
    });
  },
};

function rowOf(
  context: PrepareContext,
  record: SourceRecord,
  resolver: AreaResolver,
  decimal: DecimalMark,
): HousingProjectRow | null {
  const refuse = (column: string, de: string, en: string) => {
    context.report.reject('housing.badRow', de, en, { row: record.row, column });
    return null;
  };
  const reference = resolver.resolve(record.get('area'), context.today);
  if (reference.kind !== 'atom')
    return refuse(
      'area',
      `Das Gebiet „${record.get('area')}“ ist im Kreis ${context.county.key} nicht geladen: bitte den Schlüssel prüfen.`,
      `The area '${record.get('area')}' is not loaded in county ${context.county.key}: please check the key.`,
    );
  const homes = parseCount(record.get('homes'));
  if (homes.kind !== 'value' || homes.value < 1)
    return refuse(
      'homes',
      'Hier steht keine Zahl von Wohnungen: bitte eine ganze Zahl ab 1 eintragen.',
      'This is not a number of homes: please enter a whole number from 1.',
    );
  const from = yearOf(record.get('from'));
  const last = record.get('to').trim();
  const to = last === '' ? from : yearOf(last);
  if (from === null || to === null || to < from)
    return refuse(
      'from',
      'Die Jahre des Bezugs sind nicht zu lesen: bitte vierstellig eintragen, das letzte nicht vor dem ersten.',
      'The years of moving in cannot be read: please enter four digits, the last one not before the first.',
    );
  const text = record.get('perHome').trim();
  const perHome = text === '' ? null : parseDecimal(text, { decimal });
  if (perHome !== null && (perHome.kind !== 'value' || perHome.value < 0 || perHome.value > MOST_PER_HOME))
    return refuse(
      'perHome',
      `Personen je Wohnung: bitte eine Zahl von 0 bis ${MOST_PER_HOME} eintragen oder leer lassen.`,
      `People per home: please enter a number from 0 to ${MOST_PER_HOME}, or leave it empty.`,
    );
  return {
    ...{ edition: reference.edition, atom: reference.atom, homes: homes.value, from, to },
    name: textOf(record.get('name')) ?? reference.atom,
    perHome: perHome?.kind === 'value' ? perHome.value : null,
  };
}
