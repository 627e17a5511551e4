/** The annex of the statute on school districts, as a county publishes it. */
import { buildDistricts, type SampleDistrictRow } from '../districts.ts';
import type { SampleCounty } from '../model.ts';
import { csv, windows1252, type CsvCell } from './text.ts';

const SIDES = { all: '', odd: 'ungerade', even: 'gerade' } as const;

function numbers({ from, to, parity }: SampleDistrictRow): string {
  const range = from === null ? '' : to === null ? `ab ${from}` : `${from}–${to}`;
  return `${range} ${SIDES[parity]}`.trim();
}

export function districtsCsv(county: SampleCounty): Uint8Array {
  const { schools, localities, municipalities } = county;
  const rows = buildDistricts(county);
  const keys = [...new Set(rows.map((row) => row.schools.join()))].sort((a, b) => parseInt(a) - parseInt(b));
  const lines = rows
    .map((row) => ({ row, number: keys.indexOf(row.schools.join()) + 1 }))
    .sort((a, b) => a.number - b.number)
    .map(({ row, number }): CsvCell[] => {
      const { name, municipality } = localities[row.locality]!;
      return [
        `Schulbezirk ${number}`,
        row.schools.map((school) => schools[school]!.name).join(' | '),
        municipalities[municipality]!.name,
        name,
        row.street,
        numbers(row),
      ];
    });
  return windows1252(
    csv([
      ['Anlage zur Satzung über die Schulbezirke der Grundschulen im Landkreis Ahlengrund'],
      'Schulbezirk;Schule;Gemeinde;Ortsteil;Straße;Hausnummern'.split(';'),
      ...lines,
    ]),
  );
}
