/**
 * Rows that became 0 are not stored: who attacks stored counts must reckon with up to base − 1 pupils in every row that is
 * not there, since the sums that he sees were rounded with them. To leave these rows out would be to know that they are
 * empty; one lump of slack for each atom would let its children crowd into one row, and report safety that there is not.
 * Hence all of them: home × school × grade × traits, as far as the attacker cannot rule it out.
 *
 * That many edges are not needed, and what stands here allows the very same tables. Where nothing of a home × school is
 * shown, their sum is at most base − 1, which binds its grades more than their own limit does; which grade a child of
 * such a home is in is then the same question for all homes of a Gemeinde, and their children meet at one node before
 * they part into grades. Rows of one home, school and grade that differ in traits only are parallel edges: one with the
 * sum of their limits.
 *
 * Ruled out, and so granted to the attacker: schools, grades, Gemeinden and traits that are not named here, and bands that
 * are shown nowhere in the county.
 */
import type { AttackNetwork } from './attackNetwork.ts';
import { UNKNOWN_BAND } from '../pupils/measures.ts';
import { setsOf, type PupilCount } from './protect.ts';

/** Where pupils may be of whom nothing is shown. */
export interface Unseen {
  /** Grades of schools, those shown among them; `finerThanGemeinde` false for schools that are in no atom. */
  grades: readonly { school: string; grade: number | null; finerThanGemeinde: boolean }[];
  /** Gemeinden and their stand-ins (countList.ts), those shown among them. */
  gemeinden: readonly string[];
  /** What is counted besides: each pupil of a list has a value of every one. */
  traits: readonly CountedTrait[];
}

export interface CountedTrait {
  name: string;
  /** How many values it can take in an atom, and outside of atoms, where nothing is measured (pupils/measures.ts). */
  inAtom: number;
  elsewhere: number;
}

/**
 * @param schools their grades as the county's list of schools tells them (null: it does not), and whether atoms hold them
 * @returns what cannot be ruled out of any list of this county: grades of each school and those shown there, every
 *   Gemeinde, and what is counted of its pupils
 */
export function unseenOf(
  counts: readonly PupilCount[],
  schools: readonly { key: string; gradeFrom: number | null; gradeTo: number | null; isSensitive: boolean }[],
  gemeinden: readonly string[],
): Unseen {
  const finer = new Map(schools.map(({ key, isSensitive }) => [key, !isSensitive]));
  const grades = new Map<string, Unseen['grades'][number]>();
  const add = (school: string, grade: number | null) =>
    grades.set(`${school} ${grade ?? ''}`, { school, grade, finerThanGemeinde: finer.get(school) ?? true });
  for (const { key, gradeFrom, gradeTo } of schools)
    for (let grade = gradeFrom ?? 1; grade <= (gradeFrom === null ? 0 : (gradeTo ?? gradeFrom)); grade++)
      add(key, grade);
  for (const { school, grade } of counts) add(school, grade);
  return {
    grades: [...grades.values()],
    gemeinden: [...new Set([...gemeinden, ...counts.map(({ gemeinde }) => gemeinde)])],
    traits: traitsOf(counts),
  };
}

const LISTED = ['yes', 'no'];

/** What a list says is yes or no, whichever of them is shown; what was measured is a band that is shown, or unknown. */
function traitsOf(counts: readonly PupilCount[]): CountedTrait[] {
  const shown = new Map<string, Set<string>>();
  for (const text of new Set(counts.map(({ traits }) => traits || '{}')))
    for (const [name, value] of Object.entries(JSON.parse(text) as Record<string, string>))
      shown.set(name, (shown.get(name) ?? new Set()).add(value));
  return [...shown].map(([name, values]) => {
    const isMeasured = [...values].some((value) => !LISTED.includes(value));
    if (!isMeasured) return { name, inAtom: 2, elsewhere: 2 };
    return { name, inAtom: values.add(UNKNOWN_BAND).size, elsewhere: 1 };
  });
}

type Home = Pick<PupilCount, 'gemeinde' | 'atom'>;

const homeName = ({ gemeinde, atom }: Home, school?: string, grade?: number | null): string =>
  JSON.stringify([gemeinde, atom, school, grade]);

export function addUnseen(network: AttackNetwork, counts: readonly PupilCount[], base: number, unseen: Unseen): void {
  const shown = new Map<string, number>();
  const homes = new Map<string, Home>();
  for (const { gemeinde, atom, school, grade } of counts) {
    const home = { gemeinde, atom };
    homes.set(homeName(home), home);
    for (const name of [homeName(home, school), homeName(home, school, grade)])
      shown.set(name, (shown.get(name) ?? 0) + 1);
  }
  for (const gemeinde of unseen.gemeinden) homes.set(homeName({ gemeinde, atom: null }), { gemeinde, atom: null });

  /** How many rows one home, school and grade can have. */
  const rowsOf = (side: 'inAtom' | 'elsewhere') => unseen.traits.reduce((rows, trait) => rows * trait[side], 1);
  const most = { inAtom: rowsOf('inAtom'), elsewhere: rowsOf('elsewhere') };
  const gradesOf = new Map<string, Unseen['grades'][number][]>();
  for (const entry of unseen.grades) {
    const known = gradesOf.get(entry.school);
    if (known) known.push(entry);
    else gradesOf.set(entry.school, [entry]);
  }
  const meetings = new Map<string, number>();
  const meetingOf = (gemeinde: string, school: string): number => {
    const name = JSON.stringify([gemeinde, school]);
    const known = meetings.get(name);
    if (known !== undefined) return known;
    const node = network.newNode();
    meetings.set(name, node);
    for (const { grade } of gradesOf.get(school) ?? []) {
      const { bySchool } = setsOf({ gemeinde, atom: null, school, grade });
      // Many homes' children: only the sums that follow limit them.
      network.add(node, network.schools.node(bySchool), 0, Infinity);
    }
    return node;
  };

  for (const home of homes.values()) {
    for (const [school, grades] of gradesOf) {
      if (home.atom !== null && !grades[0]?.finerThanGemeinde) continue;
      if (!shown.has(homeName(home, school))) {
        const { byHome } = setsOf({ ...home, school, grade: null });
        network.add(network.homes.node(byHome.slice(0, -1)), meetingOf(home.gemeinde, school), 0, base - 1);
        continue;
      }
      for (const { grade } of grades) {
        const rows = shown.get(homeName(home, school, grade));
        const open = rows === undefined ? 1 : most[home.atom === null ? 'elsewhere' : 'inAtom'] - rows;
        if (open <= 0) continue;
        // Without traits the sum of home and school is the innermost; with them a row that is shown has a sum below it.
        const traits = rows === undefined ? '' : unseen.traits.map(({ name }) => name).join();
        const { byHome, bySchool } = setsOf({ ...home, school, grade, traits });
        network.add(network.homes.node(byHome), network.schools.node(bySchool), 0, open * (base - 1));
      }
    }
  }
}
