/** How long the pupils of a school are under way: a disc at the middle of each atom, from light to dark by minutes. */
import type { DoorHome, DoorToDoor } from '../../server/contract/doorToDoor.ts';
import type { Text } from '../text/de.ts';
import { atomDiscs, largestAtom } from './atomDiscs.ts';
import { radiusOf } from './classes.ts';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

export type DoorStep = 'short' | 'middle' | 'long' | 'none';
/** From light to dark, so that the order also reads in grey. */
export const doorColours: Record<DoorStep, string> = {
  short: '#cfe6df',
  middle: '#f0cf8e',
  long: '#c4621b',
  none: '#ffffff',
};

export function stepOf({ there }: DoorHome, steps: readonly number[]): DoorStep {
  if (there === null) return 'none';
  const [short = 0, middle = 0] = steps;
  return there.minutes <= short ? 'short' : there.minutes <= middle ? 'middle' : 'long';
}

export const stepLabels = (steps: readonly number[], words: Text['transportScene']): Record<DoorStep, string> => {
  const [short = 0, middle = 0] = steps;
  return {
    short: words.doorShort(short),
    middle: words.doorMiddle(short, middle),
    long: words.doorLong(middle),
    none: words.doorNone,
  };
};

export function doorLayer(doors: DoorToDoor, text: Text): MapLayer {
  const largest = Math.max(1, ...doors.homes.flatMap(({ pupils }) => (typeof pupils === 'number' ? [pupils] : [])));
  const labels = stepLabels(doors.steps, text.transportScene);
  const present = new Set(doors.homes.map((home) => stepOf(home, doors.steps)));
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
            colour: doorColours[stepOf(home, doors.steps)],
            radius: radiusOf(typeof home.pupils === 'number' ? home.pupils : 1, largest, largestAtom),
          },
        })),
      },
    },
    styles: [atomDiscs('door-discs', palette.ink, 0.8)],
    legend: {
      title: text.transportScene.doorsLegend,
      entries: (Object.keys(doorColours) as DoorStep[])
        .filter((step) => present.has(step))
        .map((step) => ({ kind: 'disc', colour: doorColours[step], label: labels[step] })),
    },
    sources: doors.sources,
  };
}
