/** What leaves of a variant: sums of protected counts, released; a 0 that nobody moved is a true one. */
import type {
  ChangeEntry,
  ChildrenAhead,
  Plan,
  PlanSchoolFigures,
  PlanTypeFigures,
  SchoolNumbers,
} from '../../contract/variants.ts';
import {
  PUBLISHED,
  releaseCount,
  releaseProtected,
  releaseProtectedFigure,
} from '../../planning/confidentiality/release.ts';
import type { PlanChange } from '../../planning/variant/changes.ts';
import type { Figures, SchoolFigures, TypeFigures } from '../../planning/variant/figures.ts';
import { limitKey, type SchoolSizes } from '../../planning/variant/sizes.ts';
import type { Finding } from '../../planning/variant/rules.ts';
import type { Ways } from '../../planning/variant/ways.ts';
import { assignmentAt, type PlanState } from '../../planning/variant/state.ts';
import type { PlanSchool } from '../../planning/variant/world.ts';
import type { CountyWorld } from './world.ts';

const whole = (people: number | null) => releaseProtectedFigure(people === null ? null : Math.round(people));
const share = (value: number | null) => releaseProtectedFigure(value === null ? null : Math.round(value * 1e4) / 1e4);
/** Where no home is moved a 0 is a true one. */
const flow = (people: number, sets: number) =>
  people === 0 && sets === 0 ? releaseCount(PUBLISHED, 0) : releaseProtected(Math.max(0, Math.round(people)));

const waysAnswer = ({ pupils, mean, of90, over, entitled }: Ways): SchoolNumbers['ways'] => ({
  pupils: whole(pupils),
  meanMetres: whole(mean),
  metresOf90: whole(of90),
  over: whole(over),
  entitled: whole(entitled),
});

/** Schools that no change touches keep their figures, and what is told of them. */
const toldNumbers = new WeakMap<SchoolFigures, SchoolNumbers>();

function numbers(figures: SchoolFigures, grades: { gradeFrom: number; gradeTo: number }): SchoolNumbers {
  const known = toldNumbers.get(figures);
  if (known) return known;
  const made = tellNumbers(figures, grades);
  toldNumbers.set(figures, made);
  return made;
}

const findingAnswer = (finding: Finding) => ({
  rule: finding.rule,
  grade: 'grade' in finding ? finding.grade : null,
  value: whole('classes' in finding ? finding.classes : finding.pupils),
  limit: finding.limit,
});

function tellNumbers(figures: SchoolFigures, grades: { gradeFrom: number; gradeTo: number }): SchoolNumbers {
  const { pupils, spread, byGrade, classes, capacity, utilisation, findings, near, nearby, ways } = figures;
  return {
    pupils: whole(pupils),
    spread: Math.ceil(spread),
    byGrade: [...byGrade].flatMap((people, grade) =>
      (grade >= grades.gradeFrom && grade <= grades.gradeTo) || (grade > 0 && people > 0)
        ? [{ grade, pupils: releaseProtected(Math.round(people)), classes: classes[grade] ?? null }]
        : [],
    ),
    capacity: capacity === null ? null : { pupils: Math.floor(capacity.pupils), from: capacity.from },
    utilisation: share(utilisation),
    findings: findings.map((one) => ({ ...findingAnswer(one), near: near.has(limitKey(one)) })),
    nearby: nearby.map((one) => ({ rule: one.rule, grade: 'grade' in one ? one.grade : null, limit: one.limit })),
    ways: waysAnswer(ways),
  };
}

const typeNumbers = ({ ways, dissimilarity }: TypeFigures): PlanTypeFigures['before'] => ({
  ways: waysAnswer(ways),
  dissimilarity: share(dissimilarity),
});

export interface Told {
  state: PlanState;
  /** Beside which they stand: of the shown year without the variant, where children are forecast. */
  today: Figures;
  after: Figures;
  shownYear: number | null;
  /** What the children of the years to come rest on; null: they are as today. */
  ahead: ChildrenAhead | null;
  years: { year: number; schools: readonly SchoolSizes[] }[];
  /** Whoever asks has the plan of today: the districts and figures that are as in it are not told again. They would be most of an answer. */
  isBesideToday: boolean;
}

