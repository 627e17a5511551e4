/**
 * Target rates of a county's own, set by its committee or asked of parents: places per child by age group, for the county or by area.
 */
import { parseAgeGroup, parseDecimal, type AgeGroup, type DecimalMark } from '../../formats/values.ts';
import { AreaResolver, sayRecovered } from '../areaKeys.ts';
import { finish } from '../finish.ts';
import { decimalOf } from '../numbers.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { TargetRateRow } from '../rows.ts';
import { field, MAY_BE_EMPTY } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  field(
    'area',
    'Gebietsschlüssel (leer: der ganze Kreis)',
    'Area key (empty: the whole county)',
    [/^(ags|gemeindeschluessel|gebietsschluessel|schluessel|gebiet|planungsraum|raumid|key)$/],
    false,
    MAY_BE_EMPTY,
  ),
  field('age', 'Altersgruppe', 'Age group', [/^(altersgruppe|alter|gruppe|age)$/], true),
  field('rate', 'Zielquote', 'Target rate', [/^(zielquote|quote|bedarfsquote|bedarf|betreuungswunsch|rate)$/], true),
  field(
    'fullDay',
    'davon ganztags (über 35 Std.)',
    'of these full-day (over 35 hours)',
    [/^(davon)?(ganztags|ganztagsanteil|anteilganztags)(ueber35.*)?$/],
    false,
    MAY_BE_EMPTY,
  ),
];

/** Kitas hold children until they enter school, a Hort those after it: the six-year-olds of the Hort are asked for with the sevens. */
const NAMED: Record<string, AgeGroup> = {
  u2: { from: 0, to: 1 },
  u3: { from: 0, to: 2 },
  ü2: { from: 2, to: 6 },
  ü3: { from: 3, to: 6 },
  ue2: { from: 2, to: 6 },
  ue3: { from: 3, to: 6 },
  krippe: { from: 0, to: 2 },
  kindergarten: { from: 3, to: 6 },
  hort: { from: 7, to: 10 },
};
/** No child in care is older. */
const OLDEST = 10;

export const targetRates: KindDefinition = {
  kind: 'target-rates',
  label: { de: 'Zielquoten', en: 'Target rates' },
  description: {
    de: 'Eigene Zielquoten oder Ergebnisse einer Elternbefragung: Plätze je Kind nach Altersgruppe, für den Kreis oder je Gebiet',
    en: 'Own target rates or results of a survey of parents: places per child by age group, for the county or by area',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    { key: 'layer', label: { de: 'Ebene der Gebiete', en: 'Layer of the areas' }, example: 'gemeinde' },
    { key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-03-01' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const keys = [...new Set(records.records.map((record) => record.get('area')).filter((key) => key !== ''))];
    const resolver = keys.length > 0 ? AreaResolver.forKeys(context, keys) : null;
    const columns = { rate: unitOf(records.records, 'rate'), fullDay: unitOf(records.records, 'fullDay') };
    const rows: TargetRateRow[] = [];
    for (const record of records.records) {
      const row = rowOf(context, record, resolver, columns);
      if (!row) continue;
      const other = rows.find((one) => one.area === row.area && one.ageFrom <= row.ageTo && one.ageTo >= row.ageFrom);
      if (!other) rows.push(row);
      else
        context.report.reject(
          'rates.twice',
          `Für dieses Gebiet nennt schon eine frühere Zeile eine Quote für das Alter ${other.ageFrom} bis ${other.ageTo}: bitte eine der beiden streichen.`,
          `An earlier row already gives a rate of this area for the ages ${other.ageFrom} to ${other.ageTo}: please strike one of them.`,
          { row: record.row },
        );
    }
    if (resolver) sayRecovered(context, resolver);
    if (rows.length > 0)
      context.report.note(
        columns.rate.isPercent
          ? 'Die Quoten sind als Prozent gelesen.'
          : 'Die Quoten sind als Anteile (0 bis 1) gelesen.',
        columns.rate.isPercent ? 'The rates are read as percent.' : 'The rates are read as shares (0 to 1).',
      );
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: context.options['reference-date'] ?? null,
      stored: rows.length,
      rows: { kind: 'target-rates', rows },
    });
  },
};

