/** The county's lists and statistics, each in the manner of the office that keeps it. */
import {
  AGES,
  FIRST_YEAR,
  LAST_YEAR,
  type PeopleTable,
  type SampleCounty,
  type SampleSchool,
  type SchoolType,
} from '../model.ts';
import { countPupils, schoolYears } from '../pupils.ts';
import { apportion, createRandom } from '../random.ts';
import { KITA_MORE, kitaCells } from './kita.ts';
import { toDegrees } from './project.ts';
import { csv, decimal, eastNorth, utf8, windows1252, type CsvCell } from './text.ts';

const SCHOOL_TYPES: Record<SchoolType, string> = {
  GS: 'Grundschule',
  RS: 'Regelschule',
  TGS: 'Thüringer Gemeinschaftsschule',
  GYM: 'Gymnasium',
  FÖS: 'Förderschule',
  BS: 'Berufsbildende Schule',
};
const SCHOOL_YEARS = 3;
const AGE_LABELS = Array.from({ length: AGES }, (_, age) => (age === AGES - 1 ? '100 und mehr' : String(age)));

export function addressCells(
  { addresses, localities, municipalities }: SampleCounty,
  index: number,
): [string, string, string, string] {
  const { street, houseNumber, suffix, locality, municipality } = addresses[index]!;
  return [street, `${houseNumber}${suffix}`, municipalities[municipality]!.postcode, localities[locality]!.name];
}

export function schoolsCsv(county: SampleCounty): Uint8Array {
  const enrolment = new Int32Array(county.schools.length);
  for (const { school } of county.pupils) enrolment[school]!++;
  const header =
    'Schulnummer;Schulname;Schulart;Schulträger;Straße;Hausnummer;PLZ;Ort;Ostwert;Nordwert;Klassenstufe von;Klassenstufe bis;Züge;Plätze;Ganztag;Schülerzahl';
  const rows = county.schools.map((school, s): CsvCell[] => [
    school.key,
    school.name,
    SCHOOL_TYPES[school.type],
    school.authority,
    ...addressCells(county, school.address),
    ...eastNorth(county.addresses[school.address]!.point),
    school.gradeFrom,
    school.gradeTo,
    decimal(school.parallelClasses, 1),
    school.places,
    allDay(school),
    enrolment[s]!,
  ]);
  return windows1252(csv([header.split(';'), ...rows]));
}

const allDay = ({ type, afterSchoolPlaces }: SampleSchool): string =>
  afterSchoolPlaces > 0 ? 'offen (Hort)' : type === 'TGS' || type === 'FÖS' ? 'teilgebunden' : 'nein';

export function kitasCsv(county: SampleCounty): Uint8Array {
  const header =
    'Kita-Nummer;Name;Träger;Trägerart;Straße;Hausnummer;PLZ;Ort;Breite;Länge;genehmigte Plätze;belegbare Plätze;davon unter 3;davon ab 3;belegt unter 3;belegt ab 3';
  const random = createRandom(county.options.seed, 'kita hours');
  const rows = county.kitas.map((kita): CsvCell[] => {
    const [longitude, latitude] = toDegrees(county.addresses[kita.address]!.point);
    return [
      kita.key,
      kita.name,
      kita.provider,
      kita.providerKind === 'frei' ? 'freier Träger' : 'kommunal',
      ...addressCells(county, kita.address),
      decimal(latitude, 6),
      decimal(longitude, 6),
      kita.licensed,
      kita.usable,
      kita.placesUnder3,
      kita.placesFrom3,
      kita.occupiedUnder3,
      kita.occupiedFrom3,
      ...kitaCells(kita, random),
    ];
  });
  return utf8(csv([[...header.split(';'), ...KITA_MORE], ...rows]), true);
}

export function populationCsv({ municipalities, population, name }: SampleCounty): Uint8Array {
  const rows: CsvCell[][] = [
    ['Einwohner nach Gemeinden, Alter und Geschlecht'],
    [`${name}, Melderegister, jeweils 31. Dezember`],
    'AGS;Gemeinde;Stichtag;Alter;männlich;weiblich;insgesamt'.split(';'),
  ];
  municipalities.forEach(({ key, name: municipality }, m) => {
    population.residents[m]!.forEach(([male, female], year) => {
      for (let age = 0; age < AGES; age++) {
        const [men, women] = [male![age]!, female![age]!];
        rows.push([key, municipality, `31.12.${FIRST_YEAR + year}`, AGE_LABELS[age]!, men, women, men + women]);
      }
    });
  });
  return utf8(csv(rows), true);
}

/** Births per 1,000 women and year in the middle of five years of age, as a country's registrars tell them; only the shape counts. */
const MOTHERS: readonly (readonly [from: number, perThousand: number])[] = [
  [15, 6],
  [20, 31],
  [25, 75],
  [30, 108],
  [35, 66],
  [40, 14],
];

/** The newborn of a year by the age that their mothers reached in it. */
function byMother(births: number, women: Int32Array): number[] {
  const weights = Array.from(women, (count, age) => {
    const group = MOTHERS.find(([from]) => from <= age && age < from + 5);
    return group ? count * group[1] : 0;
  });
  return apportion(births, weights);
}

