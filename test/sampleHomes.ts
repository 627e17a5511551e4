/** The sample county's pupils at their homes, as countList takes them. The sample lies in metres: a "degree" is one here. */
import { generateSample } from '../geodata/sample/index.ts';
import { secretRandom } from '../server/operations/import/secretRandom.ts';
import { CELL_METRES } from '../server/planning/confidentiality/atomsInput.ts';
import { atomMinimum, protectPupils, type PupilCount } from '../server/planning/confidentiality/protect.ts';
import {
  countList,
  type CountedList,
  type CountOptions,
  type PlacedPupil,
} from '../server/planning/pupils/countList.ts';
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
  /** The true counts, in the order in which they were rounded. */
  truth: PupilCount[];
  /** The same rows as shown, those that became 0 and are not stored among them. */
  shown: PupilCount[];
}

/** A list protected as the import does it, with a secret. */
export function protect(
  list: readonly PlacedPupil[],
  { houses, groundAt, sensitive }: SampleHomes,
  secret = '2b'.repeat(32),
): Protected {
  let truth: readonly PupilCount[] = [];
  const randomFor: CountOptions['randomFor'] = (counts) => {
    truth = counts;
    return secretRandom(secret, JSON.stringify(counts));
  };
  const counted = countList(list, houses, groundAt, {
    base: BASE,
    minimum: MINIMUM,
    usualShare: USUAL_SHARE,
    homogeneousMinimum: HOMOGENEOUS_MINIMUM,
    sensitive,
    randomFor,
  });
  return { ...counted, truth: [...truth], shown: protectPupils(truth, BASE, randomFor(truth)) };
}

/** Pupils of each school, public and true. */
export function enrolmentsOf(truth: readonly PupilCount[]): { school: string; people: number }[] {
  const sums = new Map<string, number>();
  for (const { school, people } of truth) sums.set(school, (sums.get(school) ?? 0) + people);
  return [...sums].map(([school, people]) => ({ school, people }));
}
