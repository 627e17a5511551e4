/**
 * Repairs of rings before the database sees them: PGlite swallows the exceptions that GEOS raises for open rings.
 *
 * Rings that cross themselves are left to ST_MakeValid. They are found here (`findCrossing`, an index over the ring's segments) so that
 * the person hears of it; two rings of one polygon that cross each other are not looked for.
 */
import Flatbush from 'flatbush';
import type { Geometry, Position } from 'geojson';
import type { Sentence } from './source.ts';

export interface Repaired {
  /** null where nothing with an area (or no position at all) is left. */
  geometry: Geometry | null;
  repairs: Sentence[];
}

/** Everything below at once: closes, cleans, drops, and says where a ring crosses itself. */
export function repairRings(geometry: Geometry): Repaired {
  const closed = closeRings(geometry);
  const cleaned = closed.geometry ? dropBadRings(closed.geometry) : closed;
  const repairs = [...closed.repairs, ...cleaned.repairs];
  const crossings = cleaned.geometry ? countCrossings(cleaned.geometry) : 0;
  if (crossings > 0) {
    repairs.push({
      de: `${crossings === 1 ? 'Ein Ring kreuzt' : `${crossings} Ringe kreuzen`} sich selbst und wird beim Speichern zerlegt: bitte die Grenze in der Quelle prüfen.`,
      en: `${crossings === 1 ? 'One ring crosses' : `${crossings} rings cross`} itself and is taken apart when stored: please check the border in the source.`,
    });
  }
  return { geometry: cleaned.geometry, repairs };
}

/** Closes rings whose last position is not the first. */
export function closeRings(geometry: Geometry): Repaired {
  let count = 0;
  const result = mapRings(geometry, (ring) => {
    const first = ring[0];
    const last = ring[ring.length - 1];
    if (!first || !last || same(first, last)) return ring;
    count++;
    return [...ring, first];
  });
  return { geometry: result, repairs: said(count, closedText) };
}

/** Takes out repeated positions and positions that are no numbers; drops rings of fewer than four positions or without an area. */
export function dropBadRings(geometry: Geometry): Repaired {
  let repeated = 0;
  let unusable = 0;
  let dropped = 0;
  const result = mapRings(geometry, (ring) => {
    const clean: Position[] = [];
    for (const position of ring) {
      const [x, y] = position;
      const last = clean[clean.length - 1];
      if (!Number.isFinite(x) || !Number.isFinite(y)) unusable++;
      else if (last && same(last, position)) repeated++;
      else clean.push(position);
    }
    const first = clean[0];
    const end = clean[clean.length - 1];
    // The unusable position may have been the one that closed the ring.
    if (first && end && clean.length > 2 && !same(first, end)) clean.push(first);
    // The two halves of a bow tie cancel out, so a net area of nothing is only nothing where no segments cross.
    if (clean.length >= 4 && (hasArea(clean) || findCrossing(clean) !== null)) return clean;
    dropped++;
    return null;
  });
  return {
    geometry: result,
    repairs: [...said(unusable, unusableText), ...said(repeated, repeatedText), ...said(dropped, droppedText)],
  };
}

function said(count: number, text: (count: number) => Sentence): Sentence[] {
  return count > 0 ? [text(count)] : [];
}

function closedText(n: number): Sentence {
  return n === 1
    ? { de: 'Ein offener Ring wurde geschlossen.', en: 'One open ring was closed.' }
    : { de: `${n} offene Ringe wurden geschlossen.`, en: `${n} open rings were closed.` };
}

function repeatedText(n: number): Sentence {
  return n === 1
    ? { de: 'Ein doppelter Punkt wurde entfernt.', en: 'One repeated point was removed.' }
    : { de: `${n} doppelte Punkte wurden entfernt.`, en: `${n} repeated points were removed.` };
}

