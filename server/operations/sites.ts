/** School and Kita sites; enrolment and places are published figures of the lists. */
import type { SourceNote } from '../contract/common.ts';
import type { Kita, School } from '../contract/sites.ts';
import { listKitas, listSchools, type KitaRecord, type SchoolRecord } from '../data/repositories/sites.ts';
import { PUBLISHED, releaseCount } from '../planning/confidentiality/release.ts';
import { unassignedPlaces, type OccupiedPlaces } from '../planning/kita/supply.ts';
import { DomainError } from '../planning/errors.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';

export async function schoolList(
  context: Operation,
  selection: string,
  type: string | undefined,
): Promise<{ schools: School[]; sources: SourceNote[] }> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const schools = await listSchools(context.database.db, counties, { type });
  return {
    schools: schools.map(({ lon, lat, x: _x, y: _y, enrolment, ...school }) => ({
      ...school,
      position: [lon, lat],
      enrolment: releaseCount(PUBLISHED, enrolment),
    })),
    sources: await sources(context, counties, ['schools']),
  };
}

/** @throws DomainError where the counties have none */
export async function schoolsOfType(context: Operation, counties: string[], type: string): Promise<SchoolRecord[]> {
  const schools = await listSchools(context.database.db, counties, { type });
  if (schools.length > 0) return schools;
  throw new DomainError('notFound', 'schools.noneOfType', {
    de: `Es gibt hier keine Schule der Schulart „${type}“: bitte eine andere wählen.`,
    en: `There is no school of the type '${type}' here: please choose another one.`,
  });
}

/** One school of the chosen counties; its key alone must name it. */
export async function oneSchool(context: Operation, counties: string[], key: string): Promise<SchoolRecord> {
  const [county, own] = key.includes('/') ? (key.split('/', 2) as [string, string]) : [null, key];
  const wanted = county === null ? counties : counties.filter((candidate) => candidate === county);
  const found = wanted.length === 0 ? [] : await listSchools(context.database.db, wanted, { key: own });
  if (found[0]) return found[0];
  throw new DomainError('notFound', 'school.unknown', {
    de: `Die Schule „${key}“ gibt es hier nicht: bitte eine aus der Liste wählen.`,
    en: `There is no school '${key}' here: please choose one from the list.`,
  });
}

export const placesOfKita = (kita: KitaRecord): OccupiedPlaces => ({
  usable: kita.usablePlaces,
  u3: kita.placesU3,
  ue3: kita.placesUe3,
  hort: kita.hortPlaces,
  licensed: kita.licensedPlaces,
  occupiedU3: kita.occupiedU3,
  occupiedUe3: kita.occupiedUe3,
  occupiedHort: kita.occupiedHort,
});

const inCare = (u3: number | null, ue3: number | null): number | null =>
  u3 === null && ue3 === null ? null : (u3 ?? 0) + (ue3 ?? 0);

export async function kitaList(
  context: Operation,
  selection: string,
): Promise<{ kitas: Kita[]; sources: SourceNote[] }> {
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const kitas = await listKitas(context.database.db, counties);
  return {
    kitas: kitas.map(({ lon, lat, placesU3, placesUe3, occupiedU3, occupiedUe3, area: _area, ...kita }) => ({
      ...kita,
      position: [lon, lat],
      placesByGroup: {
        ...(placesU3 === null ? {} : { u3: placesU3 }),
        ...(placesUe3 === null ? {} : { ue3: placesUe3 }),
      },
      occupied: releaseCount(PUBLISHED, inCare(occupiedU3, occupiedUe3)),
      unassignedPlaces: unassignedPlaces({ usable: kita.usablePlaces, u3: placesU3, ue3: placesUe3 }),
    })),
    sources: await sources(context, counties, ['kitas']),
  };
}
