/**
 * "Amtliche Hauskoordinaten Deutschland" (HK-DE) of the surveying offices: 18 fields with semicolons, no header row,
 * ETRS89/UTM with the zone before the easting. Source: Datenformatbeschreibung HK-DE 4.2 of the Zentrale Stelle
 * Hauskoordinaten und Hausumringe (1 July 2019).
 */
import type { RawTable } from './layout.ts';
import type { TableSource } from '../source.ts';

const FIELDS = 'NBA OI QUA LAN RBZ KRS GMD OTT SSS HNR ADZ Ostwert Nordwert STN PLZ ONM ZON POT'.split(' ');
/** Keys stand in up to four fields; tables elsewhere have them in one. */
const KEYS: [column: string, fields: string[]][] = [
  ['AGS', ['LAN', 'RBZ', 'KRS', 'GMD']],
  ['Kreisschlüssel', ['LAN', 'RBZ', 'KRS']],
];

/** What each row must look like: quality, the parts of the municipality's key, a number, easting and northing. */
const SHAPE: [field: string, pattern: RegExp][] = [
  ['NBA', /^[NLA]?$/],
  ['QUA', /^[A-Z]$/],
  ['LAN', /^\d{2}$/],
  ['RBZ', /^\d$/],
  ['KRS', /^\d{2}$/],
  ['GMD', /^\d{3}$/],
  ['Ostwert', /^3[1-3]\d{6}([.,]\d+)?$/],
  ['Nordwert', /^\d{7}([.,]\d+)?$/],
];

const cellOf = (cells: readonly string[], field: string): string => cells[FIELDS.indexOf(field)] ?? '';

export function isHkDe({ rows }: RawTable): boolean {
  const first = rows.find(({ cells }) => cells.some((cell) => cell !== ''));
  return (
    first?.cells.length === FIELDS.length && SHAPE.every(([field, pattern]) => pattern.test(cellOf(first.cells, field)))
  );
}

/** The rows under the format's own names of fields, with the keys of municipality and county; those to be deleted (NBA = L) left out. */
export function nameHkDe(raw: RawTable): TableSource {
  const rows = raw.rows
    .filter(({ cells }) => cells.some((cell) => cell !== '') && cellOf(cells, 'NBA') !== 'L')
    .map(({ row, cells }) => ({
      row,
      cells: [
        ...FIELDS.map((_, index) => cells[index] ?? ''),
        ...KEYS.map(([, fields]) => fields.map((field) => cellOf(cells, field)).join('')),
      ],
    }));
  return {
    kind: 'table',
    name: raw.name,
    columns: [...FIELDS, ...KEYS.map(([column]) => column)],
    rows,
    reading: { encoding: raw.encoding, delimiter: raw.delimiter, headerRows: 0, decimal: ',' },
    preamble: [],
    footer: [],
    problems: [],
  };
}
