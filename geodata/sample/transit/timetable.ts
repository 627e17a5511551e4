/** Trips of the bus lines: what runs when, with the school day as the fixed point everything else is hung from. */
import type { Point, SampleTransit, SampleTrip } from '../model.ts';
import type { Random } from '../random.ts';
import type { ServiceId } from './calendar.ts';
import type { RoadGraph } from './graph.ts';
import type { Line, LineKind } from './lines.ts';
import type { BusStop } from './stops.ts';

/** By service: hours at which a trip leaves its first stop. */
interface Departures {
  service: ServiceId;
  inbound: readonly number[];
  outbound: readonly number[];
}

const hours = (first: number, last: number, step: number): number[] =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);

const PLANS: Record<LineKind, readonly Departures[]> = {
  main: [
    { service: 'MF', inbound: hours(5, 20, 1).filter((hour) => hour !== 7), outbound: hours(5, 20, 1) },
    { service: 'SA', inbound: hours(6, 20, 2), outbound: hours(7, 21, 2) },
    { service: 'SO', inbound: hours(8, 20, 3), outbound: hours(9, 21, 3) },
  ],
  city: [
    { service: 'MF', inbound: hours(5.5, 18.5, 1), outbound: hours(6, 19, 1) },
    { service: 'SA', inbound: hours(8, 18, 2), outbound: hours(9, 19, 2) },
    { service: 'SO', inbound: hours(10, 16, 3), outbound: hours(11, 17, 3) },
  ],
  regional: [
    { service: 'MF', inbound: [4.9, 8.6, 11.6, 15.6, 18], outbound: [5.8, 10.1, 12.3, 16.2, 17.5, 19.1] },
    { service: 'SA', inbound: [7.6, 11.6, 15.6], outbound: [9.2, 13.2, 17.2] },
    { service: 'SO', inbound: [9.6], outbound: [17.4] },
  ],
  school: [],
  call: [
    { service: 'MF', inbound: hours(7, 17, 2), outbound: hours(8, 18, 2) },
    { service: 'SA', inbound: [8, 11, 15], outbound: [9.5, 12.5, 17] },
  ],
};

/** Ends of lessons: trips home leave a little later. */
const AFTER_SCHOOL: Record<LineKind, readonly number[]> = {
  main: [13.1, 15.1],
  city: [13.1],
  regional: [13.15, 15.2],
  school: [13.05, 15.05],
  call: [],
};
/** Seconds after midnight at which the last passenger must have got off in the morning. */
const BEFORE_LESSONS = 7 * 3600 + 38 * 60;
const DWELL = 18;
const SLACK = 1.12;

interface Pattern {
  shape: string;
  /** Seconds from the first stop, and metres along the shape. */
  offsets: number[];
  travelled: number[];
  stops: number[];
  headsign: string;
}

export class Timetable {
  private readonly graph: RoadGraph;
  private readonly stops: readonly BusStop[];
  private readonly transit: SampleTransit;
  private readonly random: Random;

  constructor(graph: RoadGraph, stops: readonly BusStop[], transit: SampleTransit, random: Random) {
    this.graph = graph;
    this.stops = stops;
    this.transit = transit;
    this.random = random;
  }

  addLine(line: Line, route: string): void {
    const patterns = [this.pattern(line.stops, `${route}:0`), this.pattern([...line.stops].reverse(), `${route}:1`)];
    const inbound = { direction: 0 as const, pattern: patterns[0]! };
    const outbound = { direction: 1 as const, pattern: patterns[1]! };
    const shift = this.random.int(12) * 60;
    for (const plan of PLANS[line.kind]) {
      for (const hour of plan.inbound) this.addTrip(route, plan.service, inbound, hour * 3600 + shift);
      for (const hour of plan.outbound) this.addTrip(route, plan.service, outbound, hour * 3600 + shift);
    }
    if (line.kind === 'call') return;
    // A cross-town line has no end at which its schools are; its passengers get off on the way.
    const toSchool = BEFORE_LESSONS - this.random.int(9) * 60 - patterns[0]!.offsets.at(-1)!;
    this.addTrip(route, 'SCHULE', inbound, toSchool);
    for (const hour of AFTER_SCHOOL[line.kind])
      this.addTrip(route, 'SCHULE', outbound, hour * 3600 + this.random.int(9) * 60);
    if (line.kind === 'school') return;
    this.addTrip(route, 'FERIEN', inbound, toSchool + 900);
    this.addTrip(route, 'FERIEN', outbound, 13.25 * 3600 + shift);
  }

  private pattern(stops: readonly number[], shape: string): Pattern {
    const points: Point[] = [this.stops[stops[0]!]!.stop.point];
    const offsets = [0];
    const travelled = [0];
    for (let i = 1; i < stops.length; i++) {
      const [a, b] = [this.stops[stops[i - 1]!]!, this.stops[stops[i]!]!];
      const way = this.graph.way(a.node, b.node);
      if (!way) throw new Error(`No road leads from ${a.stop.name} to ${b.stop.name}: the network falls into parts.`);
      for (const node of way.nodes.slice(1)) points.push(this.graph.point(node));
      offsets.push(offsets.at(-1)! + way.seconds * SLACK + DWELL);
      travelled.push(travelled.at(-1)! + way.metres);
    }
    this.transit.shapes.push({ id: shape, points });
    return {
      shape,
      offsets: offsets.map((seconds) => Math.round(seconds / 60) * 60),
      travelled: travelled.map((metres) => Math.round(metres)),
      stops: [...stops],
      headsign: this.stops[stops.at(-1)!]!.stop.name,
    };
  }

  private addTrip(
    route: string,
    service: ServiceId,
    { direction, pattern }: { direction: 0 | 1; pattern: Pattern },
    departure: number,
  ): void {
    const start = Math.round(departure / 60) * 60;
    const trip: SampleTrip = {
      id: `${route}-${String(this.transit.trips.length + 1).padStart(4, '0')}`,
      route,
      service,
      direction,
      headsign: pattern.headsign,
      shape: pattern.shape,
      stops: pattern.stops.map((stop, i) => ({
        stop,
        arrival: start + pattern.offsets[i]!,
        departure: start + pattern.offsets[i]!,
        travelled: pattern.travelled[i]!,
      })),
    };
    this.transit.trips.push(trip);
  }
}
