/** The invented county and its files, in the order in which they have to be loaded. */
import type { Kind } from '../import/types.ts';
import { generateSample } from './county.ts';
import { SCHOOL_YEAR, type SampleCounty } from './model.ts';
import { districtsCsv } from './write/districts.ts';
import { allDayPlacesCsv, enrolmentsCsv } from './write/enrolment.ts';
import { familyDayCareCsv, kitaCandidatesCsv } from './write/kita.ts';
import { areasGpkg } from './write/gpkg.ts';
import { timetableZip } from './write/gtfs.ts';
import { countyPbf } from './write/osm.ts';
import { contactsCsv, offersCsv, programmesCsv } from './write/offers.ts';
import { schoolAttributesCsv } from './write/schoolAttributes.ts';
import { schoolHoursCsv, schoolRidersCsv, transportCostsCsv, vehiclesCsv } from './write/schoolDay.ts';
import {
  addressesCsv,
  childListCsv,
  housingProjectsCsv,
  indicatorsCsv,
  kitasCsv,
  populationCsv,
  pupilListCsv,
  pupilsCsv,
  schoolsCsv,
  vitalEventsCsv,
} from './write/tables.ts';

export { generateSample };
export type { SampleCounty } from './model.ts';

export interface SampleFile {
  path: string;
  bytes: Uint8Array;
  kind: Kind;
  options: Record<string, string>;
}

const ORIGIN = { source: 'Beispieldaten Planungsraum (erfunden)', licence: 'CC0-1.0' };
const VALID_FROM = '2019-12-31';
const UTM = '25832';

export async function writeSample(county: SampleCounty): Promise<SampleFile[]> {
  const areas = await areasGpkg(county);
  const map = countyPbf(county);
  const file = (path: string, bytes: Uint8Array, kind: Kind, options: Record<string, string> = {}): SampleFile => ({
    path,
    bytes,
    kind,
    options: { ...ORIGIN, ...options },
  });
  const layer = (name: string, more: Record<string, string> = {}): SampleFile =>
    file('gebiete.gpkg', areas, 'areas', { layer: name, 'valid-from': VALID_FROM, ...more });
  return [
    layer('kreis'),
    layer('planungsraum'),
    layer('gemeinde', { 'parent-layer': 'planungsraum' }),
    file('ahlengrund.osm.pbf', map, 'roads', { 'reference-date': '2026-01-15' }),
    file('ahlengrund.osm.pbf', map, 'network', { 'reference-date': '2026-01-15' }),
    file('ahlengrund.osm.pbf', map, 'waters', { 'reference-date': '2026-01-15' }),
    file('ahlengrund.osm.pbf', map, 'places', { 'reference-date': '2026-01-15' }),
    file('schulen.csv', schoolsCsv(county), 'schools', { 'reference-date': '2025-10-01', crs: UTM }),
    file('schuelerzahlen.csv', enrolmentsCsv(county), 'enrolments'),
    file('ganztag.csv', allDayPlacesCsv(county), 'all-day-places', { 'reference-date': '2026-02-01' }),
    file('kitas.csv', kitasCsv(county), 'kitas', { 'reference-date': '2025-12-31', crs: '4326' }),
    file('tagespflege.csv', familyDayCareCsv(county), 'family-day-care', { 'reference-date': '2026-03-01' }),
    file('kita-standorte.csv', kitaCandidatesCsv(county), 'kita-candidates', { crs: '4326' }),
    file('angebote.csv', offersCsv(county), 'offers', { 'reference-date': '2026-03-01', crs: '4326' }),
    file('zustaendige-stellen.csv', contactsCsv(county), 'contacts', { 'reference-date': '2026-03-01' }),
    file('programme.csv', programmesCsv(county), 'programmes', { 'reference-date': '2026-03-01' }),
    file('schulmerkmale.csv', schoolAttributesCsv(county), 'school-attributes', { 'reference-date': '2026-03-01' }),
    file('einwohner.csv', populationCsv(county), 'population', { basis: 'Melderegister' }),
    file('bewegungen.csv', vitalEventsCsv(county), 'vital-events'),
    file('baugebiete.csv', housingProjectsCsv(county), 'housing-projects', { 'reference-date': '2026-01-15' }),
    file('schueler.csv', pupilsCsv(county), 'pupils'),
    file('fahrplan.zip', timetableZip(county), 'gtfs', { feed: 'Ahlebus 2026/27' }),
    file('unterrichtszeiten.csv', schoolHoursCsv(county), 'school-hours'),
    file('fahrzeuge.csv', vehiclesCsv(county), 'vehicles'),
    file('kosten.csv', transportCostsCsv(), 'transport-costs'),
    file('fahrkarten.csv', schoolRidersCsv(county), 'school-riders', { 'reference-date': '2025-11-15' }),
    file('indikatoren.csv', indicatorsCsv(county), 'indicators'),
    file('adressen.csv', addressesCsv(county), 'addresses', { 'reference-date': '2026-01-15', crs: UTM }),
    file('schulbezirke.csv', districtsCsv(county), 'districts', {
      'school-type': 'grundschule',
      'valid-from': '2024-08-01',
    }),
    file('schuelerliste.csv', pupilListCsv(county), 'pupil-list', {
      'school-year': SCHOOL_YEAR,
      purpose: 'Vorführung von Planungsraum mit erfundenen Kindern',
      'legal-basis': 'keine nötig: erfundene Daten',
    }),
    file('kinderliste.csv', childListCsv(county), 'child-list', {
      'reference-date': '2025-12-31',
      purpose: 'Vorführung von Planungsraum mit erfundenen Kindern',
      'legal-basis': 'keine nötig: erfundene Daten',
    }),
  ];
}
