/** Writes what was prepared: the county if it is new, the import's record, its rows. All in the caller's transaction. */
import type { Kind, Sentence } from '../../../geodata/import/types.ts';
import type { Rows } from '../../../geodata/import/rows.ts';
import { rememberAtoms, type ListKind } from '../../data/repositories/formations.ts';
import type { Db } from '../../data/open.ts';
import { insertNetwork } from '../../data/repositories/ways.ts';
import { packRoads } from '../../planning/network/roads.ts';
import * as write from '../../data/repositories/storeRows/index.ts';
import type { Owner, Progress } from '../../data/repositories/storeRows/index.ts';
import type { ProtectedEdition, Ready, ReadyRows } from './protectPupils.ts';

export interface Stored {
  stored: number;
  notes: Sentence[];
  /** Rows that only the database could judge and did not keep. */
  rejected: number;
}

export async function storeRows(
  db: Db,
  owner: Owner,
  prepared: Ready,
  county: { epsg: number; newId: () => string; kind: Kind },
  progress: Progress,
): Promise<Stored> {
  await write.insertControlTotals(
    db,
    owner,
    prepared.controlTotals.map((total) => ({
      dataset: total.dataset,
      item: total.item,
      sum_of_areas: total.sumOfAreas,
      published: total.published,
    })),
  );
  const { rows } = prepared;
  if (rows.kind === 'areas')
    return storeAreas(db, owner, rows, { epsg: county.epsg, edition: county.newId() }, progress);
  if (rows.kind === 'grid') return storeGrid(db, owner, rows, { epsg: county.epsg, edition: county.newId() }, progress);
  if (rows.kind === 'districts') return storeDistricts(db, owner, rows, prepared.stored, progress);
  if (rows.kind === 'network')
    await insertNetwork(db, owner, { ways: rows.roads.ways.length, roads: packRoads(rows.roads) });
  else if (rows.kind === 'protected-pupils') {
    const ids = new Map(rows.editions.map(({ scope }) => [scope, county.newId()]));
    for (const edition of rows.editions) await storePupils(db, { ...owner, kind: county.kind }, edition, ids, progress);
  } else await storeFlat(db, owner, rows, progress);
  return { stored: prepared.stored, notes: [], rejected: 0 };
}

async function storeAreas(
  db: Db,
  owner: Owner,
  rows: Omit<Extract<Rows, { kind: 'areas' }>, 'kind'>,
  county: { epsg: number; edition: string },
  progress: Progress,
): Promise<Stored> {
  const { layer, label, rank, validFrom, validTo } = rows;
  const result = await write.insertAreas(
    db,
    owner,
    { key: layer, label, rank, validFrom, validTo, ...county },
    rows.rows.map((row) => ({
      key: row.key,
      name: row.name,
      parent_layer: row.parentLayer,
      parent_key: row.parentKey,
      is_water: row.isWater,
      attributes: row.attributes,
      geojson: row.geometry,
    })),
    progress,
  );
  return {
    stored: rows.rows.length - result.dropped.length,
    notes: repairNotes(result),
    rejected: result.dropped.length,
  };
}

function repairNotes({
  repaired,
  dropped,
}: {
  repaired: { key: string; reason: string }[];
  dropped: string[];
}): Sentence[] {
  const notes: Sentence[] = [];
  if (repaired.length > 0) {
    const list = repaired
      .slice(0, 20)
      .map(({ key, reason }) => `${key} (${reason})`)
      .join(', ');
    notes.push({
      de: `${repaired.length} ungültige Flächen wurden repariert: ${list}.`,
      en: `${repaired.length} invalid polygons were repaired: ${list}.`,
    });
  }
  if (dropped.length > 0) {
    notes.push({
      de: `${dropped.length} Gebiete haben nach der Reparatur keine Fläche und fehlen: ${dropped.slice(0, 20).join(', ')}.`,
      en: `${dropped.length} areas have no surface after repair and are missing: ${dropped.slice(0, 20).join(', ')}.`,
    });
  }
  return notes;
}