export function vitalEventsCsv({ municipalities, population }: SampleCounty): Uint8Array {
  const rows: CsvCell[][] = ['AGS;Jahr;Ereignis;Alter;Geschlecht;Anzahl'.split(';')];
  const kinds: [string, PeopleTable][] = [
    ['Geburt', population.births],
    ['Sterbefall', population.deaths],
    ['Zuzug', population.arrivals],
    ['Fortzug', population.departures],
  ];
  municipalities.forEach(({ key }, m) => {
    for (let year = FIRST_YEAR + 1; year <= LAST_YEAR; year++) {
      for (const [event, table] of kinds) {
        const women = population.residents[m]![year - FIRST_YEAR]![1]!;
        table[m]![year - FIRST_YEAR]!.forEach((told, sex) => {
          const counts = table === population.births ? byMother(told[0]!, women) : [...told];
          counts.forEach((count, age) => {
            if (count > 0) rows.push([key, year, event, AGE_LABELS[age]!, sex === 0 ? 'männlich' : 'weiblich', count]);
          });
        });
      }
    }
  });
  return utf8(csv(rows));
}

/** Three building areas in the largest Gemeinden. */
export function housingProjectsCsv({ municipalities, population }: SampleCounty): Uint8Array {
  const residents = (m: number) =>
    population.residents[m]!.at(-1)!.reduce((sum, ages) => sum + ages.reduce((a, b) => a + b, 0), 0);
  const largest = municipalities.map((_, m) => m).sort((a, b) => residents(b) - residents(a));
  const projects: [name: string, homes: number, from: number, to: number, perHome: string][] = [
    ['Am Obstgarten', 120, LAST_YEAR + 2, LAST_YEAR + 5, '2,1'],
    ['Bahnhofsviertel', 60, LAST_YEAR + 3, LAST_YEAR + 3, ''],
    ['Sonnenhang', 45, LAST_YEAR + 2, LAST_YEAR + 4, '2,4'],
  ];
  const header = 'AGS;Baugebiet;Wohnungen;Bezug ab;Bezug bis;Personen je Wohnung'.split(';');
  return utf8(
    csv([header, ...projects.map((project, index): CsvCell[] => [municipalities[largest[index]!]!.key, ...project])]),
  );
}

/** Earlier school years, already counted, derived from the newest. */
export function pupilsCsv(county: SampleCounty): Uint8Array {
  const { municipalities, schools, addresses } = county;
  const rows = schoolYears(county, SCHOOL_YEARS)
    .slice(1)
    .reverse()
    .flatMap(({ year, pupils }) =>
      countPupils(pupils, addresses).map(([municipality, school, grade, count]): CsvCell[] => [
        year,
        schools[school]!.key,
        grade,
        municipalities[municipality]!.key,
        count,
      ]),
    );
  return utf8(csv(['Schuljahr;Schulnummer;Klassenstufe;Wohngemeinde;Anzahl'.split(';'), ...rows]));
}

/**
 * The newest school year as the school offices hand it in: a row per child. The children are invented and have no names; a
 * few addresses are written as people write them, and some lead nowhere.
 */
export function pupilListCsv(county: SampleCounty): Uint8Array {
  const random = createRandom(county.options.seed, 'pupil list');
  const rows = county.pupils.map(({ home, school, grade }, index): CsvCell[] => {
    const [street, number, postcode, place] = addressCells(county, home);
    const { key, afterSchoolPlaces, type, gradeFrom } = county.schools[school]!;
    const young = type === 'GS' || gradeFrom === 1;
    return [
      index + 1,
      key,
      grade,
      random.chance(0.2) ? street.replace(/straße$/, 'str.').replace(/Straße$/, 'Str.') : street,
      random.chance(0.004) ? `${number}99` : number,
      postcode,
      random.chance(0.003) ? '' : place,
      young && afterSchoolPlaces > 0 && random.chance(0.8) ? 'ja' : 'nein',
    ];
  });
  return windows1252(csv(['Lfd. Nr.;Schulnummer;Klasse;Straße;Hausnummer;PLZ;Wohnort;Ganztag'.split(';'), ...rows]));
}

/** The register's extract: every child before school, with a day of birth that fits its age. */
export function childListCsv(county: SampleCounty): Uint8Array {
  const random = createRandom(county.options.seed, 'child list');
  const rows = county.youngChildren.map(({ home, age }, index): CsvCell[] => {
    // Who is six and not at school was born after the cut-off.
    const month = age === 6 ? 9 + Math.floor(random.between(0, 4)) : 1 + Math.floor(random.between(0, 12));
    const day = 1 + Math.floor(random.between(0, 28));
    const two = (value: number) => String(value).padStart(2, '0');
    return [index + 1, `${two(day)}.${two(month)}.${LAST_YEAR - age}`, ...addressCells(county, home)];
  });
  return utf8(csv(['Lfd. Nr.;Geburtsdatum;Straße;Hausnummer;PLZ;Wohnort'.split(';'), ...rows]), true);
}

export function addressesCsv({ addresses, localities, municipalities }: SampleCounty): Uint8Array {
  const rows = addresses.map(({ street, houseNumber, suffix, locality, municipality, point }): CsvCell[] => [
    street,
    houseNumber,
    suffix,
    municipalities[municipality]!.postcode,
    localities[locality]!.name,
    municipalities[municipality]!.key,
    ...eastNorth(point),
  ]);
  return utf8(csv(['Straße;Hausnummer;Zusatz;PLZ;Ort;AGS;Ostwert;Nordwert'.split(';'), ...rows]), true);
}

export function indicatorsCsv({ key, indicators, municipalities, planningAreas }: SampleCounty): Uint8Array {
  const keyOf = { gemeinde: municipalities, planungsraum: planningAreas, kreis: [{ key }] };
  const rows = indicators.map(({ indicator, unit, level, area, year, value, denominator }): CsvCell[] => [
    ...[indicator, unit, level, keyOf[level][area]!.key, year, decimal(value, 1), '', denominator],
    ...['veröffentlicht', 'Beispieldaten Planungsraum (erfunden)'],
  ]);
  const header = 'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert;Zähler;Nenner;Schutz;Quelle'.split(';');
  return utf8(csv([header, ...rows]), true);
}
