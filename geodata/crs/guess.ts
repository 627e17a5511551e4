/**
 * The reference system of coordinates that do not state theirs, from where the county is known to be.
 *
 * A guess is certain when exactly one system puts the data where they belong. Two things the numbers cannot tell: whether Gauß-Krüger of
 * the eastern states is DHDN, S42/83, PD/83 or RD/83 (the same numbers; S42/83 lies about 590 m off the others), and, as long as the
 * county's place is unknown, UTM zone 32 from 33.
 */
import type { Sentence } from '../formats/source.ts';
import { crsLabel } from './definitions.ts';
import { transformer, type XY } from './transform.ts';

export type Bbox = [west: number, south: number, east: number, north: number];

export interface CrsCandidate {
  epsg: number;
  label: Sentence;
  /** From the middle of the data, read in this system, to the expected area; 0 inside. */
  distanceKm: number;
  /** The file gives north (latitude) first: swap before transforming. */
  swapped: boolean;
}

export interface CrsGuess {
  epsg: number;
  certain: boolean;
  swapped: boolean;
  candidates: CrsCandidate[];
  sentence: Sentence;
}

/** Germany with a margin. */
const GERMANY: Bbox = [5.5, 47.0, 15.5, 55.2];

/** Rough boxes of the states that surveyed apart from the DHDN until 1990. */
const THURINGIA: Bbox = [9.87, 50.2, 12.66, 51.65];
const SAXONY: Bbox = [11.87, 50.17, 15.05, 51.69];
const EAST: Bbox[] = [
  THURINGIA,
  SAXONY,
  [10.55, 50.93, 13.19, 53.05],
  [11.26, 51.35, 14.77, 53.56],
  [10.59, 53.1, 14.42, 54.7],
];

const PLAIN = [4326, 25832, 25833, 4647, 5650, 31466, 31467, 31468, 31469, 3035, 3857];

/** Systems with the same numbers as a zone of DHDN. */
const EASTERN_TWINS: Record<number, { s42: number; pd83?: number; rd83?: number }> = {
  31467: { s42: 2397, pd83: 3396 },
  31468: { s42: 2398, pd83: 3397, rd83: 3398 },
  31469: { s42: 2399, rd83: 3399 },
};

interface Trial extends CrsCandidate {
  middle: XY;
  /** Share of the points near the expected area, and in Germany. */
  near: number;
  inGermany: number;
}

export function guessCrs(points: readonly XY[], expected: { bbox: Bbox } | null): CrsGuess {
  const sample = thin(points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)));
  if (sample.length === 0) return nothingToGuess();
  const target = expected ? widen(expected.bbox, 25) : GERMANY;
  const trials = [false, true].flatMap((swapped) => PLAIN.map((epsg) => tryOut(epsg, swapped, sample, target)));
  const fitting = best(trials, (trial) => trial.near, 0.5) ?? best(trials, (trial) => trial.inGermany, 0.9);
  if (!fitting) return fitsNowhere(trials);
  const [first] = fitting;
  if (!first) return fitsNowhere(trials);
  const close = first.distanceKm === 0 || expected === null || coversExpected(first, sample, expected.bbox);
  if (fitting.length > 1) return ask(fitting);
  const twins = easternTwins(first, expected ? centre(expected.bbox) : first.middle);
  if (twins.length > 0) return ask([first, ...twins]);
  return close ? sure(first) : elsewhere(first);
}

/** Those that reach the threshold, best first; readings with swapped axes only where no other fits. */
function best(trials: Trial[], score: (trial: Trial) => number, threshold: number): Trial[] | null {
  for (const swapped of [false, true]) {
    const good = trials.filter((trial) => trial.swapped === swapped && score(trial) >= threshold);
    if (good.length > 0) return good.sort((a, b) => score(b) - score(a) || a.distanceKm - b.distanceKm);
  }
  return null;
}

function tryOut(epsg: number, swapped: boolean, sample: XY[], target: Bbox): Trial {
  const transform = transformer(epsg, 4326);
  const degrees = sample.map(([x, y]) => transform(swapped ? [y, x] : [x, y]));
  const share = (box: Bbox) => degrees.filter((point) => inside(box, point)).length / degrees.length;
  const middle: XY = [median(degrees.map(([x]) => x)), median(degrees.map(([, y]) => y))];
  return {
    epsg,
    swapped,
    label: crsLabel(epsg),
    middle,
    near: share(target),
    inGermany: share(GERMANY),
    distanceKm: distanceKm(middle, target),
  };
}

/** A file of the whole state or country has its middle elsewhere and still is where it belongs. */
function coversExpected(trial: Trial, sample: XY[], bbox: Bbox): boolean {
  const transform = transformer(trial.epsg, 4326);
  const degrees = sample.map(([x, y]) => transform(trial.swapped ? [y, x] : [x, y]));
  const xs = degrees.map(([x]) => x);
  const ys = degrees.map(([, y]) => y);
  const [west, south, east, north] = bbox;
  return Math.min(...xs) <= east && Math.max(...xs) >= west && Math.min(...ys) <= north && Math.max(...ys) >= south;
}

