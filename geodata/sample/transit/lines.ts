/** Which lines there are and where they stop: between the towns, from the villages to their town, to each village school. */
import type { Point, SampleLocality, SampleSchool } from '../model.ts';
import type { RoadGraph } from './graph.ts';
import type { BusStop } from './stops.ts';

export type LineKind = 'main' | 'city' | 'regional' | 'school' | 'call';

export interface Line {
  kind: LineKind;
  number: string;
  name: string;
  /** Indexes of stops, ending at the hub. */
  stops: number[];
}

export interface LineGround {
  localities: readonly SampleLocality[];
  schools: readonly SampleSchool[];
  schoolLocality: readonly number[];
}

const MOST_PLACES = 12;
const MOST_METRES = 41_000;

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

export class LineBuilder {
  readonly lines: Line[] = [];
  private readonly graph: RoadGraph;
  private readonly stops: readonly BusStop[];
  private readonly ground: LineGround;
  private readonly ofLocality: number[][];
  private readonly atNode = new Map<number, number>();

  constructor(graph: RoadGraph, stops: readonly BusStop[], ground: LineGround) {
    this.graph = graph;
    this.stops = stops;
    this.ground = ground;
    this.ofLocality = ground.localities.map(() => []);
    stops.forEach(({ locality, node }, s) => {
      this.ofLocality[locality]!.push(s);
      if (!this.atNode.has(node)) this.atNode.set(node, s);
    });
  }

  build(): Line[] {
    const towns = this.ground.localities.map((_, l) => l).filter((l) => this.ground.localities[l]!.kind === 'town');
    towns.sort((a, b) => this.ground.localities[b]!.residents - this.ground.localities[a]!.residents);
    const capital = towns[0]!;
    towns.slice(1).forEach((town, i) => {
      const path = this.passing([...this.end(town).reverse(), ...this.end(capital)]);
      this.addLine('main', `${(i + 1) * 100}`, town, capital, path);
    });
    this.cityLines(capital);
    this.regionalLines(towns);
    this.schoolLines(towns);
    this.callLines(towns);
    return this.lines;
  }

  private addLine(kind: LineKind, number: string, from: number, to: number, stops: readonly number[]): void {
    const clean = stops.filter((stop, i) => stops[i - 1] !== stop);
    const { localities } = this.ground;
    const via = this.viaOf(clean, from, to);
    const name =
      from === to
        ? `Stadtverkehr ${localities[to]!.name}${via}`
        : `${localities[from]!.name}${via} – ${localities[to]!.name}`;
    this.lines.push({ kind, number, name, stops: clean });
  }

  private viaOf(stops: readonly number[], from: number, to: number): string {
    const between = [...new Set(stops.map((s) => this.stops[s]!.locality))].filter((l) => l !== from && l !== to);
    const { localities } = this.ground;
    const largest = between.sort((a, b) => localities[b]!.residents - localities[a]!.residents)[0];
    return largest === undefined ? '' : ` – ${localities[largest]!.name}`;
  }

  /** The stops at which a line ends in a town: by its secondary schools to the middle. */
  private end(town: number): number[] {
    const centre = this.ofLocality[town]![0]!;
    const schools = this.ground.schools
      .map((school, s) => ({ school, s }))
      .filter(({ school, s }) => this.ground.schoolLocality[s] === town && school.gradeTo > 4 && school.type !== 'FÖS')
      .map(({ school }) => school.stop);
    return this.shortest(
      [...new Set(schools)].filter((stop) => stop !== centre),
      centre,
    );
  }

  /** Nearest neighbour backwards from the last stop: short enough for the handful of stops of a town. */
  private shortest(stops: number[], last: number): number[] {
    const order = [last];
    const rest = new Set(stops);
    while (rest.size > 0) {
      const at = this.stops[order[0]!]!.stop.point;
      const next = [...rest].sort(
        (a, b) => distance(this.stops[a]!.stop.point, at) - distance(this.stops[b]!.stop.point, at),
      )[0]!;
      rest.delete(next);
      order.unshift(next);
    }
    return order;
  }

  /** Every stop that lies on the way is served, too. */
  private passing(stops: readonly number[]): number[] {
    const served = new Set(stops);
    const all: number[] = [stops[0]!];
    for (let i = 1; i < stops.length; i++) {
      const way = this.graph.way(this.stops[stops[i - 1]!]!.node, this.stops[stops[i]!]!.node);
      for (const node of way?.nodes.slice(1, -1) ?? []) {
        const stop = this.atNode.get(node);
        if (stop === undefined || served.has(stop)) continue;
        served.add(stop);
        all.push(stop);
      }
      all.push(stops[i]!);
    }
    return all;
  }

  /** Puts stops where they lengthen the way least; never behind the hub's own stops. */
  private insert(path: number[], stops: readonly number[], fixedEnd: number): void {
    for (const stop of stops) {
      if (path.includes(stop)) continue;
      const point = this.stops[stop]!.stop.point;
      let [best, least] = [0, distance(point, this.stops[path[0]!]!.stop.point)];
      for (let i = 1; i <= path.length - fixedEnd; i++) {
        const [a, b] = [this.stops[path[i - 1]!]!.stop.point, this.stops[path[i]!]!.stop.point];
        const more = distance(a, point) + distance(point, b) - distance(a, b);
        if (more < least) [best, least] = [i, more];
      }
      path.splice(best, 0, stop);
    }
  }

  private length(stops: readonly number[]): number {
    return stops.reduce(
      (sum, stop, i) =>
        i === 0 ? 0 : sum + (this.graph.way(this.stops[stops[i - 1]!]!.node, this.stops[stop]!.node)?.metres ?? 1e6),
      0,
    );
  }

