/** The sample county's pupils at their homes, as countList takes them. The sample lies in metres: a "degree" is one here. */
import loadHighs from 'highs';
import { generateSample } from '../geodata/sample/index.ts';
import { CELL_METRES } from '../server/planning/confidentiality/atomsInput.ts';
import { atomMinimum, protectPupils, type PupilCount } from '../server/planning/confidentiality/protect.ts';
import {
  countList,
  straightLine,
  type CountedList,
  type CountOptions,
  type PlacedPupil,
} from '../server/planning/pupils/countList.ts';
import { chanceOf } from './chance.ts';
import type { Ground } from '../server/planning/pupils/ground.ts';

export const BASE = 3;
export const MINIMUM = atomMinimum(5, BASE);
export const HOMOGENEOUS_MINIMUM = 25;
export const USUAL_SHARE = 0.8;

export interface SampleHomes {
  list: PlacedPupil[];
  houses: (readonly [number, number])[];
  /** Keys of Förderschulen. */
  sensitive: Set<string>;
  /** Where schools stand. */
  schoolPoints: Map<string, { n: number; e: number }>;
  gemeinden: string[];
  schools: { key: string; grades: number[] }[];
  groundAt: (point: readonly [number, number]) => Ground;
  /** 'cell/Gemeinde//', as an atom names it. */
  partAt: (point: readonly [number, number]) => string;
}

export function sampleHomes(seed = 1): SampleHomes {
  const { pupils, addresses, schools, municipalities } = generateSample({ seed, scale: 1 });
  const gemeindeAt = new Map(addresses.map(({ point, municipality }) => [point.join(), municipalities[municipality]!]));
  const groundAt = (point: readonly [number, number]): Ground => {
    const [e, n] = point.map((metres) => Math.floor(metres / CELL_METRES) * CELL_METRES) as [number, number];
    const gemeinde = gemeindeAt.get(point.join())?.key ?? null;
    return { cell: { key: `${n}|${e}`, n, e }, gemeinde, planningArea: null, district: null };
  };
  return {
    list: pupils.map(({ home, school, grade }): PlacedPupil => {
      return { school: schools[school]!.key, grade, quality: 'exact', point: addresses[home]!.point };
    }),
    houses: addresses.map(({ point }) => point),
    sensitive: new Set(schools.filter(({ type }) => type === 'FÖS').map(({ key }) => key)),
    schoolPoints: new Map(
      schools.map(({ key, address }) => {
        const [e, n] = addresses[address]!.point;
        return [key, { n, e }];
      }),
    ),
    gemeinden: municipalities.map(({ key }) => key),
    schools: schools.map(({ key, gradeFrom, gradeTo }) => {
      return { key, grades: Array.from({ length: gradeTo - gradeFrom + 1 }, (_, i) => gradeFrom + i) };
    }),
    groundAt,
    partAt: (point) => {
      const { cell, gemeinde } = groundAt(point);
      return `${cell.key}/${gemeinde}//`;
    },
  };
}

export interface Protected extends CountedList {
  /** The true counts. */
  truth: PupilCount[];
  /** The same rows in the same order as shown, those that became 0 and are not stored among them. */
  shown: PupilCount[];
}

const highs = await loadHighs();

/** The truth of the same rows, counted from the list by itself. */
function trueCounts(
  list: readonly PlacedPupil[],
  { atoms }: CountedList,
  { groundAt, partAt, sensitive }: SampleHomes,
): PupilCount[] {
  const atomAt = new Map(atoms.flatMap((atom) => atom.cells.map((cell) => [cell, atom] as const)));
  const counts = new Map<string, PupilCount>();
  for (const { school, grade, point } of list) {
    const atom = sensitive.has(school) ? undefined : atomAt.get(partAt(point!));
    const row = { gemeinde: atom?.gemeinde ?? groundAt(point!).gemeinde!, atom: atom?.key ?? null, school, grade };
    const name = JSON.stringify(Object.values(row));
    counts.set(name, { ...row, people: (counts.get(name)?.people ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** A list protected as the import does it; another seed is another county's secret. */
export function protect(
  list: readonly PlacedPupil[],
  homes: SampleHomes,
  { seed = 1, kept = [] }: { seed?: number; kept?: CountOptions['kept'] } = {},
): Protected {
  const { houses, groundAt, sensitive, schoolPoints } = homes;
  const options = {
    base: BASE,
    minimum: MINIMUM,
    usualShare: USUAL_SHARE,
    homogeneousMinimum: HOMOGENEOUS_MINIMUM,
    sensitive,
    schoolPoints,
    kept,
    chanceOf: chanceOf(seed),
    schoolYear: 2025,
    highs,
  };
  const counted = countList(list, houses, groundAt, options);
  const truth = trueCounts(list, counted, homes);
  const pointOf = new Map(counted.atoms.map(({ key, point }) => [key, point]));
  const metresOf = straightLine(schoolPoints, (atom) => pointOf.get(atom));
  return { ...counted, truth, shown: protectPupils(truth, { ...options, metresOf }) };
}

/** Pupils of each school, public and true. */
export function enrolmentsOf(truth: readonly PupilCount[]): { school: string; people: number }[] {
  const sums = new Map<string, number>();
  for (const { school, people } of truth) sums.set(school, (sums.get(school) ?? 0) + people);
  return [...sums].map(([school, people]) => ({ school, people }));
}
