/** The transport planner's first questions: what runs on this day, and who lives beyond the state's distance limit? */
import type { DistanceBand, DistanceBands, ServiceDay, TransitLine } from '../contract/transport.ts';
import type { Sentence, SourceNote } from '../contract/common.ts';
import { pupilsOfSchool } from '../data/repositories/people.ts';
import {
  countStops,
  countStopsInside,
  feedsInForce,
  linesOfDay,
  stopsOfDay,
  stopsPerArea,
  tripsPerDay,
} from '../data/repositories/transit.ts';
import { distance } from '../planning/catchment/observed.ts';
import { mostFirst, releaseCount, releaseTotal } from '../planning/confidentiality/release.ts';
import { band, estimatedWalk, limitFor, type TransportRule } from '../planning/transport/distanceBand.ts';
import { dayKind, daysBetween, typicalSchoolDay } from '../planning/transport/schoolCalendar.ts';
import type { Operation } from '../context.ts';
import { pupilBasis, sumByArea } from './catchments.ts';
import { chosenCounties, sources } from './counties.ts';
import { chooseLayer, countyAreas, crosswalk } from './layers.ts';
import { pupilPolicy } from './policies.ts';
import { ruleNote, rulesFor } from './rules.ts';
import { oneSchool } from './sites.ts';

export async function serviceDays(
  context: Operation,
  selection: string,
): Promise<{
  from: string | null;
  to: string | null;
  suggested: string | null;
  days: ServiceDay[];
  sources: SourceNote[];
}> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const feeds = await feedsInForce(context.database.db, counties);
  const from = feeds.map(({ firstDay }) => firstDay).sort()[0] ?? null;
  const to =
    feeds
      .map(({ lastDay }) => lastDay)
      .sort()
      .at(-1) ?? null;
  const notes = await sources(context, counties, ['gtfs']);
  if (from === null || to === null) return { from, to, suggested: null, days: [], sources: notes };
  const trips = new Map(
    (
      await tripsPerDay(
        context.database.db,
        feeds.map(({ importId }) => importId),
      )
    ).map(({ day, trips: n }) => [day, n]),
  );
  const calendars = (await rulesFor(context, counties, 'schoolCalendar')).map(({ values }) => values);
  const days = daysBetween(from, to).map((date) => ({
    date,
    trips: trips.get(date) ?? 0,
    ...dayKind(calendars, date),
  }));
  return { from, to, suggested: typicalSchoolDay(days), days, sources: notes };
}

const locale = (date: string) => date.split('-').reverse().join('.');

export async function transitDay(
  context: Operation,
  selection: string,
  wanted: string | undefined,
): Promise<{
  date: string | null;
  notice: Sentence | null;
  trips: number;
  lines: TransitLine[];
  stopsServed: string[];
  stopsTotal: number;
  stopsInCounty: number;
  sources: SourceNote[];
}> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const { db } = context.database;
  const imports = (await feedsInForce(db, counties)).map(({ importId }) => importId);
  const calendar = await serviceDays(context, selection);
  const date = wanted ?? calendar.suggested;
  if (date === null || imports.length === 0) {
    return {
      date: null,
      notice: {
        de: 'Es ist noch kein Fahrplan geladen: bitte unter „Daten“ eine GTFS-Datei importieren.',
        en: "No timetable is loaded yet: please import a GTFS file under 'Data'.",
      },
      trips: 0,
      lines: [],
      stopsServed: [],
      stopsTotal: 0,
      stopsInCounty: 0,
      sources: calendar.sources,
    };
  }
  const lines = await linesOfDay(db, imports, date);
  const trips = lines.reduce((sum, line) => sum + line.trips, 0);
  const collator = new Intl.Collator('de', { numeric: true });
  return {
    date,
    notice: notice(date, trips, calendar.from, calendar.to),
    trips,
    lines: lines.sort((a, b) => b.trips - a.trips || collator.compare(a.shortName, b.shortName)),
    stopsServed: await stopsOfDay(db, imports, date),
    stopsTotal: await countStops(db, imports),
    stopsInCounty: await countStopsInside(db, imports, await countyAreas(context, counties)),
    sources: calendar.sources,
  };
}

/** A day without service is said, never shown as if there were no connection. */
function notice(date: string, trips: number, from: string | null, to: string | null): Sentence | null {
  if (from !== null && to !== null && (date < from || date > to)) {
    return {
      de: `Der ${locale(date)} liegt außerhalb des Fahrplans (${locale(from)} bis ${locale(to)}): bitte einen Tag darin wählen.`,
      en: `${date} lies outside the timetable (${from} to ${to}): please choose a day within it.`,
    };
  }
  if (trips > 0) return null;
  return {
    de: `Am ${locale(date)} fährt nach diesem Fahrplan nichts: bitte einen anderen Tag wählen.`,
    en: `By this timetable nothing runs on ${date}: please choose another day.`,
  };
}

const UNKNOWN_RULE: TransportRule = { limits: [], detourFactor: 1.3, tolerance: 0.15 };

