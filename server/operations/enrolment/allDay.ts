/** All-day care of primary pupils: who has the claim, how many places are wanted, and where they lack in which year. */
import type { AllDayCare } from '../../contract/enrolment.ts';
import type { Rate } from '../../contract/common.ts';
import { allDayPlaces } from '../../data/repositories/enrolment.ts';
import { PUBLISHED, releaseFigure } from '../../planning/confidentiality/release.ts';
import type { EnrolmentResult } from '../../planning/enrolment/forecast.ts';
import { claimedGrades, type AllDayRule } from '../../planning/enrolment/rule.ts';
import { chosenCounties, sources } from '../counties.ts';
import type { Forecasting } from '../demography/work.ts';
import { allDayOf } from '../rules.ts';
import type { EnrolmentGround, ScenarioKey } from './ground.ts';
import { enrolmentOf, enrolmentResult } from './made.ts';
import { enrolmentNotices } from './notices.ts';
import { KINDS, schoolYearOf } from './outlook.ts';
import { ToldPupils } from './told.ts';

export interface AllDayQuery {
  takeUp?: number | undefined;
  scenario?: ScenarioKey | undefined;
}

export async function allDayCare(context: Forecasting, selection: string, query: AllDayQuery): Promise<AllDayCare> {
  const scenario = query.scenario ?? 'middle';
  const counties = await chosenCounties(context, selection);
  const revision = counties.map((county) => county.revision).join('+');
  const made = await enrolmentOf(context, selection, scenario, revision);
  const { ground } = made;
  const { ahead, counted } = ground;
  const { rule, values } = await allDayOf(context, ground.keys[0]!);
  const takeUp = query.takeUp ?? values.takeUp;
  const places = await placesAhead(context, ground);
  const care = { grades: values.grades, takeUp, places: places.known };
  const result = await enrolmentResult(context, made, { selection, scenario, revision }, care);
  const view = new CareView(ground, result, { ...values, takeUp }, places.known);
  return {
    basis: counted.basis,
    populationDate: ahead?.populationDate ?? null,
    populationBasis: ahead?.populationBasis ?? null,
    ...{ scenario, draws: ahead?.draws ?? 0, takeUp, defaultTakeUp: values.takeUp, grades: values.grades },
    years: view.years.map((year) => schoolYearOf(ground.base!.year + year)),
    claimed: view.claimed,
    schools: view.schools.map((school) => view.school(school)),
    total: view.total(),
    rule,
    notices: [...enrolmentNotices(ground), ...placeNotices(places.isLoaded, view.withoutPlaces())],
    sources: await sources(context, ground.keys, [...KINDS, 'all-day-places']),
  };
}

/** schools × (years + 1); NaN: the list does not tell the school. */
async function placesAhead(context: Forecasting, { keys, counted, ahead, base }: EnrolmentGround) {
  const rows = await allDayPlaces(context.database.db, keys);
  const years = (ahead?.years ?? 0) + 1;
  const known = new Float64Array(counted.records.length * years).fill(Number.NaN);
  counted.records.forEach(({ county, key }, school) => {
    const own = rows
      .filter((row) => row.county === county && row.school === key)
      .sort((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity));
    for (let year = 0; year < years && own.length > 0; year++)
      known[school * years + year] =
        own.findLast(({ from }) => from === null || from <= base!.year + year)?.places ?? 0;
  });
  return { known, isLoaded: rows.length > 0 };
}

class CareView {
  readonly years: number[];
  /** Those with grades that all-day care is for. */
  readonly schools: number[];
  readonly claimed: number[];
  readonly #ground: EnrolmentGround;
  readonly #result: EnrolmentResult | null;
  readonly #rule: AllDayRule;
  readonly #places: Float64Array;
  readonly #told: ToldPupils;

  constructor(ground: EnrolmentGround, result: EnrolmentResult | null, rule: AllDayRule, places: Float64Array) {
    this.#ground = ground;
    this.#result = result;
    this.#rule = rule;
    this.#places = places;
    this.#told = new ToldPupils(ground, result);
    this.years = Array.from({ length: this.#told.years }, (_, year) => year);
    const { schools } = ground.counted;
    this.schools = [...schools.keys()].filter((school) => schools[school]!.first <= rule.grades);
    this.claimed = this.years.map((year) => claimedGrades(rule, ground.base!.year + year));
  }

  #pupils(school: number, year: number, grades = this.#rule.grades): number {
    return this.#told.wholeOf(year, school, 1, grades);
  }

  #demand(school: number, year: number): number {
    return Math.round(this.#rule.takeUp * this.#pupils(school, year));
  }

  #claim(school: number, year: number): number {
    return Math.round(this.#rule.takeUp * this.#pupils(school, year, this.claimed[year]));
  }

  #placesOf(school: number, year: number): number | null {
    const places = this.#places[school * this.years.length + year]!;
    return Number.isNaN(places) ? null : places;
  }

