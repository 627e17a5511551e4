/**
 * Residents of ten years. The last year is drawn first, then each year is undone: whoever is here now was here a year
 * ago, was born, or moved in. Read forwards the balance closes to the last person, without any correction.
 */
import { AGES, FIRST_YEAR, LAST_YEAR, type PeopleTable, type SampleOptions, type SamplePopulation } from './model.ts';
import { apportion, type Random } from './random.ts';

type Anchors = readonly (readonly [age: number, value: number])[];

/** Both sexes at the end of 2025: the fall after 1990, its echo now, the strong years of 1955–65, the gap of 1945. */
const PYRAMID: Anchors = [
  [0, 432],
  [2, 468],
  [4, 522],
  [6, 592],
  [8, 640],
  [14, 645],
  [17, 615],
  [20, 500],
  [24, 455],
  [28, 480],
  [31, 505],
  [34, 700],
  [37, 960],
  [41, 960],
  [45, 910],
  [49, 760],
  [52, 830],
  [57, 1130],
  [61, 1270],
  [65, 1220],
  [70, 1080],
  [75, 900],
  [79, 640],
  [82, 700],
  [85, 640],
  [88, 400],
  [92, 180],
  [96, 55],
  [99, 16],
  [100, 14],
];

const MALE_SHARE: Anchors = [
  [0, 0.513],
  [18, 0.515],
  [24, 0.54],
  [36, 0.52],
  [60, 0.5],
  [72, 0.475],
  [82, 0.415],
  [90, 0.31],
  [100, 0.16],
];

/** Moves over the border of the Gemeinde, per head and year. */
const MOVES_OUT: Anchors = [
  [0, 0.05],
  [6, 0.032],
  [16, 0.022],
  [19, 0.1],
  [23, 0.125],
  [28, 0.088],
  [34, 0.056],
  [45, 0.028],
  [60, 0.015],
  [78, 0.012],
  [86, 0.024],
  [100, 0.02],
];
const MOVES_IN: Anchors = [
  [0, 0.055],
  [4, 0.046],
  [8, 0.033],
  [16, 0.024],
  [19, 0.072],
  [23, 0.1],
  [28, 0.092],
  [34, 0.064],
  [45, 0.03],
  [60, 0.018],
  [78, 0.012],
  [86, 0.022],
  [100, 0.016],
];

function spread(anchors: Anchors): number[] {
  return Array.from({ length: AGES }, (_, age) => {
    const next = anchors.findIndex(([at]) => at >= age);
    const [at, value] = anchors[next]!;
    if (at === age || next === 0) return value;
    const [from, start] = anchors[next - 1]!;
    return start + ((value - start) * (age - from)) / (at - from);
  });
}

/** Gompertz: the risk grows by about a tenth with each year of age. */
function risk(sex: number, age: number): number {
  if (age === 0) return 0.003;
  return Math.min(0.55, sex === 0 ? 0.000053 * Math.exp(0.088 * age) : 0.0000185 * Math.exp(0.097 * age));
}

export function buildPopulation(
  municipalityResidents: readonly number[],
  { scale }: SampleOptions,
  random: Random,
): SamplePopulation {
  const years = LAST_YEAR - FIRST_YEAR + 1;
  const empty = (): PeopleTable =>
    municipalityResidents.map(() => Array.from({ length: years }, () => [new Int32Array(AGES), new Int32Array(AGES)]));
  const people: SamplePopulation = {
    residents: empty(),
    births: empty(),
    deaths: empty(),
    arrivals: empty(),
    departures: empty(),
  };
  lastYear(municipalityResidents, scale, random).forEach((bySex, m) => {
    people.residents[m]![years - 1] = bySex;
  });
  const [out, into] = [spread(MOVES_OUT), spread(MOVES_IN)];
  municipalityResidents.forEach((total, m) => {
    const pull = attraction(total / scale) * random.between(0.975, 1.025);
    for (let year = years - 1; year > 0; year--) {
      // People who fled the war in Ukraine came in 2022; some of them left in the years after.
      const wave = FIRST_YEAR + year === 2022 ? 1.28 : 1;
      const after = FIRST_YEAR + year > 2022 ? 1.06 : 1;
      undoYear(
        people,
        m,
        year,
        out.map((rate) => rate * after),
        into.map((rate) => rate * pull * wave),
        random,
      );
    }
  });
  return people;
}

