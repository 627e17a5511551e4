/** How long the pupils of a school are under way: a disc at the middle of each atom, from light to dark by minutes. */
import type { DoorHome, DoorToDoor } from '../../server/contract/doorToDoor.ts';
import type { Text } from '../text/de.ts';
import { atomDiscs, largestAtom } from './atomDiscs.ts';
import { radiusOf } from './classes.ts';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

/** From light to dark, so that the order also reads in grey. */
const ramp = ['#cfe6df', '#f0e3a8', '#f0cf8e', '#dd9a50', '#c4621b', '#8f3d0c'] as const;
const NO_WAY = '#ffffff';

/** A class of minutes, from the shortest; the last is that of those without a connection. */
export interface DoorClass {
  label: string;
  colour: string;
}

/** One more than there are steps, and one without a connection. */
export function doorClasses(steps: readonly number[], words: Text['transportScene']): DoorClass[] {
  const last = ramp.length - 1;
  const classes = Array.from({ length: steps.length + 1 }, (_, step) => ({
    label:
      step === steps.length
        ? words.doorLong(steps.at(-1) ?? 0)
        : step === 0
          ? words.doorShort(steps[0]!)
          : words.doorMiddle(steps[step - 1]!, steps[step]!),
    colour: ramp[Math.round((step * last) / Math.max(1, steps.length))]!,
  }));
  return [...classes, { label: words.doorNone, colour: NO_WAY }];
}

/** Number of the class of doorClasses(). */
export function classOf({ there }: DoorHome, steps: readonly number[]): number {
  if (there === null) return steps.length + 1;
  const step = steps.findIndex((most) => there.minutes <= most);
  return step < 0 ? steps.length : step;
}

export function doorLayer(doors: DoorToDoor, text: Text): MapLayer {
  const largest = Math.max(1, ...doors.homes.flatMap(({ pupils }) => (typeof pupils === 'number' ? [pupils] : [])));
  const classes = doorClasses(doors.steps, text.transportScene);
  const present = new Set(doors.homes.map((home) => classOf(home, doors.steps)));
  return {
    id: 'doors',
    slot: 'circles',
    data: {
      'door-discs': {
        type: 'FeatureCollection',
        features: doors.homes.map((home) => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: home.point },
          properties: {
            colour: classes[classOf(home, doors.steps)]!.colour,
            radius: radiusOf(typeof home.pupils === 'number' ? home.pupils : 1, largest, largestAtom),
          },
        })),
      },
    },
    styles: [atomDiscs('door-discs', palette.ink, 0.8)],
    legend: {
      title: text.transportScene.doorsLegend,
      entries: classes
        .filter((_, step) => present.has(step))
        .map(({ colour, label }) => ({ kind: 'disc', colour, label })),
    },
    sources: doors.sources,
  };
}
