/** Where the states lie, in degrees and roughly: enough to tell UTM zone 32 from 33 before a county has its first border. */
import type { Bbox } from './guess.ts';

const STATES: Record<string, Bbox> = {
  '01': [7.86, 53.35, 11.32, 55.06],
  '02': [9.73, 53.39, 10.33, 53.75],
  '03': [6.65, 51.29, 11.6, 53.9],
  '04': [8.48, 53.01, 8.99, 53.61],
  '05': [5.86, 50.32, 9.47, 52.54],
  '06': [7.77, 49.39, 10.24, 51.66],
  '07': [6.11, 48.96, 8.51, 50.95],
  '08': [7.51, 47.53, 10.5, 49.8],
  '09': [8.97, 47.27, 13.84, 50.57],
  '10': [6.35, 49.11, 7.41, 49.64],
  '11': [13.08, 52.33, 13.77, 52.68],
  '12': [11.26, 51.35, 14.77, 53.56],
  '13': [10.59, 53.1, 14.42, 54.69],
  '14': [11.87, 50.17, 15.05, 51.69],
  '15': [10.56, 50.93, 13.19, 53.05],
  '16': [9.87, 50.2, 12.66, 51.65],
};

/** The box of the state a key (county, AGS, ARS) belongs to; null for a key of no state. */
export function stateBbox(key: string): Bbox | null {
  return STATES[key.slice(0, 2)] ?? null;
}
