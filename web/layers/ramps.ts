/**
 * Colours of ordered classes, from few to many. Each ramp grows darker from step to step, so that it reads in grey and to the
 * colour-blind; tested in both.
 */
import { palette } from './palette.ts';

export const ramps = {
  teal: palette.sequential,
  orange: ['#fdf4e3', '#fbdfb4', '#f3bb79', '#de8c48', '#b65f25', '#7c3a0e'],
  grey: ['#f4f4f2', '#dadad7', '#b9b9b5', '#92928e', '#686865', '#3b3b39'],
} as const satisfies Record<string, readonly string[]>;

type Channels = [red: number, green: number, blue: number];

const channels = (colour: string): Channels =>
  [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as Channels;
const written = (parts: readonly number[]): string =>
  `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** The colour at a part (0…1) of the way along a ramp. */
function along(ramp: readonly string[], part: number): string {
  const place = part * (ramp.length - 1);
  const before = Math.min(ramp.length - 2, Math.floor(place));
  const [from, to] = [channels(ramp[before]!), channels(ramp[before + 1]!)];
  return written(from.map((value, at) => value + (to[at]! - value) * (place - before)));
}

/** So many colours of a ramp, the lightest and the darkest among them. */
export function rampOf(name: keyof typeof ramps, count: number): string[] {
  if (count === 1) return [along(ramps[name], 0.6)];
  return Array.from({ length: count }, (_, at) => along(ramps[name], at / (count - 1)));
}

/** Of two indicators at once: both ramps laid over each other, as two inks on paper would be; [class of the first][of the second]. */
export function crossed(classes: number): string[][] {
  const ink = (ramp: readonly string[], at: number) => channels(along(ramp, (at / (classes - 1)) * 0.64));
  return Array.from({ length: classes }, (_, first) =>
    Array.from({ length: classes }, (_, second) => {
      const [a, b] = [ink(ramps.teal, first), ink(ramps.orange, second)];
      return written(a.map((value, at) => (value * b[at]!) / 255));
    }),
  );
}
