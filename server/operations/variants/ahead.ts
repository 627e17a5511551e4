/** The forecast of pupils as variants use it: what its own answers tell, and the worlds of the school years that follow. */
import type { ChildrenAhead } from '../../contract/variants.ts';
import type { Sentence } from '../../contract/common.ts';
import type { EnrolmentResult } from '../../planning/enrolment/forecast.ts';
import { GRADES } from '../../planning/enrolment/pupils.ts';
import { worldIn, type ToldAhead, type ToldSchool, type ToldYear } from '../../planning/variant/ahead.ts';
import type { PlanWorld } from '../../planning/variant/world.ts';
import type { Forecasting } from '../demography/work.ts';
import { foreseeable, type EnrolmentGround, type Foreseeable } from '../enrolment/ground.ts';
import { enrolmentOf, enrolmentResult } from '../enrolment/made.ts';
import { schoolYearOf } from '../enrolment/outlook.ts';
import { ToldPupils } from '../enrolment/told.ts';
import { NINETEEN_OF_TWENTY, type CountyWorld } from './world.ts';

export interface YearsAhead {
  note: ChildrenAhead;
  /** Made when it is first asked for; no more years than the forecast has. */
  worldOf: (year: number) => PlanWorld;
}

/** Which figures are asked for, and with which children. */
export interface Asked {
  year?: number | undefined;
  children?: 'today' | 'ahead' | undefined;
}

export interface Shown {
  /** null: when everything holds for everybody. */
  year: number | null;
  ahead: YearsAhead | null;
  notices: Sentence[];
}

export interface LookAhead {
  forecast: ChildrenAhead | null;
  /** Why there is none. */
  missing: Sentence | null;
}

/** Can a variant of the county be looked at ahead? Without making the forecast. */
export async function lookAhead(context: Forecasting, county: CountyWorld): Promise<LookAhead> {
  const { isCounted, forecast } = await foreseeable(context, county.county.key);
  const note = forecast && noteOf(county.world, forecast);
  if (note && note.from <= note.to) return { forecast: note, missing: null };
  return { forecast: null, missing: isCounted ? noResidents : noPupils };
}

const noResidents: Sentence = {
  de: 'Vorausschätzen lassen sich die Schülerzahlen erst mit Einwohnern nach Altersjahren aus wenigstens zwei Jahren (oder Geburten und Umzügen), die nicht viel älter sind als die Schülerliste, und mit dem Einschulungsstichtag: bitte unter „Daten“ einlesen.',
  en: "Pupils can be forecast only with residents by single years of at least two years (or births and moves), not much older than the list of pupils, and with the cut-off date: please import them under 'Data'.",
};
const noPupils: Sentence = {
  de: 'Vorausschätzen lassen sich die Schülerzahlen erst mit Schülerzahlen nach Klassenstufe: bitte die Schulstatistik unter „Daten“ einlesen.',
  en: "Pupils can be forecast only with pupils by grade: please import the school statistics under 'Data'.",
};

function noteOf({ year: counted }: PlanWorld, { base, years, ...rest }: Foreseeable): ChildrenAhead {
  return { ...rest, base: schoolYearOf(base), from: Math.max(counted + 1, base), to: base + years };
}

/** What cannot be looked at ahead is told as today, with a sentence. */
export async function shownOf(context: Forecasting, county: CountyWorld, asked: Asked): Promise<Shown> {
  const year = asked.year ?? null;
  const told = (ahead: YearsAhead | null, notices: Sentence[]): Shown => ({ year, ahead, notices });
  if (asked.children !== 'ahead') return told(null, []);
  const ahead = await yearsAhead(context, county);
  if (!ahead) return told(null, [asToday((await lookAhead(context, county)).missing ?? noResidents)]);
  const { from, to } = ahead.note;
  if (year === null || (year >= from && year <= to)) return told(ahead, []);
  const [first, last, wanted] = [schoolYearOf(from), schoolYearOf(to), schoolYearOf(year)];
  return told(null, [
    {
      de: `Vorausgeschätzt sind die Schuljahre ${first} bis ${last}: für ${wanted} gelten die Schülerzahlen von heute.`,
      en: `The school years ${first} to ${last} are forecast: for ${wanted} pupils are as many as today.`,
    },
  ]);
}

const asToday = ({ de, en }: Sentence): Sentence => ({
  de: `${de} Bis dahin gelten die Schülerzahlen von heute.`,
  en: `${en} Until then pupils are as many as today.`,
});

const kept = new WeakMap<CountyWorld, Promise<YearsAhead | null>>();

/** Null where nothing can be forecast. */
function yearsAhead(context: Forecasting, county: CountyWorld): Promise<YearsAhead | null> {
  const known = kept.get(county);
  if (known) return known;
  const made = make(context, county);
  kept.set(county, made);
  made.catch(() => kept.delete(county));
  return made;
}

async function make(context: Forecasting, county: CountyWorld): Promise<YearsAhead | null> {
  const { world } = county;
  const { key, revision } = county.county;
  const { forecast: note } = await lookAhead(context, county);
  if (!note) return null;
  const question = { selection: key, scenario: 'middle' as const, revision };
  const made = await enrolmentOf(context, key, question.scenario, revision);
  const result = await enrolmentResult(context, made, question, null);
  if (!result) return null;
  const told = toldAhead(made.ground, result, world);
  const worlds = new Map<number, PlanWorld>();
  const worldOf = (year: number): PlanWorld => {
    const there = worlds.get(year) ?? worldIn(world, told, year);
    worlds.set(year, there);
    return there;
  };
  return { note, worldOf };
}

/** Only what the outlook's answers tell: whoever sees the one beside the other learns nothing more. */
function toldAhead(ground: EnrolmentGround, result: EnrolmentResult, { schools }: PlanWorld): ToldAhead {
  const told = new ToldPupils(ground, result);
  const { records, types } = ground.counted;
  const at = new Map(records.map(({ key }, index) => [key, index]));
  const schoolIn = (year: number, school: number): ToldSchool | null => {
    if (told.pupils(year, school) === 'hidden') return null;
    const halfWidth = (grade: number, middle: number): number => {
      if (year === 0 || result.grades === null) return 0;
      const { low, high } = result.grades[year]!;
      const cell = school * GRADES + grade;
      const [from, to] = [Math.round(low[cell]!), Math.round(high[cell]!)];
      return NINETEEN_OF_TWENTY * Math.max(to - middle, middle - from, 0);
    };
    const pupils = Array.from({ length: GRADES }, (_, grade) =>
      grade === 0 ? told.wholeOf(year, school) : told.wholeOf(year, school, grade, grade),
    );
    return { pupils, halfWidth: pupils.map((middle, grade) => halfWidth(grade, middle)) };
  };
  const typesIn = (year: number): ReadonlyMap<string, number> =>
    new Map(
      types.flatMap((type): [string, number][] => {
        const members = [...records.keys()].filter((school) => records[school]!.schoolType === type);
        const sum = told.sum(year, members);
        return typeof sum === 'number' ? [[type, sum]] : [];
      }),
    );
  const years = Array.from({ length: told.years }, (_, year): ToldYear => ({
    schools: schools.map(({ key }) => {
      const school = at.get(key);
      return school === undefined ? null : schoolIn(year, school);
    }),
    types: typesIn(year),
  }));
  return { first: ground.base!.year, years };
}
