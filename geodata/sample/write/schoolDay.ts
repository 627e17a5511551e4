/** What no timetable says, as the county's transport office keeps it: lessons by school, and the vehicles of each line. */
import type { SampleCounty, SampleRoute, SampleSchool } from '../model.ts';
import { createRandom } from '../random.ts';
import { csv, utf8, windows1252, type CsvCell } from './text.ts';

const BELL = '07:45';
/** Up to this grade lessons end at noon on every day; above, only on Fridays. */
const LAST_SHORT_GRADE = 6;

export function schoolHoursCsv({ schools }: SampleCounty): Uint8Array {
  const header = [
    'Schulnummer',
    'Schule',
    'Wochentage',
    'Klasse von',
    'Klasse bis',
    'Unterrichtsbeginn',
    'Unterrichtsende',
  ];
  return windows1252(csv([header, ...schools.flatMap(hoursOf)]));
}

function hoursOf({ key, name, gradeFrom, gradeTo }: SampleSchool): CsvCell[][] {
  const [young, old] = [Math.min(gradeTo, LAST_SHORT_GRADE), Math.max(gradeFrom, LAST_SHORT_GRADE + 1)];
  return [
    ...(gradeFrom <= LAST_SHORT_GRADE
      ? [[key, name, 'Mo–Fr', gradeFrom, young, BELL, gradeTo <= 4 ? '12:45' : '13:00']]
      : []),
    ...(gradeTo > LAST_SHORT_GRADE
      ? [
          [key, name, 'Mo–Do', old, gradeTo, BELL, '14:50'],
          [key, name, 'Fr', old, gradeTo, BELL, '13:00'],
        ]
      : []),
  ];
}

const VEHICLES = {
  rail: ['Triebwagen', 110, 90],
  /** Two vehicles, one behind the other, as schools have them. */
  double: ['Gelenkbus und Verstärker', 95, 120],
  main: ['Gelenkbus', 52, 98],
  solo: ['Solobus', 41, 35],
} as const;

const clock = (seconds: number): string =>
  [seconds / 3600, (seconds / 60) % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');

export function vehiclesCsv({ options, transit }: SampleCounty): Uint8Array {
  const random = createRandom(options.seed, 'vehicles');
  const trips = new Map<string, number>();
  for (const { route } of transit.trips) trips.set(route, (trips.get(route) ?? 0) + 1);
  const busiest = Math.max(...transit.routes.map(({ id, type }) => (type === 3 ? (trips.get(id) ?? 0) : 0)));
  const vehicleOf = ({ id, type }: SampleRoute) => {
    if (type === 2) return VEHICLES.rail;
    const share = (trips.get(id) ?? 0) / busiest;
    return share > 0.6 ? VEHICLES.main : share > 0.25 ? VEHICLES.solo : VEHICLES.double;
  };
  const rows = transit.routes
    .filter(({ onDemand }) => !onDemand)
    .flatMap((route): CsvCell[][] => {
      const [name, seats, standing] = vehicleOf(route);
      const isSchoolLine = name === VEHICLES.double[0];
      const always = [route.shortName, '', name, seats, standing, isSchoolLine ? 0 : 2 + random.int(8)];
      // On school days the trips to and from school run with a second vehicle.
      const departures = new Set(
        transit.trips
          .filter((trip) => trip.route === route.id && trip.service === 'SCHULE')
          .map(({ stops: [first] }) => first!.departure),
      );
      const doubled = isSchoolLine || route.type === 2 ? [] : [...departures].sort((a, b) => a - b);
      return [always, ...doubled.map((at) => [route.shortName, clock(at), ...VEHICLES.double, 4 + random.int(6)])];
    });
  const header = ['Linie', 'Abfahrt', 'Fahrzeug', 'Sitzplätze', 'Stehplätze', 'andere Fahrgäste'];
  return utf8(csv([header, ...rows]));
}

/** Invented, in the order of size of what counties publish. */
export const transportCostsCsv = (): Uint8Array =>
  utf8(
    csv([
      ['Kostenart', 'Euro'],
      ['Fahrzeug und Jahr', '72000,00'],
      ['Kilometer', '2,35'],
      ['Fahrkarte und Jahr', '456,00'],
    ]),
  );

/** Straight lines from which on nearly everybody has a ticket. */
const TICKET_FROM = { primary: 1600, later: 2300 };

/** Some who are entitled take no ticket, and some who have one walk on the day of the count. */
export function schoolRidersCsv({ options, schools, pupils, addresses }: SampleCounty): Uint8Array {
  const random = createRandom(options.seed, 'riders');
  const tickets = schools.map(() => 0);
  for (const { home, school, grade } of pupils) {
    const [from, to] = [addresses[home]?.point, addresses[schools[school]?.address ?? -1]?.point];
    if (!from || !to) continue;
    const metres = Math.hypot(from[0] - to[0], from[1] - to[1]);
    if (metres >= (grade <= 4 ? TICKET_FROM.primary : TICKET_FROM.later) && random.int(100) < 93) tickets[school]! += 1;
  }
  const rows = schools.map(({ key, name }, school): CsvCell[] => {
    return [key, name, tickets[school]!, Math.round((tickets[school]! * (80 + random.int(12))) / 100)];
  });
  return windows1252(csv([['Schulnummer', 'Schule', 'Fahrkarten', 'gezählte Fahrschüler'], ...rows]));
}
