/**
 * Residence and school: an indicator of residence, told of the schools' pupils by where they live, over the school years. Made of told
 * values and of protected counts, so that it tells nothing that they hide.
 */
import type { Sentence } from '../../contract/common.ts';
import type { PupilsApart, ResidentsApart, SchoolApart, Segregation } from '../../contract/segregation.ts';
import { pupilsBySchool, type SchoolSum } from '../../data/repositories/choice.ts';
import { pupilYears, type PupilYear } from '../../data/repositories/people.ts';
import type { SchoolRecord } from '../../data/repositories/sites.ts';
import { SHARE_FROM } from '../../planning/catchment/choice.ts';
import {
  PUBLISHED,
  releaseFigure,
  releaseProtectedFigure,
  type ReleasedValue,
} from '../../planning/confidentiality/release.ts';
import { DomainError } from '../../planning/errors.ts';
import { schoolMix, type HomeRow, type Mean } from '../../planning/socialSpace/schoolMix.ts';
import { dissimilarity, exposure } from '../../planning/socialSpace/segregation.ts';
import type { Operation } from '../../context.ts';
import { sources } from '../counties.ts';
import { pupilBasis, pupilLayout, type PupilBasis } from '../pupilLayout.ts';
import { schoolsOfType } from '../sites.ts';
import { toldPeople } from '../toldPeople.ts';
import { catalogueOf, oneIndicator, toldIndicator } from './catalogue.ts';
import { numberOf } from './indexRates.ts';
import type { KnownIndicator } from './known.ts';
import { referenceSchools, type ReferenceSchools } from './referenceSchools.ts';
import { shareScale } from './shares.ts';
import { sourcesOf } from './sourcesOf.ts';
import { tableOn, type PlacedTable } from './values.ts';

interface Query {
  key: string;
  type: string;
  layer?: string | undefined;
}

/** @throws DomainError where the indicator is no share, no school is of the type, or no pupils are loaded */
export async function segregationOf(context: Operation, selection: string, query: Query): Promise<Segregation> {
  const catalogue = await catalogueOf(context, selection);
  const keys = catalogue.counties.map((county) => county.key);
  const { db } = context.database;
  const known = oneIndicator(catalogue, query.key);
  const schools = await schoolsOfType(context, keys, query.type);
  const placed = await tableOn(context, catalogue, known, query.layer);
  const scale = scaleOf(known, placed);
  const lists = await pupilYears(db, keys);
  const newest = await pupilBasis(context, keys, undefined);
  const years: YearMade[] = [];
  for (const schoolYear of [...new Set(lists.map(({ year }) => year))].sort()) {
    const own = lists.filter(({ year }) => year === schoolYear);
    const basis = await pupilBasis(context, keys, schoolYear);
    const year = nearestYear(placed.table.years, Number(schoolYear.slice(0, 4)));
    if (year !== null)
      years.push(await yearOf(context, { schoolYear, year, lists: own, basis, placed, schools, scale }));
  }
  return {
    indicator: toldIndicator(known),
    schoolType: query.type,
    layer: placed.layer.layer,
    reference: years.at(-1)?.reference ?? 'nearest',
    residents: placed.table.years.map((year, index) => residentsOf(placed, year, index, scale)),
    years: years.map(({ told }) => told),
    schools: schools.map(({ county, key, name, lon, lat }, index) => ({
      ...{ county, key, name, position: [lon, lat] as [number, number] },
      years: years.map((one) => one.schools[index]!),
    })),
    protection: newest.protection,
    notices: [
      ...placed.table.notices,
      ...(placed.carried === null ? [] : [carriedFrom(placed.carried)]),
      ...withoutReference(years),
    ],
    sources: [
      ...(await sourcesOf(context, keys, [known])),
      ...(await sources(context, keys, [
        'pupils',
        'schools',
        'areas',
        ...(years.at(-1)?.reference === 'district' ? ['districts'] : []),
      ])),
    ],
  };
}

interface YearQuestion {
  schoolYear: string;
  /** Of the indicator. */
  year: number;
  lists: readonly PupilYear[];
  basis: PupilBasis;
  placed: PlacedTable;
  schools: readonly SchoolRecord[];
  /** What a share of 1 is in the unit of the indicator. */
  scale: number;
}

interface YearMade {
  told: PupilsApart;
  schools: SchoolApart[];
  reference: ReferenceSchools['by'];
  hasReference: boolean;
}

