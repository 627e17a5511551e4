/** The school planner's view ahead: which schools will be too small or too full, and how many classes each needs each year. */
import type { EnrolmentRate, SchoolsOutlook } from '../../contract/enrolment.ts';
import type { Rate } from '../../contract/common.ts';
import { PUBLISHED, releaseFigure, type ReleasedCount } from '../../planning/confidentiality/release.ts';
import { DomainError } from '../../planning/errors.ts';
import type { EnrolmentResult } from '../../planning/enrolment/forecast.ts';
import { GRADES } from '../../planning/enrolment/pupils.ts';
import { capacityOf, classesOf } from '../../planning/variant/rules.ts';
import { chosenCounties, sources } from '../counties.ts';
import type { Forecasting } from '../demography/work.ts';
import type { EnrolmentGround, ScenarioKey } from './ground.ts';
import { enrolmentOf, enrolmentResult, type Made } from './made.ts';
import { enrolmentNotices } from './notices.ts';
import { ToldPupils } from './told.ts';

export interface OutlookQuery {
  type?: string | undefined;
  school?: string | undefined;
  scenario?: ScenarioKey | undefined;
}

/** 2027 → 2027/28 */
export const schoolYearOf = (year: number): string => `${year}/${String((year + 1) % 100).padStart(2, '0')}`;

export const KINDS = ['enrolments', 'pupils', 'pupil-list', 'schools', 'population', 'vital-events'];

export async function schoolsOutlook(
  context: Forecasting,
  selection: string,
  query: OutlookQuery,
): Promise<SchoolsOutlook> {
  const scenario = query.scenario ?? 'middle';
  const counties = await chosenCounties(context, selection);
  const revision = counties.map((county) => county.revision).join('+');
  const made = await enrolmentOf(context, selection, scenario, revision);
  const result = await enrolmentResult(context, made, { selection, scenario, revision }, null);
  const { ground } = made;
  const view = new Outlook(made, result);
  const { types } = ground.counted;
  const chosen = query.school === undefined ? null : view.find(query.school);
  const type = query.type ?? (chosen === null ? view.mostSchools() : types[ground.counted.schools[chosen]!.type]!);
  const members = view.ofType(type);
  const { ahead } = ground;
  return {
    schoolType: type ?? null,
    basis: ground.counted.basis,
    populationDate: ahead?.populationDate ?? null,
    populationBasis: ahead?.populationBasis ?? null,
    ...{ scenario, draws: ahead?.draws ?? 0 },
    years: view.years.map((year) => schoolYearOf(ground.base!.year + year)),
    schools: members.map((school) => view.school(school)),
    total: view.group(members, types.indexOf(type ?? '')),
    types: types.map((key, index) => ({ schoolType: key, ...view.group(view.ofType(key), index) })),
    past: view.past(chosen === null ? members : [chosen]),
    school: chosen === null ? null : view.chosen(chosen),
    rates: ratesOf(ground),
    proof: ground.proof && { ...ground.proof, year: schoolYearOf(ground.proof.year) },
    rules: [...ground.rules, ...made.sizeRules],
    notices: [...enrolmentNotices(ground), ...view.unset(members)],
    sources: await sources(context, ground.keys, KINDS),
  };
}

class Outlook {
  readonly years: number[];
  readonly #made: Made;
  readonly #result: EnrolmentResult | null;
  readonly #told: ToldPupils;

  constructor(made: Made, result: EnrolmentResult | null) {
    this.#made = made;
    this.#result = result;
    this.#told = new ToldPupils(made.ground, result);
    this.years = Array.from({ length: this.#told.years }, (_, year) => year);
  }

  get #counted() {
    return this.#made.ground.counted;
  }

  ofType(type: string | undefined): number[] {
    const { records } = this.#counted;
    return [...records.keys()].filter((school) => records[school]!.schoolType === type);
  }

  mostSchools(): string | undefined {
    const { types } = this.#counted;
    return [...types].sort((a, b) => this.ofType(b).length - this.ofType(a).length)[0];
  }

  /** @throws DomainError where there is no such school with pupils by grade */
  find(key: string): number {
    const index = this.#counted.records.findIndex(
      (school) => school.key === key || `${school.county}/${school.key}` === key,
    );
    if (index >= 0) return index;
    throw new DomainError('notFound', 'school.unknown', {
      de: `Für die Schule „${key}“ gibt es hier keine Schülerzahlen nach Klassenstufe: bitte eine aus der Tabelle wählen.`,
      en: `There are no pupils by grade of the school '${key}' here: please choose one from the table.`,
    });
  }

  /** Classes that the pupils of a grade need; of the base year those that were counted, where they were. */
  #classes(school: number, year: number, grade: number): number | null {
    const { rules, school: sized } = this.#made.sized[school]!;
    const { county, key } = this.#counted.records[school]!;
    const counted = year === 0 ? this.#counted.classes.get(`${county}/${key}|${grade}`) : undefined;
    return counted ?? classesOf(rules, sized, grade, this.#told.wholeOf(year, school, grade, grade));
  }

