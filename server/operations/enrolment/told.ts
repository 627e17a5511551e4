/**
 * Which pupils of the years to come may be told, and as what: whole pupils, and none of a school behind whose entrants stand fewer
 * children than may be told of residents. As higher grades follow from published ones, such a school is hidden whole from that year on,
 * and another one of its type and county with it, so that the total does not tell it: the same one, whatever is looked at.
 */
import {
  releaseCount,
  releaseFigure,
  type Policy,
  type ReleasedCount,
  type ReleasedValue,
} from '../../planning/confidentiality/release.ts';
import type { EnrolmentResult } from '../../planning/enrolment/forecast.ts';
import { GRADES } from '../../planning/enrolment/pupils.ts';
import { PUBLISHED } from '../../planning/confidentiality/release.ts';
import { populationPolicy } from '../policies.ts';
import type { EnrolmentGround } from './ground.ts';

/** Areas most of whose children enter a school are told by its entrants, unless so many others, known by rounded shares, enter with them. */
const MOST = 0.5;
const OTHERS = 10;

export class ToldPupils {
  readonly years: number;
  readonly #ground: EnrolmentGround;
  readonly #result: EnrolmentResult | null;
  readonly #policy: Policy;
  /** Schools for each year after the base. */
  readonly #hidden: Uint8Array[];

  constructor(ground: EnrolmentGround, result: EnrolmentResult | null) {
    this.#ground = ground;
    this.#result = result;
    this.years = ground.base === null ? 0 : (result?.middle.length ?? 1);
    this.#policy = ground.ahead ? populationPolicy(ground.ahead.populationBasis) : PUBLISHED;
    this.#hidden = this.#allHidden();
  }

  /** In whole pupils: grades are rounded one on top of the other, so that they add up to the school and the school is off by a half at most. */
  #whole(year: number, school: number, from: number, to: number): number {
    const pupils = this.#result?.middle[year] ?? this.#ground.base!.pupils;
    const { first, last } = this.#ground.counted.schools[school]!;
    const upTo = (highest: number) => {
      let sum = 0;
      for (let grade = first; grade <= Math.min(highest, last); grade++) sum += pupils[school * GRADES + grade]!;
      return Math.round(sum);
    };
    return upTo(to) - upTo(from - 1);
  }

  #allHidden(): Uint8Array[] {
    const { counted, base } = this.#ground;
    const { schools, records } = counted;
    const hidden = Array.from({ length: this.years }, () => new Uint8Array(schools.length));
    const hideFrom = (school: number, first: number) => {
      for (let year = first; year < this.years; year++) hidden[year]![school] = 1;
    };
    const firstOf = schools.map((_, school) => {
      for (let year = 1; year < this.years; year++) if (this.#standsOnFew(school, year)) return year;
      return Infinity;
    });
    firstOf.forEach((first, school) => hideFrom(school, first));
    const kinds = schools.map(({ type }, school) => `${records[school]!.county} ${type}`);
    for (const kind of new Set(kinds)) {
      const members = [...schools.keys()].filter((school) => kinds[school] === kind);
      const [first = Infinity, second = Infinity] = members.map((school) => firstOf[school]!).sort((a, b) => a - b);
      if (first === second) continue;
      // The smallest by today's count, which no scenario moves.
      const size = (school: number) => {
        const own = base!.pupils.subarray(school * GRADES, (school + 1) * GRADES);
        return own.reduce((sum, pupils) => sum + pupils, 0);
      };
      const others = members.filter((school) => firstOf[school]! > first).sort((a, b) => size(a) - size(b) || a - b);
      if (others[0] !== undefined) hideFrom(others[0], first);
    }
    return hidden;
  }

  /** Of any year whose entrants are at the school by then. */
  #standsOnFew(school: number, year: number): boolean {
    const { ahead, counted, origins } = this.#ground;
    const { kind, from, share } = origins[school]!;
    if (!ahead || kind !== 'children') return false;
    const { first, last } = counted.schools[school]!;
    const isFew = (people: number) => releaseCount(this.#policy, people) === 'hidden';
    return ahead.children.slice(Math.max(0, year - 1 - (last - first)), year).some((children) => {
      const sum = { living: 0, ownLiving: 0, entering: 0, ownEntering: 0 };
      share.forEach((part, at) => {
        const count = children[from[at]!]!;
        sum.living += count;
        sum.entering += part * count;
        if (part < MOST) return;
        sum.ownLiving += count;
        sum.ownEntering += part * count;
      });
      return isFew(sum.living) || (sum.entering - sum.ownEntering < OTHERS && isFew(sum.ownLiving));
    });
  }

  isHidden(year: number, school: number): boolean {
    return this.#hidden[year]![school] === 1;
  }

  /** Pupils of a span of grades. */
  pupils(year: number, school: number, from = 1, to = GRADES - 1): ReleasedCount {
    return this.#count(year, this.#whole(year, school, from, to), this.isHidden(year, school));
  }

  /** Would a sum over these schools tell the only one of them that is hidden? */
  tellsOne(year: number, schools: readonly number[]): boolean {
    return schools.filter((school) => this.isHidden(year, school)).length === 1;
  }

  /** Of several schools. */
  sum(year: number, schools: readonly number[], from = 1, to = GRADES - 1): ReleasedCount {
    const all = schools.reduce((sum, school) => sum + this.#whole(year, school, from, to), 0);
    return this.#count(year, all, this.tellsOne(year, schools));
  }

  #count(year: number, people: number, isHidden: boolean): ReleasedCount {
    if (isHidden) return 'hidden';
    return year === 0 ? this.#ground.counted.release(people) : releaseCount(PUBLISHED, people);
  }

  /** A figure that follows from the pupils of one school; of none where there are no futures. */
  figure(year: number, school: number, value: number | null | undefined): ReleasedValue {
    if (value === undefined || value === null || Number.isNaN(value)) return null;
    return this.isHidden(year, school) ? 'hidden' : releaseFigure(PUBLISHED, value, []);
  }

  /** What `pupils` says as a number to count with: of protected counts none that is below their base. */
  wholeOf(year: number, school: number, from = 1, to = GRADES - 1): number {
    return this.#whole(year, school, from, to);
  }
}