export function planAnswer({ world, schoolYear }: CountyWorld, told: Told): Plan {
  const { state, today, after, shownYear, ahead, years, isBesideToday } = told;
  const year = shownYear ?? Infinity;
  const isAsToday = ({ gradeFrom, gradeTo }: PlanSchool, index: number) => {
    const own = world.schools[index];
    return own?.gradeFrom === gradeFrom && own.gradeTo === gradeTo;
  };
  return {
    schoolYear,
    year: world.year,
    shownYear,
    children: ahead === null ? 'today' : 'ahead',
    ahead,
    schools: state.schools.map((school, index) => {
      const { key, name, schoolType, authority, gradeFrom, gradeTo, parallelClasses, places, lon, lat } = school;
      const isNew = index >= world.schools.length;
      return {
        key,
        name,
        schoolType,
        authority,
        gradeFrom,
        gradeTo,
        parallelClasses,
        places,
        position: [lon, lat],
        isNew,
        isMoved: !isNew && state.relocated.has(index),
        isResized: state.resized.has(index),
        closing: state.closing[index] ?? null,
        opening: state.opening[index] ?? null,
      };
    }),
    assignments: [...world.types].map(([schoolType, ground]) => {
      // Of an interim year the entrants' districts are shown: they are the law of that year.
      const schools = assignmentAt(state, schoolType, ground, year, year);
      const locked = state.locked.get(schoolType);
      return {
        schoolType,
        hasDistricts: ground.hasDistricts,
        schools: isBesideToday && schools === ground.today ? null : Array.from(schools),
        locked: locked ? [...locked].flatMap((is, atom) => (is ? [atom] : [])) : [],
      };
    }),
    figures: {
      schools: state.schools.map((school, index): PlanSchoolFigures => {
        const now = after.schools[index]!;
        return {
          school: school.key,
          after:
            isBesideToday && isAsToday(school, index) && now === today.schools[index] ? null : numbers(now, school),
          arriving: flow(now.arriving, now.sets),
          leaving: flow(now.leaving, now.sets),
        };
      }),
      types: [...after.types].map(([schoolType, now]): PlanTypeFigures => ({
        schoolType,
        before: typeNumbers(today.types.get(schoolType) ?? now),
        after: typeNumbers(now),
        moved: flow(now.moved, now.sets),
        acrossAuthorities: flow(now.acrossAuthorities, now.sets),
        unplaced: flow(now.unplaced, now.sets),
        unknownHomes: flow(now.unknownHomes, now.sets),
      })),
    },
    years: years.map(({ year: shown, schools }) => ({
      year: shown,
      pupils: schools.map(({ pupils }) => whole(pupils)),
      findings: schools.map(({ findings }) => findings.length),
    })),
  };
}

export function changeEntry(change: PlanChange): ChangeEntry {
  const timing = {
    from: 'from' in change ? change.from : null,
    mode: 'mode' in change ? change.mode : null,
  };
  const none = { schoolType: null, atoms: 0, label: '' };
  switch (change.kind) {
    case 'assign': {
      const { kind, schoolType, atoms, label } = change;
      return { kind, schoolType, schools: [...new Set(change.schools)], atoms: atoms.length, label, ...timing };
    }
    case 'lock':
    case 'unlock': {
      const { kind, schoolType, atoms, label } = change;
      return { kind, schoolType, schools: [], atoms: atoms.length, label, ...timing };
    }
    case 'open':
      return {
        ...none,
        kind: 'open',
        schoolType: change.schoolType,
        schools: [change.school],
        label: change.name,
        ...timing,
      };
    case 'kitaOpen':
    case 'kitaPlaces':
    case 'kitaClose':
      return {
        ...none,
        kind: change.kind,
        schools: [],
        label: 'name' in change ? change.name : change.kita,
        ...timing,
      };
    default:
      return { ...none, kind: change.kind, schools: [change.school], ...timing };
  }
}
