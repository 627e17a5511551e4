/** How many pupils are entitled to school transport by the state's rule, and how many would be under another one. */
import type { Entitlement } from '../contract/entitlement.ts';
import type { County } from '../data/repositories/counties.ts';
import { pupilYears } from '../data/repositories/people.ts';
import { schoolRiders } from '../data/repositories/schoolDay.ts';
import { listSchools } from '../data/repositories/sites.ts';
import type { RuleRecord } from '../data/repositories/rules.ts';
import { limitFor, type DistanceLimit, type TransportRule } from '../planning/transport/distanceBand.ts';
import { claimOf, isMeansTested } from '../planning/transport/entitlement.ts';
import { changedRule, parseLengths, type WhatIf } from '../planning/transport/whatIf.ts';
import { sharesOf, WholePeople } from '../planning/transport/wholePeople.ts';
import type { Operation } from '../context.ts';
import { ClaimTally, linesBy, type RowClaims, type ToldRow } from './claimTally.ts';
import { chosenCounties, sources } from './counties.ts';
import { entitlementGround, type GroundRow } from './entitlementGround.ts';
import { areaLines, schoolLines, stopLines } from './entitlementLines.ts';
import { entitlementNotices } from './entitlementNotices.ts';
import { protectionOf } from './import/homes.ts';
import { isListed, pupilBasis } from './pupilLayout.ts';
import { ruleNote, rulesFor } from './rules.ts';
import { oneSchool } from './sites.ts';
import { toldPeople } from './toldPeople.ts';
import { UNKNOWN_RULE } from './transport.ts';
import { toldAs } from './waysToSchool.ts';

export interface EntitlementQuery {
  school?: string | undefined;
  year?: string | undefined;
  layer?: string | undefined;
  date?: string | undefined;
  metres?: string | undefined;
  comparator?: '>' | '>=' | undefined;
  roundTrip?: 'true' | 'false' | undefined;
  variant?: string | undefined;
}

export async function entitlement(
  context: Operation,
  selection: string,
  query: EntitlementQuery,
): Promise<Entitlement> {
  const chosen = await chosenCounties(context, selection);
  const all = chosen.map(({ key }) => key);
  const { variant = null } = query;
  // A school of a variant may stand in no list.
  const listed = query.school === undefined || variant !== null ? null : await oneSchool(context, all, query.school);
  const counties = chosen.filter(({ key }) => listed === null || key === listed.county);
  const keys = counties.map(({ key }) => key);
  const basis = await pupilBasis(context, keys, query.year);
  const years = await pupilYears(context.database.db, keys);
  const newest = years[0]?.year;
  const lists = years.filter(({ year }) => year === basis.year);
  const parts = await Promise.all(
    lists.map(async (list) => {
      const county = counties.find(({ key }) => key === list.county)!;
      const { record, rule } = await transportRule(context, county);
      return { record, rule, ground: await entitlementGround(context, county, list, rule, variant) };
    }),
  );
  const first = parts[0]!;
  const ofVariant = parts.flatMap(({ ground }) => ground.schools).find(({ key }) => key === query.school);
  const school =
    query.school === undefined ? null : (listed ?? ofVariant ?? (await oneSchool(context, all, query.school)));
  const changed = whatIfOf(query);
  const told = parts.flatMap(({ rule, ground }) =>
    toldRows(
      school === null ? ground.rows : ground.rows.filter((row) => row.school.key === school.key),
      rule,
      changed && changedRule(rule, changed),
    ),
  );
  const limitsOf = (rule: TransportRule) =>
    rule.limits.filter(
      ({ schoolTypes }) => school === null || schoolTypes === null || schoolTypes.includes(school.schoolType),
    );
  const note = toldAs(
    first.ground.note,
    told.map(({ row }) => row),
  );
  const houses = parts.reduce((sum, { ground }) => sum + ground.houses, 0);
  const limits = parts.flatMap(({ rule }) => limitsOf(rule));
  const { base } = basis.protection;
  const riders = await ridersOf(context, counties, variant === null && basis.year === newest);
  const tally = new ClaimTally(changed !== null);
  for (const row of told) tally.add(row);
  return {
    school: school?.key ?? null,
    year: basis.year,
    protection: basis.protection,
    rule: first.record && ruleNote(first.record),
    limits,
    whatIfLimits: changed && parts.flatMap(({ rule }) => limitsOf(changedRule(rule, changed))),
    tolerance: first.rule.tolerance,
    ways: note,
    houses,
    atDoors: toldPeople(base)(tally.atDoors),
    variant,
    unplaced:
      variant === null ? null : toldPeople(base)(parts.reduce((sum, { ground }) => sum + (ground.unplaced ?? 0), 0)),
    notices: entitlementNotices({
      note,
      houses,
      limits: limits.length === 0 ? (first.rule.limits.length === 0 ? 'unset' : 'noneOfType') : 'known',
      hasWhatIf: changed !== null,
      rule: first.rule,
      tally,
    }),
    total: tally.released(base, school === null || isListed(tally.rows, school, basis)),
    schools: schoolLines(parts, told, basis, school?.key ?? null, changed !== null, riders),
    grades: linesBy(told, changed !== null, ({ row }) => row.grade)
      .map(([grade, line]) => ({ grade, ...line.released(base) }))
      .sort((a, b) => (a.grade ?? Infinity) - (b.grade ?? Infinity)),
    areas: school && (await areaLines(context, school.county, basis, query.layer, told, changed !== null)),
    ...(school
      ? await stopLines(context, counties[0]!, basis, query.date, told, changed !== null)
      : { date: null, stops: null }),
    sources: await sources(context, keys, [
      ...['pupils', 'pupil-list', 'schools', 'addresses', 'network', 'school-riders'],
      ...(school === null ? [] : ['areas', 'gtfs']),
    ]),
  };
}

