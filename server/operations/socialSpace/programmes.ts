/** Programmes as the tables in force tell them, with all Kitas or schools that could take part. */
import type { Sentence } from '../../contract/common.ts';
import type { Taking } from '../../contract/offers.ts';
import { sourcesInForce, type SourceEntry } from '../../data/repositories/imports.ts';
import { listParticipations, type Participation } from '../../data/repositories/offers.ts';
import { areasAt, listKitas, listSchools } from '../../data/repositories/sites.ts';
import type { Operation } from '../../context.ts';
import { keyOf } from '../indicators/known.ts';

export interface KnownProgramme {
  key: string;
  name: string;
  institutions: 'kita' | 'school';
  /** Oldest first; the last one is the year of the list. */
  years: number[];
  /** Of known institutions. */
  rows: Participation[];
}

export interface ProgrammeGround {
  programmes: KnownProgramme[];
  /** Institutions by kind: `county/key`. */
  all: Record<'kita' | 'school', string[]>;
  notices: Sentence[];
}

export const PROGRAMME_KINDS = ['programmes', 'kitas', 'schools'];
/** How far back shares are told: before, today's list of institutions says nothing of them. */
const MOST_YEARS = 15;
const MOST_NAMED = 5;

export async function programmeGround(context: Operation, counties: string[]): Promise<ProgrammeGround> {
  const { db } = context.database;
  const rows = await listParticipations(db, counties);
  if (rows.length === 0) return { programmes: [], all: { kita: [], school: [] }, notices: [] };
  const all = {
    kita: (await listKitas(db, counties)).map(institutionId),
    school: (await listSchools(db, counties)).map(institutionId),
  };
  const there = { kita: new Set(all.kita), school: new Set(all.school) };
  const isKnown = (row: Participation) => there[row.institutionKind].has(`${row.county}/${row.institution}`);
  const year = yearOfList(await sourcesInForce(db, counties, ['programmes']));
  return {
    programmes: programmesOf(rows.filter(isKnown), year),
    all,
    notices: unknownNotices(rows.filter((row) => !isKnown(row))),
  };
}

const institutionId = ({ county, key }: { county: string; key: string }): string => `${county}/${key}`;

/** A table's day, else the day on which it came: what it says of those who still take part holds until then. */
const yearOfList = (entries: readonly SourceEntry[]): number =>
  Math.max(
    ...entries.map(({ referenceDate, importedAt }) => Number((referenceDate ?? importedAt.toISOString()).slice(0, 4))),
  );

function programmesOf(rows: readonly Participation[], year: number): KnownProgramme[] {
  const programmes = new Map<string, KnownProgramme>();
  for (const row of rows) {
    const key = keyOf(row.programme);
    const id = `${row.institutionKind} ${key}`;
    const known = programmes.get(id);
    if (known) known.rows.push(row);
    else programmes.set(id, { key, name: row.programme, institutions: row.institutionKind, years: [], rows: [row] });
  }
  for (const one of programmes.values()) {
    const first = Math.min(year, ...one.rows.map(({ from }) => from ?? year));
    const begin = Math.max(first, year - MOST_YEARS + 1);
    one.years = Array.from({ length: year - begin + 1 }, (_, index) => begin + index);
  }
  return [...programmes.values()].sort((a, b) => a.name.localeCompare(b.name, 'de'));
}

/** Those who take part in a year, each once: `county/key`. */
export const takingIn = ({ rows }: KnownProgramme, year: number): Set<string> =>
  new Set(
    rows
      .filter(({ from, to }) => (from ?? year) <= year && (to ?? year) >= year)
      .map(({ county, institution }) => `${county}/${institution}`),
  );

export function takingOf(all: readonly string[], taking: ReadonlySet<string>): Taking {
  const inIt = all.filter((id) => taking.has(id)).length;
  return { taking: inIt, all: all.length, share: all.length === 0 ? null : inIt / all.length };
}

/** Institutions by the area in which they stand (`county/key` of both). */
export async function institutionsByArea(
  context: Operation,
  counties: string[],
  layerImports: string[],
): Promise<Record<'kita' | 'school', Map<string, string[]>>> {
  const { db } = context.database;
  const byArea = { kita: new Map<string, string[]>(), school: new Map<string, string[]>() };
  const put = (kind: 'kita' | 'school', county: string, key: string, area: string | null | undefined) => {
    if (!area) return;
    const id = `${county}/${area}`;
    byArea[kind].set(id, [...(byArea[kind].get(id) ?? []), `${county}/${key}`]);
  };
  for (const { county, key, area } of await listKitas(db, counties, layerImports)) put('kita', county, key, area);
  const schools = await listSchools(db, counties);
  for (const county of counties) {
    const own = schools.filter((school) => school.county === county);
    const areas = await areasAt(db, county, layerImports, own);
    for (const { key } of own) put('school', county, key, areas.get(key));
  }
  return byArea;
}

function unknownNotices(rows: readonly Participation[]): Sentence[] {
  return (['kita', 'school'] as const).flatMap((kind): Sentence[] => {
    const named = [...new Set(rows.filter((row) => row.institutionKind === kind).map((row) => row.institution))];
    if (named.length === 0) return [];
    const list = named.slice(0, MOST_NAMED).join(', ') + (named.length > MOST_NAMED ? ' …' : '');
    return [
      kind === 'kita'
        ? {
            de: `${named.length} Nummern in den Programmen gehören zu keiner geladenen Kita (${list}) und zählen nicht: bitte prüfen oder die Kitas einlesen.`,
            en: `${named.length} numbers in the programmes belong to no loaded Kita (${list}) and do not count: please check them, or import the Kitas.`,
          }
        : {
            de: `${named.length} Nummern in den Programmen gehören zu keiner geladenen Schule (${list}) und zählen nicht: bitte prüfen oder die Schulen einlesen.`,
            en: `${named.length} numbers in the programmes belong to no loaded school (${list}) and do not count: please check them, or import the schools.`,
          },
    ];
  });
}
