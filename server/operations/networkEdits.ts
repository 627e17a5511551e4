/** The county's own knowledge of ways: where schools are entered, which footpaths the map lacks, where children must not walk. */
import type { NetworkState, NewNetworkEdit } from '../contract/network.ts';
import type { Sentence } from '../contract/common.ts';
import { lockCounty, raiseAnswers } from '../data/repositories/counties.ts';
import {
  deleteNetworkEdit,
  insertNetworkEdit,
  listNetworkEdits,
  type NetworkEdit,
} from '../data/repositories/networkEdits.ts';
import { listSchools } from '../data/repositories/sites.ts';
import { networksInForce } from '../data/repositories/ways.ts';
import { DomainError } from '../planning/errors.ts';
import { shortMetres } from '../planning/network/metres.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { NEAR_SCHOOL } from './import/measureWays.ts';
import { oneSchool } from './sites.ts';

export async function networkState(context: Operation, selection: string): Promise<NetworkState> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const { db } = context.database;
  const sites = new Map(
    (await listSchools(db, counties)).map(({ county, key, lon, lat }) => [`${county}/${key}`, [lon, lat] as const]),
  );
  return {
    hasNetwork: (await networksInForce(db, counties)).length > 0,
    edits: (await listNetworkEdits(db, counties)).map(({ geometry, ...edit }) => ({
      ...edit,
      counts:
        edit.kind !== 'entrance' ||
        isNear(geometry.coordinates as [number, number], sites.get(`${edit.county}/${edit.school}`)),
      line: (geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates) as [number, number][],
    })),
    sources: await sources(context, counties, ['network']),
  };
}

type Corner = readonly [number, number];

const isNear = (entrance: Corner, site: Corner | undefined): boolean =>
  site !== undefined && shortMetres(entrance, site) <= NEAR_SCHOOL;

export async function addNetworkEdit(
  context: Operation,
  county: string,
  edit: NewNetworkEdit,
): Promise<{ id: string }> {
  const [known] = await chosenCounties(context, county);
  const corners: Corner[] = edit.kind === 'entrance' ? [edit.point] : edit.line;
  checkPlace(known!.bbox, corners);
  if (edit.kind !== 'entrance') checkLength(corners);
  const school = edit.kind === 'entrance' ? await oneSchool(context, [county], edit.school) : null;
  if (school && edit.kind === 'entrance') checkNear(edit.point, [school.lon, school.lat], school.name);
  const id = context.newId();
  const geometry: NetworkEdit['geometry'] =
    edit.kind === 'entrance'
      ? { type: 'Point', coordinates: [...edit.point] }
      : { type: 'LineString', coordinates: edit.line.map((corner) => [...corner]) };
  await context.database.db.transaction().execute(async (tx) => {
    await lockCounty(tx, county);
    if ((await listNetworkEdits(tx, [county])).length >= MOST_EDITS) throw full();
    const { kind, note } = edit;
    await insertNetworkEdit(tx, { id, county, kind, school: school?.key ?? null, note, geometry }, context.now());
    await raiseAnswers(tx, county);
  });
  return { id };
}

export async function removeNetworkEdit(context: Operation, county: string, id: string): Promise<void> {
  await chosenCounties(context, county);
  const removed = await context.database.db.transaction().execute(async (tx) => {
    await lockCounty(tx, county);
    const found = await deleteNetworkEdit(tx, county, id);
    if (found) await raiseAnswers(tx, county);
    return found;
  });
  if (removed) return;
  throw new DomainError('notFound', 'network.unknownEdit', {
    de: 'Diese Zeichnung gibt es nicht mehr: bitte die Ansicht neu laden.',
    en: 'There is no such drawing any more: please reload the view.',
  });
}

/** Degrees: a way to school may lead past the border. */
const MARGIN = 0.2;
const MOST_METRES = 20_000;
/** Of a county: more are a network of their own, to be brought in with the extract. */
const MOST_EDITS = 1000;

function checkPlace(bbox: [number, number, number, number] | null, corners: readonly Corner[]): void {
  if (bbox === null) return;
  const [west, south, east, north] = bbox;
  const isInside = ([lon, lat]: Corner) =>
    lon >= west - MARGIN && lon <= east + MARGIN && lat >= south - MARGIN && lat <= north + MARGIN;
  if (!corners.every(isInside))
    throw refused('network.elsewhere', {
      de: 'Die Zeichnung liegt nicht im Kreis: bitte auf der Karte im Kreis zeichnen (Länge, Breite).',
      en: 'The drawing does not lie in the county: please draw on the map inside it (longitude, latitude).',
    });
}

function checkLength(corners: readonly Corner[]): void {
  const metres = corners.slice(1).reduce((sum, corner, index) => sum + shortMetres(corners[index]!, corner), 0);
  if (metres > 0 && metres <= MOST_METRES) return;
  throw refused('network.length', {
    de: 'Ein gezeichneter Weg muss länger als 0 und höchstens 20 km lang sein: bitte kürzer oder in Teilen zeichnen.',
    en: 'A drawn way must be longer than 0 and at most 20 km: please draw a shorter one, or in parts.',
  });
}

function checkNear(point: Corner, site: Corner, name: string): void {
  if (isNear(point, site)) return;
  throw refused('network.farEntrance', {
    de: `Der Eingang liegt über 1 km von „${name}“ entfernt: bitte näher am Standort setzen, oder den Standort unter „Daten“ berichtigen.`,
    en: `The entrance is more than 1 km from '${name}': please set it nearer to the site, or correct the site under 'Data'.`,
  });
}

const full = () =>
  refused('network.full', {
    de: `Es sind schon ${MOST_EDITS.toLocaleString('de')} Wege und Eingänge gezeichnet: bitte was im OpenStreetMap-Auszug inzwischen steht, entfernen.`,
    en: `${MOST_EDITS.toLocaleString('en')} ways and entrances are drawn already: please remove what the OpenStreetMap extract has by now.`,
  });

const refused = (code: string, text: Sentence) => new DomainError('invalid', code, text);