/** @param stored rows of the file; of a list of streets several may speak of one district */
async function storeDistricts(
  db: Db,
  owner: Owner,
  { rows, streets }: Extract<Rows, { kind: 'districts' }>,
  stored: number,
  progress: Progress,
): Promise<Stored> {
  const result = await write.insertDistricts(
    db,
    owner,
    rows.map((row) => ({
      ...pick(row, 'key', 'name', 'schools'),
      school_type: row.schoolType,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      geojson: row.geometry,
    })),
    streets.map((row, seq) => ({
      ...pick(row, 'district', 'place', 'locality', 'street', 'parity'),
      seq,
      school_type: row.schoolType,
      number_from: row.from,
      number_to: row.to,
    })),
    progress,
  );
  const { dropped } = result;
  return { stored: stored - dropped.length, notes: repairNotes(result), rejected: dropped.length };
}

/** Cells are areas of their own import, so that they and their counts come and go together. */
async function storeGrid(
  db: Db,
  owner: Owner,
  grid: Extract<Rows, { kind: 'grid' }>,
  county: { epsg: number; edition: string },
  progress: Progress,
): Promise<Stored> {
  const stored = await storeAreas(db, owner, grid, county, (done) => progress(done / 2));
  await write.insertPopulation(
    db,
    owner,
    grid.rows.map(({ key, people }) => ({
      edition: county.edition,
      atom: key,
      reference_date: grid.validFrom,
      basis: grid.basis,
      age_from: grid.ageFrom,
      age_to: grid.ageTo,
      sex: 't',
      people,
    })),
    (done) => progress(0.5 + done / 2),
  );
  return stored;
}

async function storePupils(
  db: Db,
  owner: Owner & { kind: Kind },
  { scope, homeLayer, base, minimum, borders, doorBasis, firstDoors, formedBy, atoms, counts }: ProtectedEdition,
  ids: ReadonlyMap<string, string>,
  progress: Progress,
): Promise<void> {
  const edition = ids.get(scope)!;
  const formed_by = formedBy === null ? edition : (ids.get(formedBy) ?? formedBy);
  await write.insertPupils(
    db,
    { county: owner.county, importId: owner.importId },
    { edition, school_year: scope, home_layer: homeLayer, base, minimum, borders, door_basis: doorBasis, formed_by },
    atoms.map(({ gemeinde, planningArea, ...atom }) => ({ ...atom, home: gemeinde, planning_area: planningArea })),
    counts.map(({ gemeinde, traits, ...count }) => ({
      ...count,
      home: gemeinde,
      traits: traits ? (JSON.parse(traits) as Record<string, string>) : {},
    })),
    progress,
  );
  await rememberAtoms(
    db,
    { county: owner.county, kind: owner.kind as ListKind, homeLayer },
    { edition, formedBy: formed_by, year: scope, borders, base, minimum, atoms, doorBasis: firstDoors },
  );
}