/** Enough moves to the county town that it keeps its size; villages lose what their deaths exceed their births by. */
function attraction(residents: number): number {
  if (residents > 10_000) return 1.17;
  if (residents > 3_500) return 1.06;
  return residents > 800 ? 0.99 : 0.93;
}

function lastYear(totals: readonly number[], scale: number, random: Random): Int32Array[][] {
  const pyramid = spread(PYRAMID);
  const male = spread(MALE_SHARE);
  const weights = totals.map((total) => {
    // Small villages are older; chance makes some of them young.
    const young = Math.max(-0.2, Math.min(0.2, 0.035 * Math.log(total / scale / 2500) + 0.06 * random.normal()));
    return pyramid.map((count, age) => {
      const lean = age < 18 || (age >= 26 && age <= 46) ? young : age >= 66 ? -0.8 * young : 0;
      return count * (1 + lean);
    });
  });
  fit(weights, totals, pyramid);
  return totals.map((total, m) => {
    const parts = apportion(
      total,
      [0, 1].flatMap((sex) => weights[m]!.map((weight, age) => weight * (sex === 0 ? male[age]! : 1 - male[age]!))),
    );
    return [Int32Array.from(parts.slice(0, AGES)), Int32Array.from(parts.slice(AGES))];
  });
}

/** Rows to the totals of the Gemeinden, columns to the county's pyramid, in turn. */
function fit(weights: number[][], totals: readonly number[], pyramid: readonly number[]): void {
  const whole = totals.reduce((a, b) => a + b, 0) / pyramid.reduce((a, b) => a + b, 0);
  for (let pass = 0; pass < 6; pass++) {
    weights.forEach((row, m) => {
      const factor = totals[m]! / row.reduce((a, b) => a + b, 0);
      row.forEach((value, age) => (row[age] = value * factor));
    });
    pyramid.forEach((count, age) => {
      const factor = (count * whole) / weights.reduce((sum, row) => sum + row[age]!, 0);
      for (const row of weights) row[age]! *= factor;
    });
  }
}

function undoYear(
  { residents, births, deaths, arrivals, departures }: SamplePopulation,
  m: number,
  year: number,
  out: readonly number[],
  into: readonly number[],
  random: Random,
): void {
  for (const sex of [0, 1]) {
    const now = residents[m]![year]![sex]!;
    const before = residents[m]![year - 1]![sex]!;
    for (let age = 0; age < AGES; age++) {
      const here = now[age]!;
      const q = risk(sex, age);
      const died = eventCount((here * q) / (1 - q), random);
      const left = eventCount(here * out[age]!, random);
      const came = Math.min(here + died + left, eventCount(here * into[age]!, random));
      deaths[m]![year]![sex]![age] = died;
      departures[m]![year]![sex]![age] = left;
      arrivals[m]![year]![sex]![age] = came;
      const origin = here + died + left - came;
      if (age === 0) births[m]![year]![sex]![0] = origin;
      else if (age < AGES - 1) before[age - 1] = origin;
      else {
        // The open group was fed by those of 99 and by itself.
        const centenarians = Math.min(origin, random.round(origin * 0.45));
        before[AGES - 1] = centenarians;
        before[AGES - 2] = origin - centenarians;
      }
    }
  }
}

/** Poisson deviate: exact for small numbers, by the normal curve for large ones. */
function eventCount(expected: number, random: Random): number {
  if (expected <= 0) return 0;
  if (expected > 12) return Math.max(0, Math.round(expected + Math.sqrt(expected) * random.normal()));
  const limit = Math.exp(-expected);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}
