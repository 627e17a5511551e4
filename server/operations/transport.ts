/** The transport planner's first questions: what runs on this day, and who lives beyond the state's distance limit? */
import type { DistanceBand, DistanceBands, ServiceDay, TransitLine } from '../contract/transport.ts';
import type { Sentence, SourceNote, WayNote } from '../contract/common.ts';
import { pupilSums, type PupilSum } from '../data/repositories/people.ts';
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
import { meanMetres } from '../planning/catchment/waySums.ts';
import { mostFirst, releaseProtected } from '../planning/confidentiality/release.ts';
import { band, estimatedWalk, limitFor, type TransportRule } from '../planning/transport/distanceBand.ts';
import { dayKind, daysBetween, typicalSchoolDay } from '../planning/transport/schoolCalendar.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { countyAreas, type ChosenLayer } from './layers.ts';
import { ATOM_LAYER, choosePupilLayer, isListed, pupilBasis, pupilLayout, type PupilLayout } from './pupilLayout.ts';
import { ruleNote, rulesFor } from './rules.ts';
import { oneSchool } from './sites.ts';
import { toldAs, waysToSchool, type WaysToSchool } from './waysToSchool.ts';

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

export const noTimetable: Sentence = {
  de: 'Es ist noch kein Fahrplan geladen: bitte unter „Daten“ eine GTFS-Datei importieren.',
  en: "No timetable is loaded yet: please import a GTFS file under 'Data'.",
};

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
      notice: noTimetable,
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
    notice: dayNotice(date, trips, calendar.from, calendar.to),
    trips,
    lines: lines.sort((a, b) => b.trips - a.trips || collator.compare(a.shortName, b.shortName)),
    stopsServed: await stopsOfDay(db, imports, date),
    stopsTotal: await countStops(db, imports),
    stopsInCounty: await countStopsInside(db, imports, await countyAreas(context, counties)),
    sources: calendar.sources,
  };
}

/** A day without service is said, never shown as if there were no connection. */
export function dayNotice(date: string, trips: number, from: string | null, to: string | null): Sentence | null {
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

/** Where a county has no rule at all. */
/** A day without lessons has a timetable, but nobody who goes to school by it. */
export async function noSchool(context: Operation, county: string, date: string): Promise<Sentence | null> {
  const calendars = (await rulesFor(context, [county], 'schoolCalendar')).map(({ values }) => values);
  const { kind, label } = dayKind(calendars, date);
  if (kind === 'school' || kind === 'unknown') return null;
  return {
    de: `Der ${locale(date)} ist kein Schultag${label ? ` (${label.de})` : ''}: bitte einen Schultag wählen.`,
    en: `${date} is no school day${label ? ` (${label.en})` : ''}: please choose one.`,
  };
}

export const UNKNOWN_RULE: TransportRule = { limits: [], detourFactor: 1.3, tolerance: 0.15 };

export async function distanceBands(
  context: Operation,
  selection: string,
  query: { school: string; year?: string | undefined; layer?: string | undefined; date?: string | undefined },
): Promise<DistanceBands> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const { db } = context.database;
  const school = await oneSchool(context, counties, query.school);
  const basis = await pupilBasis(context, [school.county], query.year);
  const layer = await choosePupilLayer(context, counties, basis, query.layer, ['gemeinde', 'planungsraum']);
  const layout = await pupilLayout(context, counties, basis, layer);
  const rows = await pupilSums(db, basis.editions, { key: school.key });
  const rule = (await rulesFor(context, [school.county], 'schoolTransport'))[0];
  const values = rule?.values ?? UNKNOWN_RULE;
  const feeds = (await feedsInForce(db, counties)).map(({ importId }) => importId);
  const date = query.date ?? (await serviceDays(context, selection)).suggested;
  const served = date === null ? [] : await stopsOfDay(db, feeds, date);
  const places = layer.layer === ATOM_LAYER ? { atomEditions: basis.editions } : { areaImports: layer.imports };
  const stops = await stopsPerArea(db, places, feeds, served);
  const at: [number, number] = [school.x, school.y];
  const toSchool = await waysToSchool(context, school, basis.editions);
  const byArea = waysByArea(rows, layout, layer, at, toSchool);
  const note = toldAs(toSchool.note, [...byArea.values()].flat());
  const people: Record<DistanceBand, number> = { sure: 0, marginal: 0, none: 0, unknown: 0 };
  for (const { metres, grade, pupils } of [...byArea.values()].flat()) {
    people[band(metres, limitFor(values, school.schoolType, grade), values.tolerance)] += pupils;
  }
  const listed = isListed(rows, school, basis);
  const release = (sum: number) => (listed ? releaseProtected(sum) : null);
  const isTold = (fid: string) => byArea.has(fid) || (listed && layout.hidden.has(fid));
  const areas = layer.areas
    .filter(({ county, key }) => isTold(`${county}/${key}`))
    .map((area) => {
      const fid = `${area.county}/${area.key}`;
      const ways = byArea.get(fid) ?? [];
      const mean = meanMetres(ways.flatMap(({ metres, pupils }) => (metres === null ? [] : [{ pupils, metres }])));
      const walkMetres = mean ?? estimatedWalk(distance(area.metres, at), toSchool.note.detourFactor);
      // The area is coloured by the limit of its most frequent grade step.
      const limit = limitFor(values, school.schoolType, mostFrequent(ways));
      return {
        county: area.county,
        key: area.key,
        name: area.name,
        point: area.point,
        pupils:
          ways.length > 0 ? releaseProtected(ways.reduce((sum, { pupils }) => sum + pupils, 0)) : ('hidden' as const),
        walkMetres: Math.round(walkMetres),
        limitMetres: limit?.metres ?? null,
        band: band(walkMetres, limit, values.tolerance),
        servedStops: stops.get(fid) ?? 0,
      };
    })
    .sort((a, b) => mostFirst(a.pupils, b.pupils) || a.name.localeCompare(b.name, 'de'));
  return {
    school: school.key,
    layer: layer.layer,
    year: basis.year,
    protection: basis.protection,
    rule: rule ? ruleNote(rule.record) : null,
    limits: values.limits
      .filter(({ schoolTypes }) => schoolTypes === null || schoolTypes.includes(school.schoolType))
      .map(({ schoolTypes: _types, ...limit }) => limit),
    ways: note,
    notice: planningFigure(note),
    areas,
    totals: {
      sure: release(people.sure),
      marginal: release(people.marginal),
      none: release(people.none),
      unknown: release(people.unknown),
      pupils: release(people.sure + people.marginal + people.none + people.unknown),
    },
    sources: await sources(context, counties, ['pupils', 'schools', 'gtfs', 'areas', 'network']),
  };
}

