/** The tours as a table for whoever has a spreadsheet. */
import type { ProtectedCount } from '../../contract/common.ts';
import type { Tours } from '../../contract/tours.ts';
import { gtfsClock } from '../../../geodata/formats/gtfs/feedZip.ts';
import { writeCsv } from '../../../geodata/formats/table/writeCsv.ts';

const headerOf = (isHome: boolean): string[] => [
  'Bus',
  'Fahrt',
  'Schule',
  'Halt',
  'Art',
  'Zeit',
  isHome ? 'Aussteiger' : 'Einsteiger',
  'an Bord',
  'Fahrzeit (min)',
  'Länge',
  'Breite',
];

/** A row per stop, and one for the school where the trip ends or begins; the last row says what the figures are worth. */
export function toursCsv(result: Tours): string {
  const { base } = result.protection;
  const isHome = result.wish.direction === 'back';
  const header = headerOf(isHome);
  const countText = (value: ProtectedCount): string | number =>
    typeof value === 'number' ? value : value === 'few' ? `0–${base - 1}` : value === null ? '' : 'geschützt';
  const rows = result.buses.flatMap(({ number, routes }) =>
    routes.flatMap((route) => {
      const { name, point, schools } = result.destinations[route.destination]!;
      const own = [number, route.key, name];
      const stops = route.stops.map((stop) => [
        ...own,
        stop.name,
        stop.existing ? 'Haltestelle' : 'neuer Halt',
        gtfsClock(isHome ? stop.arrive : stop.leave),
        countText(stop.boarding),
        countText(stop.load),
        Math.round(stop.rideSeconds / 6) / 10,
        ...stop.point,
      ]);
      const time = gtfsClock(isHome ? route.leave : route.arrive);
      const school = [...own, schools[0]!.name, 'Schule', time, '', countText(route.pupils), 0, ...point];
      return isHome ? [school, ...stops] : [...stops, school];
    }),
  );
  return writeCsv(header, [...rows, [noteOf(result), ...header.slice(1).map(() => '')]]);
}

const noteOf = ({ date, assumptions }: Tours): string =>
  [
    `Planungswert, kein Bescheid. Touren für den ${date.split('-').reverse().join('.')}, Zählung nach Wohnzellen und geschützt.`,
    ...assumptions.map(({ de }) => de),
  ].join(' ');