async function storeFlat(
  db: Db,
  owner: Owner,
  data: Exclude<ReadyRows, { kind: 'areas' | 'grid' | 'districts' | 'network' | 'protected-pupils' }>,
  progress: Progress,
): Promise<void> {
  switch (data.kind) {
    case 'schools':
      return write.insertSchools(
        db,
        owner,
        data.rows.map((row) => ({
          ...pick(row, 'key', 'name', 'authority', 'street', 'postcode', 'place', 'places', 'enrolment', 'lon', 'lat'),
          school_type: row.schoolType,
          legal_status: row.legalStatus,
          grade_from: row.gradeFrom,
          grade_to: row.gradeTo,
          parallel_classes: row.parallelClasses,
          all_day: row.allDay,
        })),
        progress,
      );
    case 'kitas':
      return write.insertKitas(
        db,
        owner,
        data.rows.map((row) => ({
          ...pick(row, 'key', 'name', 'provider', 'street', 'postcode', 'place', 'lon', 'lat'),
          provider_type: row.providerType,
          licensed_places: row.licensedPlaces,
          usable_places: row.usablePlaces,
          places_u3: row.placesU3,
          places_ue3: row.placesUe3,
          occupied_u3: row.occupiedU3,
          occupied_ue3: row.occupiedUe3,
        })),
        progress,
      );
    case 'population':
      return write.insertPopulation(
        db,
        owner,
        data.rows.map((row) => ({
          ...pick(row, 'edition', 'atom', 'basis', 'sex', 'people'),
          reference_date: row.date,
          age_from: row.ageFrom,
          age_to: row.ageTo,
        })),
        progress,
      );
    case 'vital-events':
      return write.insertVitalEvents(
        db,
        owner,
        data.rows.map(({ ageFrom, ageTo, ...row }) => ({ ...row, age_from: ageFrom, age_to: ageTo })),
        progress,
      );
    case 'indicators':
      return write.insertIndicators(db, owner, data.rows, progress);
    case 'school-hours':
      return write.insertSchoolHours(
        db,
        owner,
        data.rows.map((row, seq) => ({
          ...pick(row, 'school', 'weekdays', 'begins', 'ends'),
          seq,
          grade_from: row.gradeFrom,
          grade_to: row.gradeTo,
        })),
        progress,
      );
    case 'vehicles':
      return write.insertVehicles(
        db,
        owner,
        data.rows.map((row, seq) => ({ ...row, seq })),
        progress,
      );
    case 'transport-costs':
      return write.insertTransportCosts(db, owner, data.rows, progress);
    case 'school-riders':
      return write.insertSchoolRiders(db, owner, data.rows, progress);
    case 'housing-projects':
      return write.insertHousingProjects(
        db,
        owner,
        data.rows.map(({ from, to, perHome, ...row }, seq) => ({
          ...row,
          ...{ seq, first_year: from, last_year: to, per_home: perHome },
        })),
        progress,
      );
    case 'enrolments':
      return write.insertEnrolments(
        db,
        owner,
        data.rows.map(({ year, ...row }) => ({ ...row, school_year: year })),
        progress,
      );
    case 'all-day-places':
      return write.insertAllDayPlaces(
        db,
        owner,
        data.rows.map(({ from, ...row }, seq) => ({ ...row, seq, from_year: from })),
        progress,
      );
    case 'roads':
      return write.insertRoads(db, owner, data.rows.map(withGeoJson), progress);
    case 'waters':
      return write.insertLandscape(db, owner, data.rows.map(withGeoJson), progress);
    case 'places':
      return write.insertPlaces(
        db,
        owner,
        data.rows.map(({ osmId, ...row }) => ({ ...row, osm_id: osmId })),
        progress,
      );
    case 'addresses':
      return write.insertAddresses(
        db,
        owner,
        data.rows.map(({ houseNumber, areaKey, ...row }) => ({ ...row, house_number: houseNumber, area_key: areaKey })),
        progress,
      );
    case 'gtfs':
      return storeTransit(db, owner, data.rows, progress);
  }
}

function storeTransit(
  db: Db,
  owner: Owner,
  feed: Extract<Rows, { kind: 'gtfs' }>['rows'],
  progress: Progress,
): Promise<void> {
  return write.insertTransit(
    db,
    owner,
    {
      ...pick(feed, 'timezone', 'firstDay', 'lastDay', 'serviceDays'),
      stops: feed.stops.map(({ locationType, ...stop }) => ({ ...stop, location_type: locationType })),
      routes: feed.routes.map(({ shortName, longName, geometry, ...route }) => ({
        ...route,
        short_name: shortName,
        long_name: longName,
        geojson: geometry === null ? null : JSON.stringify(geometry),
      })),
      trips: feed.trips.map(({ onDemand, firstDeparture, lastArrival, ...trip }) => ({
        ...trip,
        on_demand: onDemand,
        first_departure: firstDeparture,
        last_arrival: lastArrival,
      })),
      stopTimes: feed.stopTimes.map(({ pickupType, dropOffType, ...time }) => ({
        ...time,
        pickup_type: pickupType,
        drop_off_type: dropOffType,
      })),
    },
    progress,
  );
}

function withGeoJson<T extends { osmId: string; geometry: object }>({
  osmId,
  geometry,
  ...row
}: T): Omit<T, 'osmId' | 'geometry'> & {
  osm_id: string;
  geojson: string;
} {
  return { ...row, osm_id: osmId, geojson: JSON.stringify(geometry) };
}

function pick<T extends object, K extends keyof T>(from: T, ...keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}
