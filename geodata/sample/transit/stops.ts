/** Where buses stop: spread over each place, at every school, at the stations. */
import type { Point, RoadNetwork, SampleAddress, SampleLocality, SampleSchool, SampleStop } from '../model.ts';
import type { Random } from '../random.ts';
import type { RoadGraph } from './graph.ts';

/** A stop with what lines need to know of it. */
export interface BusStop {
  stop: SampleStop;
  node: number;
  locality: number;
}

export interface StopGround {
  localities: readonly SampleLocality[];
  roads: RoadNetwork;
  addresses: readonly SampleAddress[];
  schools: SampleSchool[];
}

const VILLAGE_STOPS = ['Ortsmitte', 'Dorfplatz', 'Kirche', 'Anger', 'Gasthaus', 'Feuerwehr', 'Gemeindeamt'];
const SCHOOL_STOPS = {
  GS: 'Grundschule',
  RS: 'Regelschule',
  TGS: 'Gemeinschaftsschule',
  GYM: 'Gymnasium',
  FÖS: 'Förderzentrum',
  BS: 'Berufsschule',
};
/** Nearer than this a school uses the stop that is there. */
const AT_SCHOOL = 180;

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

export class StopBuilder {
  readonly stops: BusStop[] = [];
  private readonly names = new Set<string>();
  private readonly streets: string[][];
  private readonly through: Uint8Array;
  private readonly graph: RoadGraph;
  private readonly ground: StopGround;
  private readonly random: Random;

  constructor(graph: RoadGraph, ground: StopGround, random: Random) {
    this.graph = graph;
    this.ground = ground;
    this.random = random;
    this.streets = graph.x.map(() => []);
    this.through = new Uint8Array(graph.x.length);
    for (const { from, to, name, ref } of ground.roads.edges) {
      if (ref) this.through[from] = this.through[to] = 1;
      if (!name) continue;
      this.streets[from]!.push(name);
      this.streets[to]!.push(name);
    }
  }

  build(): BusStop[] {
    const nodes = this.nodesByLocality();
    this.ground.localities.forEach((locality, l) => this.stopsOf(locality, l, nodes[l]!));
    this.ground.schools.forEach((school) => this.atSchool(school));
    return this.stops;
  }

  private nodesByLocality(): number[][] {
    const sets = this.ground.localities.map(() => new Set<number>());
    for (const { from, to, locality } of this.ground.roads.edges) {
      if (locality < 0) continue;
      for (const node of [from, to]) if (this.graph.degree(node) > 0) sets[locality]!.add(node);
    }
    return sets.map((set) => [...set]);
  }

  /** The first in the middle, each further one as far from the others as the place allows. */
  private stopsOf({ centre, residents, kind, name }: SampleLocality, l: number, nodes: readonly number[]): void {
    const wanted =
      kind === 'town'
        ? Math.min(38, Math.round(4 + residents / 430))
        : residents < 170
          ? 1
          : Math.min(6, Math.round(1.6 + residents / 190));
    const middle = this.graph.nearest(centre);
    const label = kind === 'town' ? 'Busbahnhof' : this.random.pick(VILLAGE_STOPS);
    this.add(`${name}, ${label}`, middle, l);
    const apart = new Map(nodes.map((node) => [node, distance(this.graph.point(node), this.graph.point(middle))]));
    for (let count = 1; count < wanted; count++) {
      let [best, most] = [-1, 200];
      for (const [node, gap] of apart) {
        // A stop at the very end of a cul-de-sac helps nobody, and buses cannot turn there.
        if (this.graph.degree(node) < 2) continue;
        // Lines follow the through roads: a stop beside them would cost every bus a detour.
        const worth = gap - 0.25 * distance(this.graph.point(node), centre) + (this.through[node] === 1 ? 160 : 0);
        if (gap < 200) continue;
        if (worth > most) [best, most] = [node, worth];
      }
      if (best < 0) break;
      const street = this.streets[best]![0] ?? 'Siedlung';
      this.add(`${name}, ${street}`, best, l);
      for (const [node, gap] of apart)
        apart.set(node, Math.min(gap, distance(this.graph.point(node), this.graph.point(best))));
    }
  }

  private atSchool(school: SampleSchool): void {
    const { point, locality } = this.ground.addresses[school.address]!;
    let [best, least] = [-1, AT_SCHOOL];
    this.stops.forEach(({ node }, s) => {
      const way = distance(this.graph.point(node), point);
      if (way < least) [best, least] = [s, way];
    });
    school.stop =
      best >= 0
        ? best
        : this.add(
            `${this.ground.localities[locality]!.name}, ${SCHOOL_STOPS[school.type]}`,
            this.graph.nearest(point),
            locality,
          );
  }

  add(name: string, node: number, locality: number): number {
    const street = this.streets[node]![0] ?? 'Abzweig';
    const place = name.split(',')[0]!;
    const choices = [name, `${place}, ${street}`, `${name} / ${street}`, `${place}, ${street} Mitte`];
    const free = choices.find((choice) => !this.names.has(choice)) ?? `${name} ${this.stops.length + 1}`;
    this.names.add(free);
    const stop: SampleStop = {
      id: `de:16999:${1001 + this.stops.length}`,
      name: free,
      point: this.graph.point(node),
      parent: '',
      kind: 'stop',
      platform: '',
    };
    return this.stops.push({ stop, node, locality }) - 1;
  }
}