  /** Three lines through the county town, each from one side to the opposite one. */
  private cityLines(capital: number): void {
    const [centre, ...others] = this.ofLocality[capital]!;
    const middle = this.stops[centre!]!.stop.point;
    const angle = (stop: number): number => {
      const [x, y] = this.stops[stop]!.stop.point;
      return Math.atan2(y - middle[1], x - middle[0]);
    };
    const sorted = others.sort((a, b) => angle(a) - angle(b));
    for (let line = 0; line < 3; line++) {
      const wedge = (half: number): number[] => {
        const sixth = line + 3 * half;
        const own = sorted.slice(
          Math.floor((sixth * sorted.length) / 6),
          Math.floor(((sixth + 1) * sorted.length) / 6),
        );
        return this.shortest(own, centre!);
      };
      const [out, back] = [wedge(0), wedge(1)];
      this.addLine(
        'city',
        ['A', 'B', 'C'][line]!,
        capital,
        capital,
        this.passing([...out, ...back.reverse().slice(1)]),
      );
    }
  }

  /** From the farthest place not yet served to its town, taking along what lies near the way. */
  private regionalLines(towns: readonly number[]): void {
    const { localities } = this.ground;
    const hub = localities.map(({ centre }, l) => {
      if (towns.includes(l)) return -1;
      const ways = towns.map((town, t) => distance(localities[town]!.centre, centre) * (t === 0 ? 0.85 : 1));
      return towns[ways.indexOf(Math.min(...ways))]!;
    });
    const left = new Set(localities.map((_, l) => l).filter((l) => hub[l]! >= 0));
    const counts = towns.map(() => 0);
    while (left.size > 0) {
      const far = [...left].sort(
        (a, b) =>
          distance(localities[b]!.centre, localities[hub[b]!]!.centre) -
          distance(localities[a]!.centre, localities[hub[a]!]!.centre),
      )[0]!;
      const town = hub[far]!;
      const end = this.end(town);
      const path = [this.ofLocality[far]![0]!, ...end];
      this.insert(path, this.ofLocality[far]!, end.length);
      left.delete(far);
      let places = 1;
      while (places < MOST_PLACES) {
        const next = this.cheapest(
          path,
          [...left].filter((l) => hub[l] === town),
          end.length,
        );
        if (next < 0) break;
        const longer = [...path];
        this.insert(longer, this.ofLocality[next]!, end.length);
        if (this.length(longer) > MOST_METRES) break;
        path.splice(0, path.length, ...longer);
        left.delete(next);
        places++;
      }
      const t = towns.indexOf(town);
      this.addLine('regional', `${(t === 0 ? 4 : t) * 100 + 10 * ++counts[t]!}`, far, town, this.passing(path));
    }
  }

  /** The place that lengthens a line least for its residents, if the detour is bearable. */
  private cheapest(path: readonly number[], candidates: readonly number[], fixedEnd: number): number {
    let [best, least] = [-1, 8000];
    for (const l of candidates) {
      const point = this.ground.localities[l]!.centre;
      let more = Infinity;
      for (let i = 1; i <= path.length - fixedEnd; i++) {
        const [a, b] = [this.stops[path[i - 1]!]!.stop.point, this.stops[path[i]!]!.stop.point];
        more = Math.min(more, distance(a, point) + distance(point, b) - distance(a, b));
      }
      if (more < least) [best, least] = [l, more];
    }
    return best;
  }

  /** To each primary school outside the towns from the villages for which it is the nearest. */
  private schoolLines(towns: readonly number[]): void {
    const { localities, schools, schoolLocality } = this.ground;
    const primary = schools.map((_, s) => s).filter((s) => schools[s]!.gradeFrom === 1 && schools[s]!.type !== 'FÖS');
    let number = 0;
    for (const s of primary) {
      const place = schoolLocality[s]!;
      if (towns.includes(place)) continue;
      const pupilsFrom = localities
        .map((_, l) => l)
        .filter((l) => {
          const ways = primary.map((other) =>
            distance(localities[schoolLocality[other]!]!.centre, localities[l]!.centre),
          );
          return l !== place && ways[primary.indexOf(s)] === Math.min(...ways);
        })
        .sort(
          (a, b) =>
            distance(localities[b]!.centre, localities[place]!.centre) -
            distance(localities[a]!.centre, localities[place]!.centre),
        )
        .slice(0, 6);
      if (pupilsFrom.length === 0) continue;
      const path = [this.ofLocality[pupilsFrom[0]!]![0]!, schools[s]!.stop];
      for (const l of pupilsFrom) this.insert(path, this.ofLocality[l]!.slice(0, 2), 1);
      this.addLine('school', `S${++number}`, pupilsFrom[0]!, place, this.passing(path));
    }
  }

  /** Two call buses where the villages are smallest. */
  private callLines(towns: readonly number[]): void {
    const { localities } = this.ground;
    towns.slice(-2).forEach((town, i) => {
      const near = localities
        .map((_, l) => l)
        .filter((l) => localities[l]!.residents < 420 && !towns.includes(l))
        .sort(
          (a, b) =>
            distance(localities[a]!.centre, localities[town]!.centre) -
            distance(localities[b]!.centre, localities[town]!.centre),
        )
        .slice(0, 7)
        .reverse();
      const path = [this.ofLocality[near[0]!]![0]!, this.ofLocality[town]![0]!];
      for (const l of near) this.insert(path, this.ofLocality[l]!.slice(0, 1), 1);
      this.addLine('call', `R${i + 1}`, near[0]!, town, path);
    });
  }
}
