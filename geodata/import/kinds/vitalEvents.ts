/** Births, deaths and moves by area, age, sex and year. */
import { parseAgeGroup, parseSex } from '../../formats/values.ts';
import { SourceError } from '../../formats/source.ts';
import { AreaResolver, sayRecovered } from '../areaKeys.ts';
import { finish } from '../finish.ts';
import {
  ageField,
  ageOfMeasure,
  dateAbove,
  nationalityField,
  readCount,
  readHeader,
  sayInvalid,
  withoutParts,
  withoutTotals,
  type Cell,
} from '../peopleTable.ts';
import { openRecords, type Records, type SourceRecord } from '../records.ts';
import { areaKeyLike, countLike, dateLike, field, unnamed } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { RowSex, VitalEventRow } from '../rows.ts';
import { sayUnknown } from './population.ts';

type Event = VitalEventRow['event'];

const fields = [
  field(
    'area',
    'Gebietsschlüssel',
    'Area key',
    [
      /^(ags|gemeindeschluessel|schluessel|gebietsschluessel|gebiet|kreis)$/,
      /^(code|regionalschluessel|key)$/,
      unnamed,
    ],
    true,
    areaKeyLike,
  ),
  field('year', 'Jahr', 'Year', [/^(jahr|year|berichtsjahr)$/, unnamed], false, dateLike),
  field('event', 'Ereignis', 'Event', [/^(ereignis|event|art)$/]),
  ageField,
  nationalityField,
  field('sex', 'Geschlecht', 'Sex', [/^(geschlecht|sex)$/]),
  field('people', 'Anzahl', 'Number', [/^(anzahl|personen|people)$/], false, countLike),
];

export function eventOf(text: string): Event | null {
  if (/zuz[üu]g|zugezog/i.test(text)) return 'in';
  if (/fortz[üu]g|wegz[üu]g|fortgezog/i.test(text)) return 'out';
  if (/lebendgebor|geburt/i.test(text)) return 'birth';
  return /gestorb|sterbef|todesf/i.test(text) ? 'death' : null;
}

export const vitalEvents: KindDefinition = {
  kind: 'vital-events',
  label: { de: 'Geburten, Sterbefälle, Umzüge', en: 'Births, deaths, moves' },
  description: {
    de: 'Bewegungen nach Gebiet, Alter und Jahr; auch amtliche Tabellen, wie sie kommen',
    en: 'Vital events and moves by area, age and year; official tables as they come',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    {
      key: 'event',
      label: { de: 'Ereignis (wenn nicht in der Datei)', en: 'Event (if not in the file)' },
      example: 'Geburten',
    },
    {
      key: 'reference-date',
      label: { de: 'Jahr (wenn nicht in der Datei)', en: 'Year (if not in the file)' },
      example: '2025',
    },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const above = dateAbove(context, records);
    const resolver = AreaResolver.forKeys(context, [...new Set(records.records.map((record) => record.get('area')))]);
    const read = readEvents(context, records, above?.slice(0, 4) ?? null, resolver);
    // Events are told apart by the area part of the cell, so that totals are dropped per event.
    const { cells } = withoutTotals(read.map(({ cell }) => cell));
    const facts = new Map(read.map((entry) => [entry.cell.area, entry]));
    const rows = cells.flatMap((cell): VitalEventRow[] => {
      const entry = facts.get(cell.area);
      if (!entry) return [];
      const age = cell.age === 'total' ? null : cell.age;
      const whole = age === null || (age.from === 0 && age.to === null);
      return [
        {
          edition: entry.edition,
          atom: entry.atom,
          year: Number(cell.date),
          event: entry.event,
          ageFrom: whole ? null : age.from,
          ageTo: whole ? null : age.to,
          sex: cell.sex,
          people: cell.people,
        },
      ];
    });
    sayRecovered(context, resolver);
    const scopes = [...new Set(rows.map(({ year, event }) => `${resolver.layer}|${year}|${event}`))].sort();
    const years = rows.map(({ year }) => year);
    return finish(context, records, {
      scopes,
      referenceDate: rows.length > 0 ? `${Math.max(...new Set(years))}-12-31` : null,
      stored: rows.length,
      rows: { kind: 'vital-events', rows },
    });
  },
};

