/** Which vehicle drives a line or one of its trips, and how many it carries beside pupils. */
import { parseClock } from '../../formats/clock.ts';
import { finish } from '../finish.ts';
import { optionalCount } from '../numbers.ts';
import { openRecords } from '../records.ts';
import type { VehicleRow } from '../rows.ts';
import { field, MAY_BE_EMPTY } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  field('line', 'Linie', 'Line', [/^(linie|liniennummer|liniennr|line|route)$/], true),
  field(
    'departure',
    'Abfahrt der Fahrt (erste Haltestelle)',
    'Departure of the trip (first stop)',
    [/^(abfahrt|ab|fahrt|departure)$/],
    false,
    MAY_BE_EMPTY,
  ),
  field('vehicle', 'Fahrzeug', 'Vehicle', [/^(fahrzeug|fahrzeugtyp|bustyp|vehicle)$/], false, MAY_BE_EMPTY),
  field('seats', 'Sitzplätze', 'Seats', [/^(sitzplaetze|sitze|sitzpl|seats)$/], true),
  field('standing', 'Stehplätze', 'Standing places', [/^(stehplaetze|stehpl|standing)$/], false, MAY_BE_EMPTY),
  field(
    'others',
    'andere Fahrgäste',
    'Other passengers',
    [/^(anderefahrgaeste|weiterefahrgaeste|sonstigefahrgaeste|others)$/],
    false,
    MAY_BE_EMPTY,
  ),
];

/** More than the longest articulated bus or train that a school line uses: a slip. */
const MOST_PLACES = 2000;

export const vehicles: KindDefinition = {
  kind: 'vehicles',
  label: { de: 'Fahrzeuge', en: 'Vehicles' },
  description: {
    de: 'Sitz- und Stehplätze je Linie oder Fahrt, und andere Fahrgäste an Bord',
    en: 'Seats and standing places by line or trip, and other passengers on board',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { report } = context;
    const records = await openRecords(context, fields);
    const rows = new Map<string, VehicleRow>();
    for (const record of records.records) {
      const count = (key: string) => optionalCount(report, record, key, records.mapping[key]);
      const [line, time] = [record.get('line'), record.get('departure')];
      const departure = time === '' ? null : parseClock(time);
      const [seats, standing, others] = [count('seats'), count('standing') ?? 0, count('others') ?? 0];
      const isSlip = [seats ?? 0, standing, others].some((places) => places > MOST_PLACES);
      if (line === '' || seats === null || seats === 0 || isSlip || (time !== '' && departure === null)) {
        report.reject(
          'vehicles.badRow',
          `Linie „${line}“, Abfahrt „${time}“, Sitzplätze „${record.get('seats')}“: eines davon fehlt oder ist nicht lesbar. Bitte die Linie wie im Fahrplan, die Abfahrt wie „07:05“ oder leer für alle Fahrten, und mindestens einen Sitzplatz angeben.`,
          `Line '${line}', departure '${time}', seats '${record.get('seats')}': one of them is missing or cannot be read. Please give the line as in the timetable, the departure like '07:05' or empty for all trips, and at least one seat.`,
          { row: record.row },
        );
        continue;
      }
      const key = `${line}|${departure ?? ''}`;
      if (rows.has(key))
        report.warn(
          'vehicles.twice',
          `Linie „${line}“ steht für ${time || 'alle Fahrten'} mehrmals in der Liste: die letzte Zeile gilt.`,
          `Line '${line}' is in the list several times for ${time || 'all trips'}: the last row counts.`,
          { row: record.row },
        );
      rows.set(key, { line, departure, vehicle: record.get('vehicle') || null, seats, standing, others });
    }
    const stored = [...rows.values()];
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: null,
      stored: stored.length,
      rows: { kind: 'vehicles', rows: stored },
    });
  },
};
