/** The kinds that can be imported, in the order in which the screen offers them. */
import { addresses } from './kinds/addresses.ts';
import { allDayPlaces } from './kinds/allDayPlaces.ts';
import { areas } from './kinds/areas.ts';
import { dedicatedServices } from './kinds/dedicatedServices.ts';
import { districts } from './kinds/districts.ts';
import { enrolments } from './kinds/enrolments.ts';
import { grid } from './kinds/grid.ts';
import { childList } from './kinds/childList.ts';
import { gtfs } from './kinds/gtfs.ts';
import { familyDayCare } from './kinds/familyDayCare.ts';
import { housingProjects } from './kinds/housingProjects.ts';
import { indicators } from './kinds/indicators.ts';
import { kitaCandidates } from './kinds/kitaCandidates.ts';
import { kitas } from './kinds/kitas.ts';
import { network } from './kinds/network.ts';
import { officialTable } from './kinds/officialTable.ts';
import { offers } from './kinds/offers.ts';
import { places, roads, waters } from './kinds/osm.ts';
import { population } from './kinds/population.ts';
import { contacts } from './kinds/contacts.ts';
import { programmes } from './kinds/programmes.ts';
import { pupilList } from './kinds/pupilList.ts';
import { pupils } from './kinds/pupils.ts';
import { residentRegister } from './kinds/residentRegister.ts';
import { schoolAttributes } from './kinds/schoolAttributes.ts';
import { schoolHours } from './kinds/schoolHours.ts';
import { schools } from './kinds/schools.ts';
import { schoolRiders } from './kinds/schoolRiders.ts';
import { targetRates } from './kinds/targetRates.ts';
import { transportCosts } from './kinds/transportCosts.ts';
import { vehicles } from './kinds/vehicles.ts';
import { vitalEvents } from './kinds/vitalEvents.ts';
import { SourceError } from '../formats/source.ts';
import {
  Report,
  type Digest,
  type FileFacts,
  type Kind,
  type KindDefinition,
  type PrepareRequest,
  type Prepared,
} from './types.ts';
import type { Rows } from './rows.ts';

export * from './rows.ts';
export * from './types.ts';

export const kindDefinitions: KindDefinition[] = [
  areas,
  schools,
  kitas,
  population,
  residentRegister,
  grid,
  pupils,
  pupilList,
  childList,
  gtfs,
  vitalEvents,
  roads,
  network,
  waters,
  places,
  addresses,
  districts,
  indicators,
  officialTable,
  schoolHours,
  vehicles,
  dedicatedServices,
  transportCosts,
  schoolRiders,
  housingProjects,
  enrolments,
  allDayPlaces,
  familyDayCare,
  targetRates,
  kitaCandidates,
  offers,
  contacts,
  programmes,
  schoolAttributes,
];

export function kindDefinition(kind: Kind): KindDefinition {
  const found = kindDefinitions.find((definition) => definition.kind === kind);
  if (!found) throw new Error(`Unknown import kind ${kind}`);
  return found;
}

/** From bytes to rows that can be stored, with everything a person must know of them. Throws SourceError. */
export async function prepareImport(request: PrepareRequest, digest: Digest): Promise<Prepared> {
  const report = new Report();
  try {
    return await kindDefinition(request.kind).prepare({ ...request, report, digest });
  } catch (error) {
    if (!request.preview || report.file === null || !(error instanceof SourceError)) throw error;
    return notYet(request.kind, report, report.file, error);
  }
}

/** A preview of a file that can be opened but not yet be read: its columns and CRS are still to be chosen by hand. */
function notYet(kind: Kind, report: Report, file: FileFacts, { code, text }: SourceError): Prepared {
  report.problems.unshift({ code, text });
  return {
    kind,
    ...file,
    scopes: [],
    referenceDate: null,
    read: report.read,
    stored: 0,
    rejected: report.rejected,
    skipped: report.skipped,
    problems: report.problems,
    problemCount: report.problemCount + 1,
    notes: report.notes,
    crs: report.crs,
    controlTotals: [],
    // Only tables and layers get here: their rows are a list.
    rows: { kind, rows: [] } as unknown as Rows,
  };
}
