/** Kinds whose rows are written as they are, a line of the file for each. */
import type { Rows } from '../../../geodata/import/rows.ts';
import type { Db } from '../../data/open.ts';
import * as write from '../../data/repositories/storeRows/index.ts';
import type { Owner, Progress } from '../../data/repositories/storeRows/index.ts';
import { pick } from './pick.ts';
import type { ReadyRows } from './protectPupils.ts';

export async function storeFlat(
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
          hort_places: row.hortPlaces,
          occupied_hort: row.occupiedHort,
          full_day_places: row.fullDayPlaces,
          integration_places: row.integrationPlaces,
          guests: row.guests,
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
      await write.insertIndicatorDefinitions(
        db,
        owner,
        data.definitions.map(({ indicator, ...told }) => ({ indicator, told })),
      );
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
    case 'family-day-care':
      return write.insertFamilyDayCare(
        db,
        owner,
        data.rows.map(({ placesU3, placesUe3, ...row }, seq) => ({
          ...row,
          ...{ seq, places_u3: placesU3, places_ue3: placesUe3 },
        })),
        progress,
      );
    case 'target-rates':
      return write.insertTargetRates(
        db,
        owner,
        data.rows.map(({ ageFrom, ageTo, fullDay, ...row }, seq) => ({
          ...row,
          ...{ seq, age_from: ageFrom, age_to: ageTo, full_day: fullDay },
        })),
        progress,
      );
    case 'kita-candidates':
      return write.insertKitaCandidates(db, owner, data.rows, progress);
    case 'offers':
      return write.insertOffers(
        db,
        owner,
        data.rows.map(({ kindName, ageFrom, ageTo, ...row }) => ({
          ...row,
          ...{ kind_name: kindName, age_from: ageFrom, age_to: ageTo },
        })),
        progress,
      );
    case 'contacts':
      return write.insertContacts(
        db,
        owner,
        data.rows.map((row, seq) => ({ ...row, seq })),
        progress,
      );
    case 'programmes':
      return write.insertProgrammes(
        db,
        owner,
        data.rows.map(({ institutionKind, from, to, ...row }, seq) => ({
          ...row,
          ...{ seq, institution_kind: institutionKind, first_year: from, last_year: to },
        })),
        progress,
      );
    case 'school-attributes':
      return write.insertSchoolAttributes(
        db,
        owner,
        data.rows.map(({ group, ...row }, seq) => ({ ...row, seq, theme: group })),
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
