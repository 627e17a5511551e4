/** Ways from the atoms to the schools: measured again where network, schools or atoms have changed, and only there. */
import type { Point as Position } from 'geojson';
import { createHash } from 'node:crypto';
import type { Kind, Sentence } from '../../../geodata/import/types.ts';
import type { Db } from '../../data/open.ts';
import { lockCounty, raiseAnswers } from '../../data/repositories/counties.ts';
import { listNetworkEdits, type NetworkEdit } from '../../data/repositories/networkEdits.ts';
import { pupilYears } from '../../data/repositories/people.ts';
import { listSchools } from '../../data/repositories/sites.ts';
import {
  atomPoints,
  knownWays,
  networksInForce,
  packedRoads,
  removeOtherWays,
  storeWays,
  type AtomPoint,
  type MeasuredWays,
} from '../../data/repositories/ways.ts';
import { shortMetres } from '../../planning/network/metres.ts';
import type { Site, SiteWays } from '../../planning/network/ways.ts';
import type { NetworkLines } from '../roadWork.ts';
import type { Operation } from '../../context.ts';

/** Changes where the same network and places give other ways. */
const METHOD = '1';

const KINDS: ReadonlySet<Kind> = new Set<Kind>(['network', 'schools', 'pupil-list']);
/** Does an import of the kind change what ways follow from? */
export const changesWays = (kind: Kind): boolean => KINDS.has(kind);

type Point = [number, number];

/** What the ways of a county follow from, beside the places of its atoms. */
async function situationOf(db: Db, county: string) {
  const [network] = await networksInForce(db, [county]);
  const editions = (await pupilYears(db, [county]))
    .filter(({ cellAtoms }) => cellAtoms > 0)
    .map(({ edition }) => edition);
  const edits = await listNetworkEdits(db, [county]);
  const sites = (await listSchools(db, [county])).map((school) => {
    return { key: school.key, entrances: entrancesOf(school, edits) };
  });
  return { network: network?.importId ?? null, editions, lines: linesOf(edits), sites };
}

interface State {
  situation: Awaited<ReturnType<typeof situationOf>>;
  network: string;
  atoms: Map<string, AtomPoint[]>;
  /** To be measured. */
  wanted: { edition: string; site: Site; basis: string }[];
  /** Ways are stored of lists or schools that are gone. */
  isOver: boolean;
}

/** Null where there is no network. */
async function stateOf(db: Db, county: string): Promise<State | null> {
  const situation = await situationOf(db, county);
  const { network, editions, lines, sites } = situation;
  if (network === null) return null;
  const atoms = byEdition(await atomPoints(db, editions));
  const stored = await knownWays(db, county);
  const known = new Map(stored.map(({ edition, school, basis }) => [`${edition}/${school}`, basis]));
  const ground = digest([METHOD, network, lines]);
  const bases = [...atoms].flatMap(([edition, points]) => {
    const homes = digest(points.map(({ key, lon, lat }) => [key, lon, lat]));
    return sites.map((site) => ({ edition, site, basis: digest([ground, homes, site.entrances]) }));
  });
  return {
    situation,
    network,
    atoms,
    wanted: bases.filter(({ edition, site, basis }) => known.get(`${edition}/${site.key}`) !== basis),
    isOver: stored.some(({ edition, school }) => !atoms.has(edition) || !sites.some(({ key }) => key === school)),
  };
}

/** Is anything to be measured? After a measuring that failed or was cut off there is. */
export async function lacksWays(db: Db, county: string): Promise<boolean> {
  return ((await stateOf(db, county))?.wanted.length ?? 0) > 0;
}

/** Times that something may change while ways are measured; whoever changes it measures too. */
const TRIES = 3;

/** @returns what to say of it; nothing where there is no network, or all is measured */
export async function measureWays(
  context: Operation,
  county: string,
  progress: (done: number) => void,
): Promise<Sentence[]> {
  for (let left = TRIES; left > 0; left--) {
    const notes = await measureOnce(context, county, progress);
    if (notes !== null) return notes;
  }
  return [];
}