function planningFigure({ method, detourFactor }: WayNote): Sentence {
  const [de, en] =
    method === 'network'
      ? ['kürzester Fußweg auf dem Wegenetz', 'shortest way on foot over the road network']
      : [
          `geschätzt als Luftlinie × ${detourFactor.toLocaleString('de-DE')}`,
          `estimated as straight line × ${detourFactor}`,
        ];
  return {
    de: `Planungswert, kein Bescheid: ${de} von der Mitte der Wohnzelle; entscheidend ist der Fußweg von der Tür.`,
    en: `Planning figure, not a decision: ${en} from the middle of the atom; what decides is the way on foot from the door.`,
  };
}

interface Way {
  pupils: number;
  grade: number | null;
  /** On foot from the atom's middle, or the area's; null where the home is not known so well. */
  metres: number | null;
  measured: boolean;
}

/** By `county/key`; under '' those who live outside, or nobody knows where. */
function waysByArea(
  rows: readonly PupilSum[],
  layout: PupilLayout,
  layer: ChosenLayer,
  school: [number, number],
  { from }: WaysToSchool,
): Map<string, Way[]> {
  const points = new Map(layer.areas.map((area) => [`${area.county}/${area.key}`, area.metres]));
  const result = new Map<string, Way[]>();
  for (const row of rows) {
    const area = layout.areaOf(row) ?? '';
    const atom = layout.atomOf(row);
    const home = atom ? ([atom.x, atom.y] as [number, number]) : points.get(area);
    const way = home ? from(row, distance(home, school)) : null;
    const own: Way = {
      pupils: row.people,
      grade: row.grade,
      metres: way?.walkMetres ?? null,
      measured: way?.measured ?? false,
    };
    const ways = result.get(area);
    if (ways) ways.push(own);
    else result.set(area, [own]);
  }
  return result;
}

function mostFrequent(ways: readonly Way[]): number | null {
  const grades = new Map<number | null, number>();
  for (const { grade, pupils } of ways) grades.set(grade, (grades.get(grade) ?? 0) + pupils);
  return [...grades].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
