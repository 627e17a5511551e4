/** The tours as a table for whoever has a spreadsheet. */
import type { Tours } from '../../contract/tours.ts';
import { gtfsClock } from '../../../geodata/formats/gtfs/feedZip.ts';
import { writeCsv } from '../../../geodata/formats/table/writeCsv.ts';

const HEADER = [
  'Bus',
  'Fahrt',
  'Schule',
  'Halt',
  'Art',
  'Zeit',
  'Einsteiger',
  'an Bord',
  'Fahrzeit (min)',
  'Länge',
  'Breite',
];

/** A row per stop, and one for the arrival at the school. */
export function toursCsv(result: Tours): string {
  const rows = result.buses.flatMap(({ number, routes }) =>
    routes.flatMap((route) => {
      const { name, point, schools } = result.destinations[route.destination]!;
      const own = [number, route.key, name];
      const stops = route.stops.map((stop) => [
        ...own,
        stop.name,
        stop.existing ? 'Haltestelle' : 'neuer Halt',
        gtfsClock(stop.leave),
        countText(stop.boarding),
        countText(stop.load),
        Math.round(stop.rideSeconds / 6) / 10,
        ...stop.point,
      ]);
      return [
        ...stops,
        [...own, schools[0]!.name, 'Schule', gtfsClock(route.arrive), '', countText(route.pupils), 0, ...point],
      ];
    }),
  );
  return writeCsv(HEADER, rows);
}

const countText = (value: number | string | null): string | number =>
  typeof value === 'number' ? value : value === null ? '' : 'geschützt';
