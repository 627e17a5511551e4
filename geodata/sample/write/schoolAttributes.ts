/** What schools have and offer, as a county's school office keeps it in one table. Towns had their glass fibre first. */
import type { SampleCounty, SampleSchool } from '../model.ts';
import { createRandom, type Random } from '../random.ts';
import { addressCells } from './tables.ts';
import { csv, utf8, type CsvCell } from './text.ts';

const HEADER =
  'Schulnummer;Schulname;Breitband (Mbit/s);Glasfaser;Endgeräte je 100 Schüler;WLAN in Klassenräumen (%);Präsentationstechnik (%);Lernplattform;Ganztag;Fremdsprachen;Schwerpunkte;Barrierefrei;Mittagessen;Schulsozialarbeit;Adresse;Telefon;E-Mail;Website';
const FIBRE = [500, 1000, 1000];
const COPPER = [50, 100, 250];
const PROFILES = [
  'Musik',
  'Sport',
  'Naturwissenschaften',
  'Theater',
  'Medien',
  'Natur und Umwelt',
  'Berufsorientierung',
];

export function schoolAttributesCsv(county: SampleCounty): Uint8Array {
  const random = createRandom(county.options.seed, 'school attributes');
  const rows = county.schools.map((school, index) => cellsOf(county, school, index + 1, random));
  return utf8(csv([HEADER.split(';'), ...rows]));
}

function cellsOf(county: SampleCounty, school: SampleSchool, number: number, random: Random): CsvCell[] {
  const { addresses, localities } = county;
  const isInTown = localities[addresses[school.address]!.locality]!.kind === 'town';
  const isSecondary = school.gradeTo > 4;
  const hasFibre = random.chance(isInTown ? 0.85 : 0.4);
  // One school has not answered the survey of its equipment.
  const answered = number !== 7;
  const share = (usual: number) => Math.min(100, 5 * Math.round((usual * random.between(0.6, 1.3)) / 5));
  const equipment: CsvCell[] = answered
    ? [
        random.pick(hasFibre ? FIBRE : COPPER),
        hasFibre ? 'ja' : 'nein',
        Math.round((isSecondary ? 48 : 26) * random.between(0.5, 1.5)),
        share(hasFibre ? 95 : 60),
        share(isSecondary ? 80 : 55),
        random.chance(0.75) ? 'Thüringer Schulcloud' : 'Moodle',
      ]
    : ['', '', '', '', '', ''];
  const code = String(number).padStart(2, '0');
  const [street, houseNumber, postcode, place] = addressCells(county, school.address);
  return [
    ...[school.key, school.name, ...equipment],
    ...[allDayOf(school), languagesOf(school, random), profilesOf(school, random)],
    random.chance(0.55) ? 'ja' : 'nein',
    random.chance(0.9) ? 'ja' : 'nein',
    random.chance(isSecondary ? 0.8 : 0.35) ? 'ja' : 'nein',
    `${street} ${houseNumber}, ${postcode} ${place}`,
    ...[`03691 99999-2${code}`, `schule${code}@example.org`, `https://example.org/schulen/${code}`],
  ];
}

const allDayOf = ({ type, afterSchoolPlaces }: SampleSchool): string =>
  afterSchoolPlaces > 0 ? 'offen' : type === 'TGS' || type === 'FÖS' ? 'teilgebunden' : 'nein';

function languagesOf({ type }: SampleSchool, random: Random): string {
  if (type === 'GS') return 'Englisch';
  if (type === 'FÖS') return '';
  const second = random.chance(0.6) ? ['Französisch'] : ['Russisch'];
  const third = type === 'GYM' ? ['Latein', ...(random.chance(0.5) ? ['Spanisch'] : [])] : [];
  return ['Englisch', ...second, ...third].join('; ');
}

const profilesOf = ({ type }: SampleSchool, random: Random): string =>
  random
    .shuffled(PROFILES.filter((one) => type !== 'GS' || one !== 'Berufsorientierung'))
    .slice(0, 1 + random.int(2))
    .join('; ');
