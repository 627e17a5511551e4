/** Where a house or an entrance meets the network: the nearest point of a section, by straight line. */
import Flatbush from 'flatbush';
import type { Network, Point } from './build.ts';
import { metresPerDegree, shortMetres } from './metres.ts';

export interface Place {
  section: number;
  /** Metres from the beginning of the section. */
  along: number;
  /** Metres of straight line from the house to the network. */
  away: number;
}

/** Pieces of sections that are looked at for one house: the nearest box is not always the nearest line. */
const LOOKED_AT = 16;
/** Metres of the index's one latitude differ from true ones by less, within a county. */
const SLACK = 1.02;

/**
 * @param allowed sections that may be met; left out: all
 * @returns null where no section lies within `most` metres
 */
export function placeFinder(
  network: Network,
  allowed: (section: number) => boolean = () => true,
): (point: Point, most: number) => Place | null {
  const { shape, shapeStart, metres } = network;
  const pieces: { section: number; at: number }[] = [];
  for (let section = 0; section < metres.length; section++) {
    if (!allowed(section)) continue;
    for (let at = shapeStart[section]!; at < shapeStart[section + 1]! - 2; at += 2) pieces.push({ section, at });
  }
  if (pieces.length === 0) return () => null;
  // In metres of one latitude, so that the index orders boxes by true distances as far as it matters.
  const scale = metresPerDegree(shape[1]!);
  const [xOf, yOf] = [(lon: number) => lon * scale.east, (lat: number) => lat * scale.north];
  const index = new Flatbush(pieces.length);
  for (const { at } of pieces) {
    const [xs, ys] = [
      [xOf(shape[at]!), xOf(shape[at + 2]!)],
      [yOf(shape[at + 1]!), yOf(shape[at + 3]!)],
    ];
    index.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  }
  index.finish();

  const beyond = (value: number, a: number, b: number) => Math.max(Math.min(a, b) - value, value - Math.max(a, b), 0);
  const boxAway = (piece: number, x: number, y: number): number => {
    const { at } = pieces[piece]!;
    return Math.hypot(
      beyond(x, xOf(shape[at]!), xOf(shape[at + 2]!)),
      beyond(y, yOf(shape[at + 1]!), yOf(shape[at + 3]!)),
    );
  };

  return (point, most) => {
    const [x, y] = [xOf(point[0]), yOf(point[1])];
    let best: (Place & { piece: number }) | null = null;
    // Boxes come nearest first; once they are farther away than a found line nothing nearer follows.
    for (let looked = LOOKED_AT; ; looked *= 4) {
      const near = index.neighbors(x, y, looked, most * SLACK + 1);
      for (const piece of near) {
        const found = onPiece(network, pieces[piece]!, point);
        if (best === null || found.away < best.away || (found.away === best.away && piece < best.piece))
          best = { ...found, piece };
      }
      if (near.length < looked || best === null || boxAway(near.at(-1)!, x, y) > best.away * SLACK + 1) break;
    }
    return best === null || best.away > most ? null : { section: best.section, along: best.along, away: best.away };
  };
}

function onPiece(
  { shape, shapeStart }: Network,
  { section, at }: { section: number; at: number },
  point: Point,
): Place {
  const pointAt = (index: number): [number, number] => [shape[index]!, shape[index + 1]!];
  const [a, b] = [pointAt(at), pointAt(at + 2)];
  const { east, north } = metresPerDegree(point[1]);
  const [dx, dy] = [(b[0] - a[0]) * east, (b[1] - a[1]) * north];
  const [px, py] = [(point[0] - a[0]) * east, (point[1] - a[1]) * north];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
  let along = shortMetres(a, b) * share;
  for (let before = shapeStart[section]!; before < at; before += 2)
    along += shortMetres(pointAt(before), pointAt(before + 2));
  return { section, along, away: Math.hypot(px - dx * share, py - dy * share) };
}
