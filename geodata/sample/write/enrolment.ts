/** What the school statistics publish each autumn, and the places of all-day care as the school authorities plan them. */
import { LAST_YEAR, type SampleCounty } from '../model.ts';
import { schoolYears } from '../pupils.ts';
import { createRandom } from '../random.ts';
import { csv, utf8, windows1252, type CsvCell } from './text.ts';

/** As many as the statistics tell, the newest with them. */
const YEARS = 5;
/** Share of the first grade that should have come a year earlier. */
const DEFERRED = 0.06;

export function enrolmentsCsv(county: SampleCounty): Uint8Array {
  const { schools, options } = county;
  const random = createRandom(options.seed, 'deferred');
  const rows = schoolYears(county, YEARS)
    .reverse()
    .flatMap(({ year, pupils }) => {
      const counts = schools.map(() => new Map<number, number>());
      for (const { school, grade } of pupils) counts[school]!.set(grade, (counts[school]!.get(grade) ?? 0) + 1);
      return schools.flatMap(({ key, gradeFrom, gradeTo, parallelClasses, places }, school): CsvCell[][] => {
        const perClass = places / (parallelClasses * (gradeTo - gradeFrom + 1));
        return Array.from({ length: gradeTo - gradeFrom + 1 }, (_, index): CsvCell[] => {
          const grade = gradeFrom + index;
          const count = counts[school]!.get(grade) ?? 0;
          const deferred = grade === 1 ? random.round(count * DEFERRED * random.between(0.6, 1.4)) : '';
          return [year, key, grade, count, Math.ceil(count / perClass), deferred];
        });
      });
    });
  const header = 'Schuljahr;Schulnummer;Klassenstufe;Schülerzahl;Klassen;davon im Vorjahr zurückgestellt'.split(';');
  return windows1252(csv([header, ...rows]));
}

/** Two of the larger schools get more places when the claim has reached the higher grades. */
export function allDayPlacesCsv({ schools, options }: SampleCounty): Uint8Array {
  const random = createRandom(options.seed, 'all-day places');
  const withCare = schools
    .filter(({ afterSchoolPlaces }) => afterSchoolPlaces > 0)
    .map(({ key, afterSchoolPlaces }) => ({
      key,
      afterSchoolPlaces: 5 * Math.round((afterSchoolPlaces * random.between(0.78, 1.06)) / 5),
    }));
  const planned = [...withCare].sort((a, b) => b.afterSchoolPlaces - a.afterSchoolPlaces).slice(0, 2);
  const rows: CsvCell[][] = [
    ...withCare.map(({ key, afterSchoolPlaces }): CsvCell[] => [key, afterSchoolPlaces, '']),
    ...planned.map(({ key, afterSchoolPlaces }): CsvCell[] => [
      key,
      afterSchoolPlaces + 25,
      `${LAST_YEAR + 3}/${String((LAST_YEAR + 4) % 100).padStart(2, '0')}`,
    ]),
  ];
  return utf8(csv(['Schulnummer;Ganztagsplätze;ab Schuljahr'.split(';'), ...rows]));
}
