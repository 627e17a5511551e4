/**
 * Residence and school: an indicator of residence, told of the schools' pupils by where they live, over the school years. Made of told
 * values and of protected counts, so that it tells nothing that they hide.
 */
import type { Sentence } from '../../contract/common.ts';
import type { ResidentsApart, Segregation } from '../../contract/segregation.ts';
import { pupilYears } from '../../data/repositories/people.ts';
import { DomainError } from '../../planning/errors.ts';
import { dissimilarity, exposure } from '../../planning/socialSpace/segregation.ts';
import type { Operation } from '../../context.ts';
import { withoutList } from '../choice.ts';
import { sources } from '../counties.ts';
import { pupilBasis } from '../pupilLayout.ts';
import { schoolsOfType } from '../sites.ts';
import { catalogueOf, oneIndicator, toldIndicator } from './catalogue.ts';
import type { KnownIndicator } from './known.ts';
import { referenceBy } from './referenceSchools.ts';
import { carriedFrom, noValues, otherAreas, withoutPupils, withoutReference } from './segregationNotices.ts';
import { apart, yearOf, type YearMade } from './segregationYear.ts';
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
  const by = await referenceBy(context, [...new Set(lists.map(({ county }) => county))], query.type);
  const years: YearMade[] = [];
  const unlisted: Sentence[] = [];
  for (const schoolYear of [...new Set(lists.map(({ year }) => year))].sort()) {
    const own = lists.filter(({ year }) => year === schoolYear);
    const basis = await pupilBasis(context, keys, schoolYear);
    const year = nearestYear(placed.table.years, Number(schoolYear.slice(0, 4)));
    if (year === null) continue;
    years.push(await yearOf(context, { schoolYear, year, lists: own, basis, placed, schools, by, scale }));
    unlisted.push(...withoutList(catalogue.counties, own, schoolYear));
  }
  const residents = placed.table.years.map((year, index) => residentsOf(placed, year, index, scale));
  return {
    indicator: toldIndicator(known),
    schoolType: query.type,
    layer: placed.layer.layer,
    reference: by,
    residents,
    years: years.map(({ told }) => told),
    schools: schools.map(({ county, key, name, lon, lat }, index) => ({
      ...{ county, key, name, position: [lon, lat] as [number, number] },
      years: years.map((one) => one.schools[index]!),
    })),
    protection: newest.protection,
    notices: [
      ...placed.table.notices,
      ...(placed.carried === null ? [] : [carriedFrom(placed.carried)]),
      ...(years.length === 0 ? [noValues(placed.layer.layer)] : []),
      ...unlisted,
      ...withoutPupils(years),
      ...withoutReference(years, by),
      ...otherAreas(residents),
    ],
    sources: [
      ...(await sourcesOf(context, keys, [known])),
      ...(await sources(context, keys, ['pupils', 'schools', 'areas', ...(by === 'district' ? ['districts'] : [])])),
    ],
  };
}

function residentsOf({ table }: PlacedTable, year: number, index: number, scale: number): ResidentsApart {
  const known = [...table.areas.values()].flatMap((cells) => {
    const { value, behind } = cells[index] ?? { value: null, behind: null };
    return typeof value === 'number' && behind !== null ? [{ share: value / scale, behind }] : [];
  });
  const group = known.map(({ share, behind }) => share * behind);
  const others = known.map(({ behind }, at) => behind - group[at]!);
  return {
    ...{ year, areas: known.length },
    // In one area all are alike by construction.
    dissimilarity: apart(known.length > 1 ? dissimilarity(group, others) : null),
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
