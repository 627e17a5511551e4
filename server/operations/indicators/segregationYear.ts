/** The pupils of a school year by where they live and which school they attend, told as far as protected counts tell it. */
import type { PupilsApart, SchoolApart } from '../../contract/segregation.ts';
import { pupilsBySchool } from '../../data/repositories/choice.ts';
import type { PupilYear } from '../../data/repositories/people.ts';
import type { SchoolRecord } from '../../data/repositories/sites.ts';
import { SHARE_FROM } from '../../planning/catchment/choice.ts';
import {
  PUBLISHED,
  releaseFigure,
  releaseProtectedFigure,
  type ReleasedValue,
} from '../../planning/confidentiality/release.ts';
import { schoolMix, type HomeRow, type Mean } from '../../planning/socialSpace/schoolMix.ts';
import type { Operation } from '../../context.ts';
import { pupilLayout, type PupilBasis } from '../pupilLayout.ts';
import { toldPeople } from '../toldPeople.ts';
import { numberOf } from './indexRates.ts';
import { districtSchools, nearestSchools } from './referenceSchools.ts';
import type { PlacedTable } from './values.ts';

export interface YearQuestion {
  schoolYear: string;
  /** Of the indicator. */
  year: number;
  lists: readonly PupilYear[];
  basis: PupilBasis;
  placed: PlacedTable;
  schools: readonly SchoolRecord[];
  by: 'district' | 'nearest';
  /** What a share of 1 is in the unit of the indicator. */
  scale: number;
}

export interface YearMade {
  told: PupilsApart;
  schools: SchoolApart[];
  /** Of those who are counted. */
  hasPupils: boolean;
  hasReference: boolean;
}

export async function yearOf(context: Operation, question: YearQuestion): Promise<YearMade> {
  const { schoolYear, year, basis, schools, by, scale } = question;
  const { rows, listed, pupils } = await rowsOf(context, question);
  const mix = schoolMix(rows, sharesOf(question), schools.length);
  const people = toldPeople(basis.protection.base);
  const hasPupils = mix.all.people > 0;
  const mean = ({ people: behind, share }: Mean) =>
    releaseProtectedFigure(share === null || behind < SHARE_FROM ? null : share * scale);
  return {
    ...{ hasPupils, hasReference: mix.hasReference },
    told: {
      ...{ schoolYear, year, areas: mix.areas },
      pupils: people(pupils),
      counted: hasPupils ? people(mix.all.people) : null,
      mean: mean(mix.all),
      homes: apart(mix.dissimilarity.areas),
      attended: apart(mix.dissimilarity.attended),
      expected: apart(mix.dissimilarity.expected),
    },
    schools: schools.map(({ county, key }, index): SchoolApart => {
      if (!hasPupils || !listed.has(`${county}/${key}`))
        return { pupils: null, mean: null, expectedPupils: null, expectedMean: null, difference: null };
      const [own, other] = [mix.attended[index]!, mix.expected[index]!];
      const [ownMean, otherMean] = [mean(own), mean(other)];
      // A school without a district is nobody's: that is no small number.
      const isReference = mix.hasReference && (by === 'nearest' || other.people > 0);
      return {
        pupils: people(own.people),
        mean: ownMean,
        expectedPupils: isReference ? people(other.people) : null,
        expectedMean: otherMean,
        difference: releaseProtectedFigure(
          typeof ownMean === 'number' && typeof otherMean === 'number' ? ownMean - otherMean : null,
        ),
      };
    }),
  };
}

async function rowsOf(
  context: Operation,
  { schoolYear, lists, basis, placed, schools, by }: YearQuestion,
): Promise<{ rows: HomeRow[]; listed: ReadonlySet<string>; pupils: number }> {
  const counties = new Set(lists.map(({ county }) => county));
  const layout = await pupilLayout(context, [...counties], basis, placed.layer);
  const keys = schools.map(({ key }) => key);
  const stored = await pupilsBySchool(context.database.db, basis.editions, keys);
  const referenceOf =
    by === 'nearest'
      ? nearestSchools(schools, counties)
      : await districtSchools(context, schools, lists, `${schoolYear.slice(0, 4)}-08-01`);
  const areaAt = new Map(placed.layer.areas.map(({ county, key }, index) => [`${county}/${key}`, index]));
  const schoolAt = new Map(schools.map(({ county, key }, index) => [`${county}/${key}`, index]));
  const rows = stored.flatMap((row): HomeRow[] => {
    const school = schoolAt.get(`${row.county}/${row.school}`);
    const [area, atom] = [areaAt.get(layout.areaOf(row) ?? ''), layout.atomOf(row)];
    if (school === undefined || area === undefined) return [];
    // Who is counted by the Gemeinde alone has a value, and no school of reference.
    return [{ area, school, expected: atom === null ? [] : referenceOf(atom), people: row.people }];
  });
  return {
    rows,
    listed: new Set(stored.map((row) => `${row.county}/${row.school}`)),
    pupils: stored.reduce((sum, { people }) => sum + people, 0),
  };
}

function sharesOf({ placed: { layer, table }, year, scale }: YearQuestion): (number | null)[] {
  const at = table.years.indexOf(year);
  return layer.areas.map(({ county, key }) => {
    const value = numberOf(table.areas.get(`${county}/${key}`)?.[at]?.value ?? null);
    return value === null ? null : value / scale;
  });
}

/** Finer than this, rounded counts of pupils say nothing. */
const STEPS = 1000;
export const apart = (value: number | null): ReleasedValue =>
  releaseFigure(PUBLISHED, value === null ? null : Math.round(value * STEPS) / STEPS, []);