interface ReadEvent {
  cell: Cell;
  edition: string;
  atom: string;
  event: Event;
}

function readEvents(
  context: PrepareContext,
  records: Records,
  above: string | null,
  resolver: AreaResolver,
): ReadEvent[] {
  const long = 'people' in records.mapping && 'event' in records.mapping;
  const title = eventOf(context.options['event'] ?? '') ?? eventOf(records.preamble.join(' '));
  const measures = long
    ? [{ column: records.mapping['people'] ?? '', field: 'people', event: null, age: null, sex: 't' as RowSex }]
    : records.columns.flatMap(({ name }) => {
        const header = readHeader(name);
        const event = eventOf(name) ?? title;
        const counts = header !== null && event !== null;
        return counts
          ? [{ column: name, field: `#${name}`, event, age: ageOfMeasure(header, records.mapping), sex: header.sex }]
          : [];
      });
  if (measures.length === 0) throw noEvents();
  const { report } = context;
  const events: ReadEvent[] = [];
  for (const record of withoutParts(context, records)) {
    const year = 'year' in records.mapping ? record.get('year') : above;
    if (year === null || !/^\d{4}$/.test(year)) {
      report.reject(
        'events.noYear',
        'Es fehlt das Jahr: bitte vierstellig eintragen.',
        'The year is missing: please enter four digits.',
        { row: record.row },
      );
      continue;
    }
    const reference = resolver.resolve(record.get('area'), `${year}-12-31`);
    if (reference.kind === 'elsewhere' || reference.kind === 'county') {
      report.skipped++;
      continue;
    }
    if (reference.kind === 'unknown') {
      sayUnknown(
        context,
        record,
        reference.key,
        measures.map(({ field: name }) => record.get(name)),
      );
      continue;
    }
    for (const measure of measures) {
      const event = measure.event ?? eventOf(record.get('event'));
      const text = record.get(measure.field);
      const count = readCount(text);
      if (event === null || count.invalid) {
        if (event === null) sayBadEvent(context, record);
        else sayInvalid(context, record, measure.column);
        continue;
      }
      if (count.people === null) continue;
      const age = measure.age ?? ('age' in records.mapping ? (parseAgeGroup(record.get('age')) ?? 'total') : 'total');
      const sex = measure.sex === 't' ? sexOf(record) : measure.sex;
      const cell: Cell = {
        row: record.row,
        area: `${reference.atom}|${event}`,
        date: year,
        age,
        sex,
        people: count.people,
      };
      events.push({ cell, edition: reference.edition, atom: reference.atom, event });
    }
  }
  return events;
}

function sexOf(record: SourceRecord): RowSex {
  const sex = parseSex(record.get('sex'));
  return sex === null || sex === 'total' ? 't' : sex;
}

function sayBadEvent(context: PrepareContext, record: SourceRecord): void {
  context.report.reject(
    'events.unknownEvent',
    `„${record.get('event')}“ ist kein Ereignis: bitte Geburt, Sterbefall, Zuzug oder Fortzug eintragen.`,
    `'${record.get('event')}' is not an event: please enter Geburt, Sterbefall, Zuzug or Fortzug.`,
    { row: record.row },
  );
}

function noEvents(): SourceError {
  return new SourceError('events.noCounts', {
    de: 'Es ist nicht zu erkennen, was gezählt wird: bitte die Spalten „Ereignis“ und „Anzahl“ zuordnen oder das Ereignis angeben.',
    en: "It cannot be told what is counted: please assign the columns 'Event' and 'Number', or state the event.",
  });
}