function easternTwins(trial: Trial, place: XY): Trial[] {
  const twins = EASTERN_TWINS[trial.epsg];
  if (!twins || !EAST.some((box) => inside(box, place))) return [];
  const codes = [twins.s42];
  if (twins.pd83 && inside(THURINGIA, place)) codes.push(twins.pd83);
  if (twins.rd83 && inside(SAXONY, place)) codes.push(twins.rd83);
  return codes.map((epsg) => ({ ...trial, epsg, label: crsLabel(epsg) }));
}

function candidate({ epsg, label, distanceKm: distance, swapped }: Trial): CrsCandidate {
  return { epsg, label, distanceKm: Math.round(distance), swapped };
}

function sure(trial: Trial): CrsGuess {
  const turned = turnedText(trial);
  return {
    epsg: trial.epsg,
    certain: true,
    swapped: trial.swapped,
    candidates: [candidate(trial)],
    sentence: {
      de: `Die Koordinaten sind nach ihrer Lage ${trial.label.de} (EPSG:${trial.epsg})${turned.de}.`,
      en: `Judged by where they lie, the coordinates are ${trial.label.en} (EPSG:${trial.epsg})${turned.en}.`,
    },
  };
}

function turnedText(trial: Trial): Sentence {
  if (!trial.swapped) return { de: '', en: '' };
  return { de: ', mit vertauschten Achsen (Nord vor Ost)', en: ', with its axes swapped (north before east)' };
}

function elsewhere(trial: Trial): CrsGuess {
  const guess = sure(trial);
  const km = Math.round(trial.distanceKm);
  return {
    ...guess,
    certain: false,
    sentence: {
      de: `Die Daten liegen als ${trial.label.de} (EPSG:${trial.epsg}) gelesen ${km} km vom Landkreis entfernt: bitte Gebiet und Koordinatensystem prüfen.`,
      en: `Read as ${trial.label.en} (EPSG:${trial.epsg}) the data lie ${km} km from the county: please check the area and the coordinate system.`,
    },
  };
}

function ask(trials: Trial[]): CrsGuess {
  const [first] = trials;
  const list = (language: 'de' | 'en') =>
    trials.map(({ epsg, label }) => `${label[language]} (EPSG:${epsg})`).join(language === 'de' ? ' oder ' : ' or ');
  return {
    epsg: first?.epsg ?? 4326,
    certain: false,
    swapped: first?.swapped ?? false,
    candidates: trials.map(candidate),
    sentence: {
      de: `Die Zahlen passen zu mehreren Koordinatensystemen: bitte wählen, ob es ${list('de')} ist.`,
      en: `The numbers fit several coordinate systems: please choose whether it is ${list('en')}.`,
    },
  };
}

function fitsNowhere(trials: Trial[]): CrsGuess {
  const nearest = trials
    .filter(({ distanceKm: distance }) => Number.isFinite(distance))
    .sort((a, b) => a.distanceKm - b.distanceKm)
    .slice(0, 3);
  const [first] = nearest;
  if (!first) return nothingToGuess();
  const km = Math.round(first.distanceKm);
  return {
    epsg: first.epsg,
    certain: false,
    swapped: first.swapped,
    candidates: nearest.map(candidate),
    sentence: {
      de: `In keinem bekannten Koordinatensystem liegen die Daten im Landkreis oder in Deutschland (am nächsten mit ${km} km: EPSG:${first.epsg}): bitte das Koordinatensystem der Quelle erfragen und angeben.`,
      en: `In no known coordinate system do the data lie in the county or in Germany (nearest, at ${km} km: EPSG:${first.epsg}): please ask for the source's coordinate system and state it.`,
    },
  };
}

function nothingToGuess(): CrsGuess {
  return {
    epsg: 4326,
    certain: false,
    swapped: false,
    candidates: [],
    sentence: {
      de: 'Die Datei enthält keine Koordinaten, aus denen sich ihr Koordinatensystem erkennen ließe: bitte prüfen, ob die richtige Datei gewählt ist.',
      en: 'The file has no coordinates from which its coordinate system could be told: please check whether the right file was chosen.',
    },
  };
}

/** Evenly spread over the file: neighbours in a file are neighbours in the field. */
function thin(points: readonly XY[]): XY[] {
  const step = Math.max(1, Math.floor(points.length / 300));
  return points.filter((_, i) => i % step === 0);
}

function median(values: number[]): number {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function inside([west, south, east, north]: Bbox, [x, y]: XY): boolean {
  return x >= west && x <= east && y >= south && y <= north;
}

function centre([west, south, east, north]: Bbox): XY {
  return [(west + east) / 2, (south + north) / 2];
}

function widen([west, south, east, north]: Bbox, km: number): Bbox {
  const lat = km / 111.2;
  const lon = lat / Math.cos((((south + north) / 2) * Math.PI) / 180);
  return [west - lon, south - lat, east + lon, north + lat];
}

/** On a sphere, to the nearest point of the box: good to a per cent, and nobody measures with it. */
function distanceKm([x, y]: XY, [west, south, east, north]: Bbox): number {
  const dx = x - Math.min(Math.max(x, west), east);
  const dy = y - Math.min(Math.max(y, south), north);
  return Math.hypot(dx * Math.cos((y * Math.PI) / 180), dy) * 111.2;
}