/** Null where the network, a school or a drawing changed meanwhile: nothing is stored then. */
async function measureOnce(
  context: Operation,
  county: string,
  progress: (done: number) => void,
): Promise<Sentence[] | null> {
  const { db } = context.database;
  const state = await stateOf(db, county);
  if (state === null) return [];
  const { situation, network, atoms, wanted, isOver } = state;
  const { lines, sites } = situation;
  if (wanted.length === 0 && !isOver) return [];
  // Lists that kept their atoms have the same places: each is measured once.
  const homes = new Map([...atoms.values()].flat().map(({ lon, lat }) => [`${lon} ${lat}`, [lon, lat] as Point]));
  const asked = [...new Set(wanted.map(({ site }) => site))];
  const measured =
    asked.length === 0
      ? []
      : await context.onRoads(
          {
            task: 'ways',
            roads: await packedRoads(db, network),
            sites: asked,
            homes: [...homes.values()],
            edits: lines,
          },
          progress,
        );
  const numberOf = new Map([...homes.keys()].map((place, index) => [place, index]));
  const bySite = new Map(measured.map((ways) => [ways.key, ways]));
  const ways = wanted.map(({ site, edition, basis }): MeasuredWays => {
    const places = atoms.get(edition)!.map(({ lon, lat }) => numberOf.get(`${lon} ${lat}`)!);
    return { edition, school: site.key, basis, ...picked(bySite.get(site.key)!, places) };
  });
  const isStored = await db.transaction().execute(async (tx) => {
    await lockCounty(tx, county);
    if (digest(await situationOf(tx, county)) !== digest(situation)) return false;
    const keys = sites.map(({ key }) => key);
    await removeOtherWays(tx, county, [...atoms.keys()], keys);
    await storeWays(tx, { county, importId: network }, ways);
    await raiseAnswers(tx, county);
    return true;
  });
  if (!isStored) return null;
  return asked.length === 0 ? [] : [said(asked.length, homes.size, measured)];
}

function byEdition(points: readonly AtomPoint[]): Map<string, AtomPoint[]> {
  const groups = new Map<string, AtomPoint[]>();
  for (const point of points) {
    const group = groups.get(point.edition);
    if (group) group.push(point);
    else groups.set(point.edition, [point]);
  }
  return groups;
}

const pointOf = ({ coordinates: [lon = 0, lat = 0] }: Position): Point => [lon, lat];

/** Metres: entrances farther from the site were drawn for another one, before the school moved. */
export const NEAR_SCHOOL = 1000;

/** Where a school is entered: its drawn entrances, else its site. */
export function entrancesOf(
  { key, lon, lat }: { key: string; lon: number; lat: number },
  edits: readonly NetworkEdit[],
): Point[] {
  const drawn = edits
    .flatMap(({ school, geometry }) => (school === key && geometry.type === 'Point' ? [pointOf(geometry)] : []))
    .filter((entrance) => shortMetres(entrance, [lon, lat]) <= NEAR_SCHOOL);
  return drawn.length > 0 ? drawn : [[lon, lat]];
}

/** What the county has drawn along ways. */
export function linesOf(edits: readonly NetworkEdit[]): NetworkLines {
  const of = (wanted: NetworkEdit['kind']) =>
    edits.flatMap(({ kind, geometry }) =>
      kind === wanted && geometry.type === 'LineString'
        ? [geometry.coordinates.map(([lon = 0, lat = 0]): Point => [lon, lat])]
        : [],
    );
  return { footpaths: of('footpath'), dangerous: of('dangerous') };
}

export const digest = (basis: unknown): string => createHash('sha256').update(JSON.stringify(basis)).digest('base64');

function picked({ walkMetres, safeMetres, driveMetres, driveSeconds }: SiteWays, places: readonly number[]) {
  const pick = (of: Int32Array) => Int32Array.from(places, (place) => of[place]!);
  return {
    walkMetres: pick(walkMetres),
    safeMetres: pick(safeMetres),
    driveMetres: pick(driveMetres),
    driveSeconds: pick(driveSeconds),
  };
}

function said(schools: number, homes: number, measured: readonly SiteWays[]): Sentence {
  const without = measured.filter(({ walkMetres }) => walkMetres.every((metres) => metres < 0)).map(({ key }) => key);
  const [de, en] = [schools.toLocaleString('de'), schools.toLocaleString('en')];
  const missing = without.length === 0 ? null : without.slice(0, 10).join(', ');
  return {
    de: `Wege zu ${de} Schulen von ${homes.toLocaleString('de')} Wohnzellen gemessen.${missing === null ? '' : ` Zu Fuß nicht erreichbar, weil das Wegenetz dort fehlt: ${missing}.`}`,
    en: `Ways to ${en} schools from ${homes.toLocaleString('en')} atoms measured.${missing === null ? '' : ` Not reached on foot, since the network lacks there: ${missing}.`}`,
  };
}
