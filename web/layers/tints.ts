/** Tints that only tell neighbours apart. */
import { palette } from './palette.ts';

/**
 * A tint for each that no neighbour has. Taking the one with the fewest neighbours away first and tinting it last needs
 * at most six tints for a flat map (Matula & Beck 1983).
 */
export function tintsOf(neighbours: ReadonlyMap<string, ReadonlySet<string>>): Map<string, number> {
  const left = new Map([...neighbours].map(([school, others]) => [school, new Set(others)]));
  const order: string[] = [];
  while (left.size) {
    const [least] = [...left].reduce((a, b) => (b[1].size < a[1].size ? b : a));
    order.push(least);
    left.delete(least);
    for (const others of left.values()) others.delete(least);
  }
  const tints = new Map<string, number>();
  for (const school of order.reverse()) {
    const uses = palette.tints.map(
      (_, tint) => [...(neighbours.get(school) ?? [])].filter((n) => tints.get(n) === tint).length,
    );
    tints.set(school, uses.indexOf(Math.min(...uses)));
  }
  return tints;
}