function unusableText(n: number): Sentence {
  return n === 1
    ? {
        de: 'Ein Punkt ohne gültige Koordinaten wurde entfernt.',
        en: 'One point without valid coordinates was removed.',
      }
    : {
        de: `${n} Punkte ohne gültige Koordinaten wurden entfernt.`,
        en: `${n} points without valid coordinates were removed.`,
      };
}

function droppedText(n: number): Sentence {
  return n === 1
    ? { de: 'Ein Ring ohne Fläche wurde weggelassen.', en: 'One ring without an area was left out.' }
    : { de: `${n} Ringe ohne Fläche wurden weggelassen.`, en: `${n} rings without an area were left out.` };
}

/** A polygon whose outer ring is dropped goes with its holes. Points and lines keep what is usable. */
function mapRings(geometry: Geometry, change: (ring: Position[]) => Position[] | null): Geometry | null {
  switch (geometry.type) {
    case 'Polygon': {
      const rings = mapPolygon(geometry.coordinates, change);
      return rings ? { type: 'Polygon', coordinates: rings } : null;
    }
    case 'MultiPolygon': {
      const polygons = geometry.coordinates
        .map((polygon) => mapPolygon(polygon, change))
        .filter((polygon) => polygon !== null);
      return polygons.length > 0 ? { type: 'MultiPolygon', coordinates: polygons } : null;
    }
    case 'GeometryCollection': {
      const geometries = geometry.geometries.map((part) => mapRings(part, change)).filter((part) => part !== null);
      return geometries.length > 0 ? { type: 'GeometryCollection', geometries } : null;
    }
    case 'Point':
      return geometry.coordinates.slice(0, 2).every(Number.isFinite) && geometry.coordinates.length > 1
        ? geometry
        : null;
    default:
      return geometry.coordinates.length > 0 ? geometry : null;
  }
}

function mapPolygon(rings: Position[][], change: (ring: Position[]) => Position[] | null): Position[][] | null {
  const [outer, ...holes] = rings;
  const kept = outer ? change(outer) : null;
  if (!kept) return null;
  return [kept, ...holes.map(change).filter((ring) => ring !== null)];
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Relative to its box, so that it works in degrees and in metres; coordinates are taken from the first point for precision. */
function hasArea(ring: Position[]): boolean {
  const [originX = 0, originY = 0] = ring[0] ?? [];
  let doubled = 0;
  let extent = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? [];
    const [bx = 0, by = 0] = ring[i] ?? [];
    doubled += (ax - originX) * (by - originY) - (bx - originX) * (ay - originY);
    extent = Math.max(extent, Math.abs(bx - originX), Math.abs(by - originY));
  }
  return Math.abs(doubled) > extent * extent * 1e-12;
}

function countCrossings(geometry: Geometry): number {
  if (geometry.type === 'GeometryCollection')
    return geometry.geometries.reduce((sum, part) => sum + countCrossings(part), 0);
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return 0;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flat().filter((ring) => findCrossing(ring) !== null).length;
}

/** The first place where two segments of a closed ring cross properly; touching and shared positions do not count. */
export function findCrossing(ring: Position[]): Position | null {
  const count = ring.length - 1;
  if (count < 4) return null;
  const index = new Flatbush(count);
  const at = (i: number): [number, number] => [ring[i]?.[0] ?? 0, ring[i]?.[1] ?? 0];
  for (let i = 0; i < count; i++) {
    const [ax, ay] = at(i);
    const [bx, by] = at(i + 1);
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();
  for (let i = 0; i < count; i++) {
    const a = at(i);
    const b = at(i + 1);
    const boxes = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])] as const;
    for (const j of index.search(...boxes, (other) => other > i + 1)) {
      const c = at(j);
      const d = at(j + 1);
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) {
        const share = side(c, d, a) / (side(c, d, a) - side(c, d, b));
        return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
      }
    }
  }
  return null;
}

function side(a: [number, number], b: [number, number], p: [number, number]): number {
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}
