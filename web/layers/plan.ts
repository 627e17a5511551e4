/** The ground of a plan: atoms tinted by their school; only what changes is told to the map, as feature-state. */
import type { FeatureCollection, LineString, MultiPolygon } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { planGround } from '../../server/contract/variants.ts';
import type { Response } from '../../server/contract/endpoint.ts';
import type { Slot } from '../map/layerOrder.ts';
import { palette } from './palette.ts';
import { tintsOf } from './tints.ts';

export type PlanGround = Response<typeof planGround>;

export const groundSource = 'plan-ground';
export const arcSource = 'plan-arcs';

type Position = [number, number];

export interface GroundData {
  atoms: FeatureCollection<MultiPolygon, { atom: number }>;
  arcs: FeatureCollection<LineString, { arc: number }>;
}

/** Features are numbered as atoms and arcs are: a number is what feature-state goes by. */
export function groundData({ polygons, arcs }: PlanGround): GroundData {
  const ringOf = (ring: number[]): Position[] =>
    ring.flatMap((arc, index) => {
      const line = (arc < 0 ? [...arcs[~arc]!].reverse() : arcs[arc]!) as Position[];
      return index === 0 ? line : line.slice(1);
    });
  return {
    atoms: {
      type: 'FeatureCollection',
      features: polygons.map((own, atom) => ({
        type: 'Feature',
        id: atom,
        properties: { atom },
        geometry: { type: 'MultiPolygon', coordinates: own.map((rings) => rings.map(ringOf)) },
      })),
    },
    arcs: {
      type: 'FeatureCollection',
      features: arcs.map((line, arc) => ({
        type: 'Feature',
        id: arc,
        properties: { arc },
        geometry: { type: 'LineString', coordinates: line },
      })),
    },
  };
}

export const chosenTint = '#a6d3c8';

export function groundStyles(): (LayerSpecification & { metadata?: { slot?: Slot } })[] {
  return [
    {
      id: 'plan-fill',
      type: 'fill',
      source: groundSource,
      paint: {
        'fill-color': ['to-color', ['feature-state', 'colour'], palette.missing],
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 11, 1, 13, 0.62],
      },
    },
    {
      id: 'plan-locked',
      type: 'fill',
      source: groundSource,
      paint: {
        'fill-pattern': 'hatch',
        'fill-opacity': ['case', ['boolean', ['feature-state', 'locked'], false], 0.75, 0],
      },
    },
    {
      id: 'plan-picked',
      type: 'fill',
      source: groundSource,
      paint: {
        'fill-color': palette.accent,
        'fill-opacity': ['case', ['boolean', ['feature-state', 'picked'], false], 0.55, 0],
      },
    },
    {
      id: 'plan-atoms',
      type: 'line',
      source: arcSource,
      minzoom: 10,
      paint: {
        'line-color': '#ffffff',
        'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.2, 13, 1],
        'line-opacity': 0.8,
      },
      metadata: { slot: 'borders' },
    },
    {
      id: 'plan-borders',
      type: 'line',
      source: arcSource,
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': ['case', ['boolean', ['feature-state', 'authority'], false], palette.ink, palette.border],
        'line-width': [
          'case',
          ['boolean', ['feature-state', 'authority'], false],
          2.6,
          ['boolean', ['feature-state', 'border'], false],
          1.3,
          0,
        ],
      },
      metadata: { slot: 'borders' },
    },
    {
      id: 'plan-changed-halo',
      type: 'line',
      source: arcSource,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': '#ffffff',
        'line-width': 4.6,
        'line-opacity': ['case', ['boolean', ['feature-state', 'changed'], false], 1, 0],
      },
      metadata: { slot: 'highlight' },
    },
    {
      id: 'plan-changed',
      type: 'line',
      source: arcSource,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.ink,
        'line-width': 2.4,
        'line-dasharray': [1.6, 1.2],
        'line-opacity': ['case', ['boolean', ['feature-state', 'changed'], false], 1, 0],
      },
      metadata: { slot: 'highlight' },
    },
  ];
}

/** What the ground shows: of each atom its school, as indexes into the plan's schools. */
export interface PlanLook {
  schools: readonly number[];
  /** As of today, to compare with; null where there is nothing to compare. */
  before: readonly number[] | null;
  locked: ReadonlySet<number>;
  picked: ReadonlySet<number>;
  /** Index of the school that is chosen; −1 none. */
  chosen: number;
  authorities: readonly (string | null)[];
  tints: ReadonlyMap<number, number>;
}

export type AtomState = Record<'colour', string> & Record<'locked' | 'picked', boolean>;
export type ArcState = Record<'border' | 'authority' | 'changed', boolean>;

export function atomState(look: PlanLook, atom: number): AtomState {
  const school = look.schools[atom] ?? -1;
  const tint = palette.tints[look.tints.get(school) ?? 0] ?? palette.tints[0];
  return {
    colour: school === -1 ? palette.missing : school === look.chosen ? chosenTint : tint,
    locked: look.locked.has(atom),
    picked: look.picked.has(atom),
  };
}

export function arcState(look: PlanLook, [left, right]: readonly [number, number]): ArcState {
  const [a, b] = [look.schools[left] ?? -1, look.schools[right] ?? -1];
  const isInside = left !== -1 && right !== -1;
  const authority = (school: number) => look.authorities[school] ?? null;
  const hasMoved = (atom: number) => atom !== -1 && look.before !== null && look.before[atom] !== look.schools[atom];
  return {
    border: isInside && a !== b,
    authority: isInside && a !== b && a !== -1 && b !== -1 && authority(a) !== authority(b),
    changed: hasMoved(left) !== hasMoved(right),
  };
}

/** Tints by school; those of today stay while a variant changes, so that the map does not flicker. */
export function planTints(ground: PlanGround, today: readonly number[], now: readonly number[]): Map<number, number> {
  const neighbours = new Map<string, Set<string>>();
  const add = (school: number) => {
    if (school !== -1 && !neighbours.has(String(school))) neighbours.set(String(school), new Set());
  };
  for (const [left, right] of ground.sides) {
    for (const school of [now[left], now[right]]) add(school ?? -1);
    const [a, b] = [today[left] ?? -1, today[right] ?? -1];
    add(a);
    add(b);
    if (a === b || a === -1 || b === -1) continue;
    neighbours.get(String(a))!.add(String(b));
    neighbours.get(String(b))!.add(String(a));
  }
  return new Map([...tintsOf(neighbours)].map(([school, tint]) => [Number(school), tint]));
}