async function yearOf(context: Operation, question: YearQuestion): Promise<YearMade> {
  const { schoolYear, year, lists, basis, placed, schools, scale } = question;
  const { db } = context.database;
  const counties = [...new Set(lists.map(({ county }) => county))];
  const layout = await pupilLayout(context, counties, basis, placed.layer);
  const stored = await pupilsBySchool(
    db,
    basis.editions,
    schools.map(({ key }) => key),
  );
  const reference = await referenceSchools(context, schools, lists, `${schoolYear.slice(0, 4)}-08-01`);
  const areas = placed.layer.areas.map(({ county, key }) => `${county}/${key}`);
  const areaAt = new Map(areas.map((area, index) => [area, index]));
  const schoolAt = new Map(schools.map(({ county, key }, index) => [`${county}/${key}`, index]));
  const rows = stored.flatMap((row): HomeRow[] => {
    const school = schoolAt.get(`${row.county}/${row.school}`);
    const [area, atom] = [areaAt.get(layout.areaOf(row) ?? ''), layout.atomOf(row)];
    if (school === undefined || area === undefined || atom === null) return [];
    return [{ area, school, expected: reference.of(atom), people: row.people }];
  });
  const at = placed.table.years.indexOf(year);
  const shares = areas.map((area) => {
    const value = numberOf(placed.table.areas.get(area)?.[at]?.value ?? null);
    return value === null ? null : value / scale;
  });
  const mix = schoolMix(rows, shares, schools.length);
  const people = toldPeople(basis.protection.base);
  const listed = new Set(stored.map((row) => `${row.county}/${row.school}`));
  const mean = ({ people: behind, share }: Mean) =>
    releaseProtectedFigure(share === null || behind < SHARE_FROM ? null : share * scale);
  return {
    reference: reference.by,
    hasReference: mix.hasReference,
    told: {
      ...{ schoolYear, year },
      pupils: people(sumOf(stored)),
      counted: people(mix.all.people),
      mean: mean(mix.all),
      homes: apart(mix.dissimilarity.areas),
      attended: apart(mix.dissimilarity.attended),
      expected: apart(mix.dissimilarity.expected),
    },
    schools: schools.map(({ county, key }, index): SchoolApart => {
      if (!listed.has(`${county}/${key}`))
        return { pupils: null, mean: null, expectedPupils: null, expectedMean: null, difference: null };
      const [own, other] = [mix.attended[index]!, mix.expected[index]!];
      const [ownMean, otherMean] = [mean(own), mean(other)];
      return {
        pupils: people(own.people),
        mean: ownMean,
        expectedPupils: mix.hasReference ? people(other.people) : null,
        expectedMean: otherMean,
        difference: releaseProtectedFigure(
          typeof ownMean === 'number' && typeof otherMean === 'number' ? ownMean - otherMean : null,
        ),
      };
    }),
  };
}

const sumOf = (rows: readonly SchoolSum[]): number => rows.reduce((sum, { people }) => sum + people, 0);

/** Finer than this, rounded counts of pupils say nothing. */
const STEPS = 1000;
const apart = (value: number | null): ReleasedValue =>
  releaseFigure(PUBLISHED, value === null ? null : Math.round(value * STEPS) / STEPS, []);

function residentsOf({ table }: PlacedTable, year: number, index: number, scale: number): ResidentsApart {
  const known = [...table.areas.values()].flatMap((cells) => {
    const { value, behind } = cells[index] ?? { value: null, behind: null };
    return typeof value === 'number' && behind !== null ? [{ share: value / scale, behind }] : [];
  });
  const group = known.map(({ share, behind }) => share * behind);
  const others = known.map(({ behind }, at) => behind - group[at]!);
  return {
    ...{ year, areas: known.length },
    dissimilarity: apart(dissimilarity(group, others)),
    isolation: apart(exposure(group, others)?.isolation ?? null),
  };
}

/** Of two as near the earlier one, which was known then. */
function nearestYear(years: readonly number[], wanted: number): number | null {
  const gap = (year: number) => Math.abs(year - wanted);
  return years.reduce<number | null>((best, year) => (best === null || gap(year) < gap(best) ? year : best), null);
}

function scaleOf(known: KnownIndicator, { table }: PlacedTable): number {
  const { definition } = known;
  const scale = shareScale(known);
  const told = [...table.areas.values()].flat().flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  if (scale !== null && told.every((value) => value >= 0 && value <= scale)) return scale;
  throw new DomainError('invalid', 'segregation.noShare', {
    de: `„${definition.name.de}“ ist kein Anteil an Menschen: bitte eine Quote wählen, deren Fälle ein Teil der Menschen sind, auf die sie sich bezieht (zum Beispiel in %).`,
    en: `'${definition.name.en}' is not a share of people: please choose a rate whose cases are a part of the people behind it (for example in %).`,
  });
}

const carriedFrom = (layer: string): Sentence => ({
  de: `Die Werte stammen von der Ebene „${layer}“ und sind nach Einwohnern übertragen.`,
  en: `The values are of the layer '${layer}', carried by residents.`,
});

function withoutReference(years: readonly YearMade[]): Sentence[] {
  const those = years.filter(({ hasReference }) => !hasReference).map(({ told }) => told.schoolYear);
  if (those.length === 0) return [];
  return [
    {
      de: `Für ${those.join(', ')} ist nicht bekannt, in welchem Schulbezirk die Kinder wohnen (die Zahlen kamen gezählt je Gebiet): ein Vergleich mit den Schulbezirken fehlt.`,
      en: `For ${those.join(', ')} it is not known in which school district the children live (the numbers came counted by area): there is no comparison with the districts.`,
    },
  ];
}
