/** The one railway line: stations where the track passes a place, an hourly train. */
import type { Point, SampleLocality, SampleTransit } from '../model.ts';
import type { ServiceId } from './calendar.ts';

interface Halt {
  name: string;
  /** Metres along the track. */
  along: number;
  point: Point;
}

const REACH = 1500;
const LEAST_GAP = 3500;
const SPEED = 22;
const DWELL = 60;
const ROUTE = 'rb-71';
const AGENCY = 'ahleland-bahn';

const RUNS: { service: ServiceId; first: number; last: number; step: number }[] = [
  { service: 'MF', first: 5, last: 21, step: 1 },
  { service: 'SA', first: 6, last: 20, step: 2 },
  { service: 'SO', first: 7, last: 21, step: 2 },
];

export function addRailway(
  track: readonly Point[],
  localities: readonly SampleLocality[],
  transit: SampleTransit,
): void {
  const halts = findHalts(track, localities);
  if (halts.length < 2) return;
  const platforms = halts.map((halt, h) => addStation(halt, h, transit));
  const [first, last] = [halts[0]!, halts.at(-1)!];
  transit.agencies.push({ id: AGENCY, name: 'Ahleland-Bahn (Beispieldaten)' });
  transit.routes.push({
    id: ROUTE,
    shortName: 'RB 71',
    longName: `${first.name} – ${last.name}`,
    agency: AGENCY,
    type: 2,
    onDemand: false,
  });
  for (const direction of [0, 1] as const) {
    const order = direction === 0 ? halts.map((_, h) => h) : halts.map((_, h) => halts.length - 1 - h);
    const shape = `${ROUTE}:${direction}`;
    const between = section(track, first, last);
    transit.shapes.push({ id: shape, points: direction === 0 ? between : between.reverse() });
    for (const { service, first: from, last: to, step } of RUNS) {
      for (let hour = from; hour <= to; hour += step) {
        let time = hour * 3600 + (direction === 0 ? 12 : 41) * 60;
        const origin = halts[order[0]!]!.along;
        transit.trips.push({
          id: `${ROUTE}-${String(transit.trips.length + 1).padStart(4, '0')}`,
          route: ROUTE,
          service,
          direction,
          headsign: halts[order.at(-1)!]!.name,
          shape,
          stops: order.map((h, i) => {
            const halt = halts[h]!;
            if (i > 0) time += Math.ceil((Math.abs(halt.along - halts[order[i - 1]!]!.along) / SPEED + 40) / 60) * 60;
            const arrival = time;
            if (i > 0 && i < order.length - 1) time += DWELL;
            return {
              stop: platforms[h]![direction],
              arrival,
              departure: time,
              travelled: Math.round(Math.abs(halt.along - origin)),
            };
          }),
        });
      }
    }
  }
}

function findHalts(track: readonly Point[], localities: readonly SampleLocality[]): Halt[] {
  const halts: Halt[] = [];
  const byWeight = [...localities].sort((a, b) => b.residents - a.residents);
  for (const { name, centre, residents, radius } of byWeight) {
    if (residents < 280) continue;
    let [least, along, point] = [Math.max(REACH, radius), -1, centre];
    let passed = 0;
    // The ends of the track lie just outside the county.
    for (let i = 1; i < track.length; i++) {
      const [a, b] = [track[i - 1]!, track[i]!];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const share = Math.max(
        0,
        Math.min(1, ((centre[0] - a[0]) * (b[0] - a[0]) + (centre[1] - a[1]) * (b[1] - a[1])) / length ** 2),
      );
      const at: Point = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
      const off = Math.hypot(at[0] - centre[0], at[1] - centre[1]);
      if (off < least && i > 1 && i < track.length - 1) [least, along, point] = [off, passed + length * share, at];
      passed += length;
    }
    if (along >= 0 && halts.every((other) => Math.abs(other.along - along) > LEAST_GAP))
      halts.push({ name, along, point });
  }
  return halts.sort((a, b) => a.along - b.along);
}

/** A station with a platform for each direction; returns the platforms' indexes. */
function addStation({ name, point }: Halt, h: number, transit: SampleTransit): [number, number] {
  const id = `de:16999:${9001 + h}`;
  const rounded: Point = [Math.round(point[0] * 100) / 100, Math.round(point[1] * 100) / 100];
  transit.stops.push({ id, name: `${name}, Bahnhof`, point: rounded, parent: '', kind: 'station', platform: '' });
  const platform = (number: 1 | 2): number =>
    transit.stops.push({
      id: `${id}:${number}:${number}`,
      name: `${name}, Bahnhof`,
      point: rounded,
      parent: id,
      kind: 'stop',
      platform: String(number),
    }) - 1;
  return [platform(1), platform(2)];
}

function section(track: readonly Point[], first: Halt, last: Halt): Point[] {
  const points: Point[] = [first.point];
  let passed = 0;
  for (let i = 1; i < track.length; i++) {
    const [a, b] = [track[i - 1]!, track[i]!];
    passed += Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (passed > first.along && passed < last.along) points.push(b);
  }
  return [...points, last.point];
}