interface Unit {
  decimal: DecimalMark;
  isPercent: boolean;
}

const cell = (text: string) => text.replace(/\s*%$/, '');

/** A share over 2 is none: then the column is in percent. */
function unitOf(records: SourceRecord[], key: string): Unit {
  const decimal = decimalOf(records, key);
  const isPercent = records.some((record) => {
    const value = parseDecimal(cell(record.get(key)), { decimal });
    return record.get(key).trim().endsWith('%') || (value.kind === 'value' && value.value > 2);
  });
  return { decimal, isPercent };
}

function shareOf(text: string, { decimal, isPercent }: Unit): number | 'missing' | null {
  const parsed = parseDecimal(cell(text), { decimal });
  if (parsed.kind === 'missing') return 'missing';
  const value = parsed.kind === 'zero-or-absent' ? 0 : parsed.kind === 'value' ? parsed.value : -1;
  const share = isPercent ? value / 100 : value;
  return share >= 0 && share <= 1 ? share : null;
}

function agesOf(text: string): { from: number; to: number } | null {
  const named = NAMED[text.trim().toLowerCase()];
  const group = named ?? parseAgeGroup(text);
  if (!group || group === 'total' || group.from > OLDEST) return null;
  return { from: group.from, to: Math.min(group.to ?? OLDEST, OLDEST) };
}

function rowOf(
  { report, today }: PrepareContext,
  record: SourceRecord,
  resolver: AreaResolver | null,
  columns: { rate: Unit; fullDay: Unit },
): TargetRateRow | null {
  const refuse = (column: string, de: string, en: string): null => {
    report.reject('rates.badRow', de, en, { row: record.row, column });
    return null;
  };
  const key = record.get('area');
  const reference = key === '' ? { kind: 'county' as const } : (resolver?.resolve(key, today) ?? null);
  if (reference?.kind !== 'county' && reference?.kind !== 'atom')
    return refuse(
      'area',
      `Das Gebiet „${key}“ ist nicht geladen: bitte den Schlüssel prüfen, oder das Feld für den ganzen Kreis leer lassen.`,
      `The area '${key}' is not loaded: please check the key, or leave the field empty for the whole county.`,
    );
  const ages = agesOf(record.get('age'));
  if (!ages)
    return refuse(
      'age',
      `„${record.get('age')}“ ist keine Altersgruppe von Kita oder Hort: bitte zum Beispiel U3, Ü3, Hort, „2“ oder „3 bis unter 6“ eintragen.`,
      `'${record.get('age')}' is no age group of Kita or Hort: please enter U3, Ü3, Hort, '2' or '3 bis unter 6', for example.`,
    );
  const rate = shareOf(record.get('rate'), columns.rate);
  if (rate === null || rate === 'missing')
    return refuse(
      'rate',
      `„${record.get('rate')}“ ist keine Zielquote: bitte einen Anteil von 0 bis 1 oder Prozent von 0 bis 100 eintragen.`,
      `'${record.get('rate')}' is no target rate: please enter a share from 0 to 1 or percent from 0 to 100.`,
    );
  const fullDay = shareOf(record.get('fullDay'), columns.fullDay);
  if (fullDay === null)
    return refuse(
      'fullDay',
      `„${record.get('fullDay')}“ ist kein Anteil: bitte 0 bis 1 oder Prozent von 0 bis 100 eintragen, oder leer lassen.`,
      `'${record.get('fullDay')}' is no share: please enter 0 to 1 or percent from 0 to 100, or leave it empty.`,
    );
  const isCounty = reference.kind === 'county';
  return {
    ...{ layer: isCounty ? null : resolver!.layer, area: isCounty ? null : reference.atom },
    ...{ ageFrom: ages.from, ageTo: ages.to, rate },
    fullDay: fullDay === 'missing' ? null : fullDay,
  };
}