  #allClasses(school: number, year: number): number | null {
    const { first, last } = this.#counted.schools[school]!;
    let sum = 0;
    for (let grade = first; grade <= last; grade++) {
      const classes = this.#classes(school, year, grade);
      if (classes === null) return null;
      sum += classes;
    }
    return sum;
  }

  /** @param grade 0: all grades of the school */
  #bounds(school: number, grade: number): { low: Rate[]; high: Rate[] } {
    const bound = (end: 'low' | 'high') =>
      this.years.map((year) => {
        const value = year === 0 ? undefined : this.#result?.grades?.[year]?.[end][school * GRADES + grade];
        return this.#told.figure(year, school, value === undefined ? null : Math.round(value));
      });
    return { low: bound('low'), high: bound('high') };
  }

  school(school: number): SchoolsOutlook['schools'][number] {
    const { county, key, name, schoolType, lon, lat } = this.#counted.records[school]!;
    const { first: gradeFrom, last: gradeTo } = this.#counted.schools[school]!;
    const { rules, school: sized } = this.#made.sized[school]!;
    const capacity = capacityOf(rules, sized)?.pupils ?? null;
    const told = this.#told;
    return {
      ...{ county, key, name, schoolType, gradeFrom, gradeTo, point: [lon, lat] },
      pupils: this.years.map((year) => told.pupils(year, school)),
      ...this.#bounds(school, 0),
      classes: this.years.map((year) => told.figure(year, school, this.#allClasses(school, year))),
      capacity,
      use: this.years.map((year) =>
        told.figure(year, school, capacity === null || capacity === 0 ? null : told.wholeOf(year, school) / capacity),
      ),
      tooSmall: this.years.map((year) => told.figure(year, school, this.#result?.tooSmall?.[year]?.[school])),
    };
  }

  group(schools: readonly number[], type: number): SchoolsOutlook['total'] {
    const bound = (end: 'low' | 'high') =>
      this.years.map((year): Rate => {
        const value = year === 0 || type < 0 ? undefined : this.#result?.types?.[year]?.[end][type];
        if (value === undefined) return null;
        return this.#told.sum(year, schools) === 'hidden' ? 'hidden' : releaseFigure(PUBLISHED, Math.round(value), []);
      });
    return {
      pupils: this.years.map((year) => this.#told.sum(year, schools)),
      ...{ low: bound('low'), high: bound('high') },
      classes: this.years.map((year): Rate => {
        if (this.#told.sum(year, schools) === 'hidden') return 'hidden';
        const classes = schools.map((school) => this.#allClasses(school, year));
        const sum = classes.reduce<number | null>((all, own) => (all === null || own === null ? null : all + own), 0);
        return releaseFigure(PUBLISHED, sum, []);
      }),
    };
  }

  past(schools: readonly number[]): SchoolsOutlook['past'] {
    return this.#counted.years.slice(0, -1).map(({ year, pupils }) => {
      const counts = schools.map((school) => pupils.subarray(school * GRADES + 1, (school + 1) * GRADES));
      // Of a school that is not told in a year nothing can be said; of a type it is no sum without it.
      const isTold = counts.every((own) => !Number.isNaN(own[0]!));
      const sum = counts.reduce((all, own) => all + own.reduce((a, b) => a + b, 0), 0);
      const people: ReleasedCount = isTold ? this.#counted.release(sum) : null;
      return { year: schoolYearOf(year), pupils: people };
    });
  }

  chosen(school: number): SchoolsOutlook['school'] {
    const { county, key } = this.#counted.records[school]!;
    const { first, last } = this.#counted.schools[school]!;
    const told = this.#told;
    return {
      ...{ county, key, least: this.#made.sized[school]!.least },
      grades: Array.from({ length: last - first + 1 }, (_, index) => {
        const grade = first + index;
        return {
          grade,
          pupils: this.years.map((year) => told.pupils(year, school, grade, grade)),
          ...this.#bounds(school, grade),
          classes: this.years.map((year) => told.figure(year, school, this.#classes(school, year, grade))),
        };
      }),
    };
  }

  /** Least sizes that the rules do not name. */
  unset(schools: readonly number[]): SchoolsOutlook['notices'] {
    if (schools.length === 0 || schools.some((school) => this.#made.sized[school]!.least.length > 0)) return [];
    return [
      {
        de: 'Für diese Schulart ist keine Mindestgröße eingetragen: wie oft eine Schule sie unterschreitet, bleibt offen.',
        en: 'No least size is entered for this school type: how often a school falls below it stays open.',
      },
    ];
  }
}

/** Of public school statistics; of protected counts they are sums over many children. */
function ratesOf({ counted, rates, deferral, base, ahead }: EnrolmentGround): EnrolmentRate[] {
  if (!base) return [];
  const rounded = (value: number | null) =>
    releaseFigure(PUBLISHED, value === null ? null : Math.round(value * 1000) / 1000, []);
  const people = (count: number | null) => releaseFigure(PUBLISHED, count === null ? null : Math.round(count), []);
  const typed = (key: string): { schoolType: string | null; grade: number } => {
    const [type = '', grade = ''] = key.split('|');
    return { schoolType: counted.types[Number(type)] ?? null, grade: Number(grade) };
  };
  const entry = ahead ? rates.entryOfCounty.get(1) : undefined;
  return [
    ...(entry
      ? [
          {
            ...{ key: 'entry' as const, schoolType: null, grade: 1 },
            ...{ value: rounded(entry.value), people: people(entry.people) },
          },
        ]
      : []),
    {
      ...{ key: 'deferral' as const, schoolType: null, grade: 1 },
      ...{ value: rounded(deferral?.value ?? null), people: people(deferral?.people ?? null) },
    },
    ...[...rates.progressOfType].map(([key, { value, people: seen }]) => ({
      ...{ key: 'progress' as const, ...typed(key) },
      ...{ value: rounded(value), people: people(seen > 0 ? seen : null) },
    })),
    ...[...rates.transitionOfType].map(([key, { value, people: seen }]) => ({
      ...{ key: 'transition' as const, ...typed(key) },
      ...{ value: rounded(value), people: people(seen) },
    })),
  ];
}