/** The tables are of today, and of a sensitive school nothing is told that its list would not tell. */
async function ridersOf(context: Operation, counties: readonly County[], isToday: boolean) {
  const keys = counties.map(({ key }) => key);
  const riders = isToday ? await schoolRiders(context.database.db, keys) : new Map<string, never>();
  for (const { key, settings } of counties) {
    const { sensitiveTypes, sensitiveSchools } = protectionOf(settings);
    for (const { key: school, schoolType } of riders.size === 0 ? [] : await listSchools(context.database.db, [key]))
      if (sensitiveTypes.includes(schoolType) || sensitiveSchools.includes(school)) riders.delete(`${key}/${school}`);
  }
  return riders;
}

function whatIfOf({ metres, comparator, roundTrip }: EntitlementQuery): WhatIf | null {
  if (metres === undefined && comparator === undefined && roundTrip === undefined) return null;
  return {
    metres: metres === undefined ? null : parseLengths(metres),
    comparator: comparator ?? null,
    roundTrip: roundTrip === undefined ? null : roundTrip === 'true',
  };
}

async function transportRule(
  context: Operation,
  county: County,
): Promise<{ record: RuleRecord | null; rule: TransportRule }> {
  const found = (await rulesFor(context, [county.key], 'schoolTransport'))[0];
  return found ? { record: found.record, rule: found.values } : { record: null, rule: UNKNOWN_RULE };
}

/** Each row's pupils in whole people, today and under the other rule. */
function toldRows(rows: readonly GroundRow[], rule: TransportRule, other: TransportRule | null): ToldRow[] {
  const claims = (of: TransportRule) => {
    let last: GroundRow | null = null;
    let people = new WholePeople();
    return (row: GroundRow): RowClaims => {
      // Rows come by school and grade, and each such group is told in whole people.
      if (last === null || last.school !== row.school || last.grade !== row.grade) people = new WholePeople();
      last = row;
      const limit = limitFor(of, row.school.schoolType, row.grade);
      const own = row.ways === null ? null : sharesOf(row.ways.map((way) => claimOf(limit, way, of)));
      const { doors } = row;
      // What another limit makes of the doors nobody has measured.
      const isMeasured = of === rule || isSame(limit, limitFor(rule, row.school.schoolType, row.grade));
      const counts =
        doors && isMeasured
          ? people.addMeasured(doors, row.people - doors.sure - doors.marginal - doors.none, own)
          : people.add(row.people, own);
      return {
        ...counts,
        fartherEntitled: row.farther ? counts.entitled : 0,
        meansTested: isMeansTested(of, row.school.schoolType, row.grade) ? counts.entitled : 0,
      };
    };
  };
  const [today, whatIf] = [claims(rule), other && claims(other)];
  return rows.map((row) => ({ row, today: today(row), whatIf: whatIf ? whatIf(row) : null }));
}

const oneWay = ({ metres, roundTrip }: DistanceLimit): number => (roundTrip ? metres / 2 : metres);
const isSame = (one: DistanceLimit | null, other: DistanceLimit | null): boolean =>
  one !== null && other !== null && oneWay(one) === oneWay(other) && one.comparator === other.comparator;
