/** What an attacker can tell from a county's protected pupils as they are stored: every school year, and the children before school, by themselves. */
import loadHighs, { type Highs } from 'highs';
import { createRandom } from '../../geodata/sample/random.ts';
import { layerImports, listAreas } from '../data/repositories/areas.ts';
import { protectedRows } from '../data/repositories/audit.ts';
import { listCounties } from '../data/repositories/counties.ts';
import { childDates, pupilYears } from '../data/repositories/people.ts';
import { neighbourCounties } from '../data/repositories/pupilLists.ts';
import { saveAudit } from '../data/repositories/protection.ts';
import { listSchools, type SchoolRecord } from '../data/repositories/sites.ts';
import { ContradictionError, type Enrolment, type Published } from '../planning/confidentiality/audit.ts';
import { auditFigures, type AuditFigures } from '../planning/confidentiality/auditFigures.ts';
import type { PupilCount } from '../planning/confidentiality/protect.ts';
import { unseenOf } from '../planning/confidentiality/unseen.ts';
import { guestFrom, OUTSIDE, traitsText, UNKNOWN } from '../planning/pupils/countList.ts';
import type { Operation } from '../context.ts';
import { protectionOf } from './import/homes.ts';

export interface AuditOptions {
  /** So many rows of each school year, drawn by `seed`; null: every row. */
  rows: number | null;
  seed: number;
}

export interface YearAudit extends AuditFigures {
  year: string;
  base: number;
  minimum: number;
  /**
   * Which enrolment of each school the attacker was granted: the published one where it is of the same pupils. Else the
   * sum that is shown takes its place: whoever knows the enrolment of that year learns as much from it.
   */
  enrolment: 'published' | 'shown';
}

export async function auditCounty(
  { database: { db }, now }: Pick<Operation, 'database' | 'now'>,
  county: string,
  { rows, seed }: AuditOptions,
): Promise<YearAudit[]> {
  const highs = await loadHighs();
  const settings = protectionOf((await listCounties(db, [county]))[0]?.settings ?? {});
  const schools = await listSchools(db, [county]);
  const facts = schools.map((school) => ({
    ...school,
    isSensitive: settings.sensitiveTypes.includes(school.schoolType) || settings.sensitiveSchools.includes(school.key),
  }));
  const audits: YearAudit[] = [];
  const lists = [...(await pupilYears(db, [county])), ...(await childDates(db, [county]))];
  for (const { year, edition, layer, base, minimum, total } of lists) {
    const counts = (await protectedRows(db, edition)).map(({ home, traits, ...row }): PupilCount => ({
      ...row,
      gemeinde: home,
      traits: traitsText(traits),
    }));
    const areas = await listAreas(db, await layerImports(db, [county], layer, null), [county]);
    const guests = (await neighbourCounties(db, county)).map(guestFrom);
    const gemeinden = [...areas.map(({ key }) => key), UNKNOWN, OUTSIDE, ...guests];
    const numbers = counts.map((_, index) => index);
    const drawn = rows === null ? numbers : createRandom(seed, 'audit').shuffled(numbers).slice(0, rows);
    const known = {
      counts,
      base,
      minimum,
      ...(total !== null && { total }),
      unseen: unseenOf(counts, facts, gemeinden),
    };
    const figures = attack(known, drawn, schools, highs);
    const { fewest, attacked, belowBase } = figures;
    // The page for the data-protection officer tells what was found last.
    if (fewest !== null) {
      await saveAudit(db, edition, { rows: counts.length, attacked, narrowest: fewest, below: belowBase }, now());
    }
    audits.push({ year, base, minimum, ...figures });
  }
  return audits;
}

function attack(
  known: Omit<Published, 'enrolments'>,
  rows: readonly number[],
  schools: readonly SchoolRecord[],
  highs: Highs,
): AuditFigures & Pick<YearAudit, 'enrolment'> {
  const shown = shownEnrolments(known.counts);
  const published = publishedEnrolments(schools, shown, known.base);
  if (published) {
    try {
      return { enrolment: 'published', ...auditFigures({ ...known, enrolments: published }, rows, highs) };
    } catch (error) {
      // Each fits by itself, and all together do not: they are of other pupils after all.
      if (!(error instanceof ContradictionError)) throw error;
    }
  }
  // The true total contradicts sums that are only shown; what is shown takes its place, too.
  const total = shown.reduce((sum, { people }) => sum + people, 0);
  return { enrolment: 'shown', ...auditFigures({ ...known, enrolments: shown, total }, rows, highs) };
}

function shownEnrolments(counts: readonly PupilCount[]): Enrolment[] {
  const sums = new Map<string, number>();
  for (const { school, people } of counts) sums.set(school, (sums.get(school) ?? 0) + people);
  return [...sums].map(([school, people]) => ({ school, people }));
}

/** Null where one lies a base or more beside what is shown: the list of schools then is of another year. */
function publishedEnrolments(
  schools: readonly SchoolRecord[],
  shown: readonly Enrolment[],
  base: number,
): Enrolment[] | null {
  const known = new Map(schools.map(({ key, enrolment }) => [key, enrolment]));
  const published = shown.map(({ school, people }) => ({ school, people: known.get(school) ?? null, shown: people }));
  const fits = (entry: (typeof published)[number]): entry is typeof entry & { people: number } =>
    entry.people !== null && Math.abs(entry.people - entry.shown) < base;
  return published.every(fits) ? published.map(({ school, people }) => ({ school, people })) : null;
}
