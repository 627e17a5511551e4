/** From elements to what a road network is built from: ways that may be travelled, places of their nodes, what bars a node, turns. */
import type { OsmHandlers, OsmMember, Tags } from './elements.ts';
import { NodeStore } from './nodeStore.ts';

export interface NetworkWay {
  id: number;
  /** Ids of its nodes in the way's direction; only those that the extract holds. */
  nodes: number[];
  tags: Tags;
}

/** A relation type=restriction: from a way over a node or ways to another way. */
export interface TurnRestriction {
  from: number;
  to: number;
  via: { type: 'node' | 'way'; ref: number }[];
  /** Value of `restriction`, or of the vehicle's own, e.g. restriction:bus. */
  tags: Tags;
}

export interface OsmNetwork {
  ways: NetworkWay[];
  /** Longitude and latitude in degrees. */
  at: (node: number) => [number, number] | null;
  /** Tags of nodes with a barrier. */
  barriers: Map<number, Tags>;
  restrictions: TurnRestriction[];
}

/** Ways on which something might travel; what may is for the rules to say. */
const isTravelled = (tags: Tags): boolean => tags.highway !== undefined || tags.route === 'ferry';

export class NetworkBuilder {
  readonly #nodes = new NodeStore();
  readonly #ways: NetworkWay[] = [];
  readonly #barriers = new Map<number, Tags>();
  readonly #restrictions: TurnRestriction[] = [];

  readonly handlers: OsmHandlers = {
    node: (id, lon, lat, tags) => {
      this.#nodes.add(id, lon, lat);
      if (tags?.barrier) this.#barriers.set(id, tags);
    },
    way: (id, nodes, tags) => {
      if (tags && isTravelled(tags)) this.#ways.push({ id, nodes, tags });
    },
    relation: (_id, members, tags) => {
      if (tags?.type === 'restriction') this.#restrictions.push(...restrictionOf(members, tags));
    },
  };

  finish(): OsmNetwork {
    const at = (node: number) => this.#nodes.get(node);
    return {
      // A way that the extract cuts off goes as far as its nodes are there without a gap.
      ways: this.#ways.flatMap(({ id, nodes, tags }) => runs(nodes, at).map((run) => ({ id, nodes: run, tags }))),
      at,
      barriers: this.#barriers,
      restrictions: this.#restrictions,
    };
  }
}

function runs(nodes: readonly number[], at: (node: number) => unknown): number[][] {
  const found: number[][] = [];
  let run: number[] = [];
  for (const node of nodes) {
    if (at(node) !== null) {
      run.push(node);
      continue;
    }
    if (run.length > 1) found.push(run);
    run = [];
  }
  if (run.length > 1) found.push(run);
  return found;
}

function restrictionOf(members: readonly OsmMember[], tags: Tags): TurnRestriction[] {
  const of = (role: string) => members.filter((member) => member.role === role);
  const via = of('via').flatMap(({ type, ref }) => (type === 'relation' ? [] : [{ type, ref }]));
  if (via.length === 0) return [];
  // Several ways 'from' or 'to' mean each of them (no_entry, no_exit).
  return of('from').flatMap((from) => of('to').map((to) => ({ from: from.ref, to: to.ref, via, tags })));
}