export async function distanceBands(
  context: Operation,
  selection: string,
  query: { school: string; year?: string | undefined; layer?: string | undefined; date?: string | undefined },
): Promise<DistanceBands> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const { db } = context.database;
  const school = await oneSchool(context, counties, query.school);
  const basis = await pupilBasis(context, [school.county], query.year);
  const layer = await chooseLayer(context, counties, query.layer ?? basis.layer, ['gemeinde', 'planungsraum']);
  const walk = await crosswalk(context, counties, basis.layer, layer);
  const rows = await pupilsOfSchool(db, [school.county], school.key, basis.year);
  const rule = (await rulesFor(context, [school.county], 'schoolTransport'))[0];
  const values = rule?.values ?? UNKNOWN_RULE;
  const feeds = (await feedsInForce(db, counties)).map(({ importId }) => importId);
  const date = query.date ?? (await serviceDays(context, selection)).suggested;
  const served = date === null ? [] : await stopsOfDay(db, feeds, date);
  const stops = await stopsPerArea(db, layer.imports, feeds, served);
  const byArea = sumByArea(rows, walk);
  const byGrade = gradesByArea(rows, walk);
  const people: Record<DistanceBand, number[]> = { sure: [], marginal: [], none: [], unknown: [] };
  if (byArea.outside > 0) people.unknown.push(byArea.outside);
  const areas = layer.areas
    .filter(({ county, key }) => byArea.byArea.has(`${county}/${key}`))
    .map((area) => {
      const fid = `${area.county}/${area.key}`;
      const walkMetres = estimatedWalk(distance(area.metres, [school.x, school.y]), values.detourFactor);
      const grades = byGrade.get(fid) ?? new Map<number | null, number>();
      const perBand = new Map<DistanceBand, number>();
      for (const [grade, count] of grades) {
        const own = band(walkMetres, limitFor(values, school.schoolType, grade), values.tolerance);
        perBand.set(own, (perBand.get(own) ?? 0) + count);
      }
      // Parts as the table shows them, area by area, so that a total never tells its one hidden area.
      for (const [own, count] of perBand) people[own].push(count);
      // The area is coloured by the limit of its most frequent grade step.
      const limit = limitFor(values, school.schoolType, mostFrequent(grades));
      return {
        county: area.county,
        key: area.key,
        name: area.name,
        point: area.point,
        pupils: releaseCount(pupilPolicy, byArea.byArea.get(fid) ?? 0),
        estimatedWalkMetres: Math.round(walkMetres),
        limitMetres: limit?.metres ?? null,
        band: band(walkMetres, limit, values.tolerance),
        servedStops: stops.get(fid) ?? 0,
      };
    })
    .sort((a, b) => mostFirst(a.pupils, b.pupils) || a.name.localeCompare(b.name, 'de'));
  const totals = {
    sure: releaseTotal(pupilPolicy, people.sure),
    marginal: releaseTotal(pupilPolicy, people.marginal),
    none: releaseTotal(pupilPolicy, people.none),
    unknown: releaseTotal(pupilPolicy, people.unknown),
  };
  // One hidden band beside three visible ones would be told by the sum.
  const hiddenBands = Object.values(totals).filter((total) => total === 'hidden').length;
  const everyone = releaseTotal(pupilPolicy, [...byArea.byArea.values(), byArea.outside]);
  return {
    school: school.key,
    layer: layer.layer,
    year: basis.year,
    rule: rule ? ruleNote(rule.record) : null,
    limits: values.limits
      .filter(({ schoolTypes }) => schoolTypes === null || schoolTypes.includes(school.schoolType))
      .map(({ schoolTypes: _types, ...limit }) => limit),
    detourFactor: values.detourFactor,
    notice: {
      de: `Planungswert, kein Bescheid: geschätzt als Luftlinie × ${values.detourFactor.toLocaleString('de-DE')} vom Gebietspunkt; entscheidend ist der Fußweg von der Tür.`,
      en: `Planning figure, not a decision: estimated as straight line × ${values.detourFactor} from the area's point; what decides is the footpath from the door.`,
    },
    areas,
    totals: { ...totals, pupils: hiddenBands === 1 ? 'hidden' : everyone },
    sources: await sources(context, counties, ['pupils', 'schools', 'gtfs', 'areas']),
  };
}

function gradesByArea(
  rows: { county: string; atom: string | null; grade: number | null; people: number }[],
  walk: Map<string, string>,
): Map<string, Map<number | null, number>> {
  const result = new Map<string, Map<number | null, number>>();
  for (const { county, atom, grade, people } of rows) {
    const area = atom === null ? undefined : walk.get(`${county}/${atom}`);
    if (area === undefined) continue;
    const fid = `${county}/${area}`;
    const grades = result.get(fid) ?? new Map<number | null, number>();
    grades.set(grade, (grades.get(grade) ?? 0) + people);
    result.set(fid, grades);
  }
  return result;
}

function mostFrequent(grades: Map<number | null, number>): number | null {
  return [...grades].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