  school(school: number): AllDayCare['schools'][number] {
    const { county, key, name, schoolType, lon, lat } = this.#ground.counted.records[school]!;
    const { first: gradeFrom, last: gradeTo } = this.#ground.counted.schools[school]!;
    const figures = (of: (year: number) => number | null | undefined): Rate[] =>
      this.years.map((year) => this.#told.figure(year, school, of(year)));
    const bound = (end: 'low' | 'high') => figures((year) => this.#bound(end, year, school));
    return {
      ...{ county, key, name, schoolType, gradeFrom, gradeTo, point: [lon, lat] },
      pupils: this.years.map((year) => this.#told.pupils(year, school, 1, this.#rule.grades)),
      claim: figures((year) => this.#claim(school, year)),
      demand: figures((year) => this.#demand(school, year)),
      ...{ low: bound('low'), high: bound('high') },
      places: this.years.map((year) => this.#placesOf(school, year)),
      gap: figures((year) => {
        const places = this.#placesOf(school, year);
        return places === null ? null : places - this.#demand(school, year);
      }),
      short: figures((year) => (year === 0 ? null : this.#result?.care?.[year]?.short[school])),
    };
  }

  #bound(end: 'low' | 'high', year: number, at: number): number | null {
    const value = year === 0 ? undefined : this.#result?.care?.[year]?.[end][at];
    return value === undefined ? null : Math.round(value);
  }

  withoutPlaces(): string[] {
    return this.schools
      .filter((school) => this.#placesOf(school, 0) === null)
      .map((school) => this.#ground.counted.records[school]!.name);
  }

  /** Sums of what is told of the schools, and of those that are hidden among them. */
  total(): AllDayCare['total'] {
    const all = this.#ground.counted.records.length;
    const hasPlaces = (school: number) => this.#placesOf(school, 0) !== null;
    const [known, unknown] = [this.schools.filter(hasPlaces), this.schools.filter((school) => !hasPlaces(school))];
    const figures = (of: (year: number) => number | null | undefined, parts = [this.schools]): Rate[] =>
      this.years.map((year) =>
        parts.some((schools) => this.#told.tellsOne(year, schools))
          ? 'hidden'
          : releaseFigure(PUBLISHED, of(year) ?? null, []),
      );
    const sum = (year: number, of: (school: number, year: number) => number, schools = this.schools) =>
      schools.reduce((total, school) => total + of(school, year), 0);
    const places = this.years.map((year) =>
      known.length === 0 ? null : sum(year, (school) => this.#placesOf(school, year)!, known),
    );
    return {
      pupils: this.years.map((year) => this.#told.sum(year, this.schools, 1, this.#rule.grades)),
      claim: figures((year) => sum(year, (school) => this.#claim(school, year))),
      demand: figures((year) => sum(year, (school) => this.#demand(school, year))),
      low: figures((year) => this.#bound('low', year, all)),
      high: figures((year) => this.#bound('high', year, all)),
      places,
      // Beside the demand of all it tells that of the schools without places, too.
      gap: figures(
        (year) =>
          places[year] === null ? null : places[year]! - sum(year, (school) => this.#demand(school, year), known),
        [this.schools, known, unknown],
      ),
      short: figures((year) => {
        const share = this.#result?.care?.[year]?.short[all];
        return year === 0 || share === undefined || Number.isNaN(share) ? null : share;
      }),
    };
  }
}

function placeNotices(isLoaded: boolean, without: string[]): AllDayCare['notices'] {
  if (!isLoaded)
    return [
      {
        de: 'Ganztagsplätze sind noch nicht geladen: bitte unter „Daten“ importieren (Schule, Plätze, ab Schuljahr).',
        en: "No all-day places are loaded yet: please import them under 'Data' (school, places, from school year).",
      },
    ];
  if (without.length === 0) return [];
  return [
    {
      de: `Von diesen Schulen sind keine Ganztagsplätze bekannt; in Summe und Lücke fehlen sie: ${without.join(', ')}.`,
      en: `No all-day places are known of these schools; they are left out of total and gap: ${without.join(', ')}.`,
    },
  ];
}
