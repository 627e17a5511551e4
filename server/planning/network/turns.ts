/** Turn restrictions of OpenStreetMap (wiki.openstreetmap.org/wiki/Relation:restriction) on the legs of a network. */
import type { Network } from './build.ts';

export interface Restriction {
  /** Ids of ways. */
  from: number;
  to: number;
  via: readonly { type: 'node' | 'way'; ref: number }[];
  tags: Readonly<Record<string, string | undefined>>;
}

/** A leg is a section in one of its directions: 2s along section s, 2s + 1 against it. */
export const legStart = ({ from, to }: Network, leg: number): number => (leg % 2 === 0 ? from : to)[leg >> 1]!;
export const legEnd = ({ from, to }: Network, leg: number): number => (leg % 2 === 0 ? to : from)[leg >> 1]!;

/** One that holds for a bus: over these legs, one after the other, it may not go (only: it may go nowhere else). */
export interface Rule {
  only: boolean;
  path: number[];
}

/** Value of the restriction for a bus, or null where it does not hold for buses. */
function forBus(tags: Restriction['tags']): string | null {
  const own = tags['restriction:bus'] ?? tags['restriction:psv'];
  if (own !== undefined) return own === 'none' ? null : own;
  const excepted = (tags.except ?? '').split(';').map((word) => word.trim());
  // Kinds of other vehicles only, e.g. restriction:hgv, have no plain value.
  return excepted.includes('bus') || excepted.includes('psv') ? null : (tags.restriction ?? null);
}

export function rulesFor(network: Network, restrictions: readonly Restriction[]): Rule[] {
  const sectionsOf = new Map<number, number[]>();
  network.way.forEach((way, section) => {
    const known = sectionsOf.get(way);
    if (known) known.push(section);
    else sectionsOf.set(way, [section]);
  });
  const legsOf = (way: number) => (sectionsOf.get(way) ?? []).flatMap((section) => [2 * section, 2 * section + 1]);
  return restrictions.flatMap(({ from, to, via, tags }): Rule[] => {
    const value = forBus(tags);
    const only = value?.startsWith('only_') ?? false;
    if (!only && !value?.startsWith('no_')) return [];
    const [node] = via;
    const ways = via.filter(({ type }) => type === 'way').map(({ ref }) => ref);
    const corner = node?.type === 'node' ? network.vertexOf.get(node.ref) : null;
    if (corner === undefined) return [];
    // Every chain of legs from the first way over the ways between to the last; most restrictions have one.
    let paths = legsOf(from)
      .filter((leg) => corner === null || legEnd(network, leg) === corner)
      .map((leg) => [leg]);
    for (const way of [...ways, to])
      paths = paths.flatMap((path) => along(network, path, legsOf(way), way !== to).map((next) => [...path, ...next]));
    return paths.map((path) => ({ only, path }));
  });
}

/** Legs of one way that go on where a path ends: the first of them, or (of a way between) the whole of it in one direction. */
function along(network: Network, path: readonly number[], legs: readonly number[], whole: boolean): number[][] {
  const begins = legs.filter(
    (leg) => legStart(network, leg) === legEnd(network, path.at(-1)!) && leg >> 1 !== path.at(-1)! >> 1,
  );
  if (!whole) return begins.map((leg) => [leg]);
  return begins.flatMap((begin) => {
    const runs = [[begin]];
    for (let run = runs[0]!; ; run = runs.at(-1)!) {
      const next = legs.find(
        (leg) => leg % 2 === begin % 2 && legStart(network, leg) === legEnd(network, run.at(-1)!) && !run.includes(leg),
      );
      if (next === undefined) return runs;
      runs.push([...run, next]);
    }
  });
}
