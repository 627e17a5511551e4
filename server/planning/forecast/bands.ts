/** Age groups that planners ask for, and the finest columns of ages from which all of them are summed. */
import type { Sentence } from '../types.ts';

export interface Band {
  key: string;
  label: Sentence;
  from: number;
  /** Inclusive; null = open. */
  to: number | null;
}

const years = (from: number, to: number): Band => ({
  key: `${from}-${to}`,
  label: { de: `${from} bis ${to} Jahre`, en: `${from} to ${to} years` },
  from,
  to,
});

export const bands: Band[] = [
  { key: 'all', label: { de: 'Alle', en: 'All' }, from: 0, to: null },
  { key: 'u3', label: { de: 'unter 3 Jahre', en: 'under 3 years' }, from: 0, to: 2 },
  years(3, 5),
  { key: 'u6', label: { de: 'unter 6 Jahre', en: 'under 6 years' }, from: 0, to: 5 },
  years(6, 9),
  years(10, 15),
  years(16, 18),
  years(19, 64),
  { key: '65+', label: { de: '65 Jahre und älter', en: '65 years and older' }, from: 65, to: null },
];

/** Bands that a table with this open age can tell. */
export const toldBands = (ages: number): Band[] =>
  bands.filter(({ from, to }) => from < ages && (to === null ? from === 0 || from < ages : to < ages - 1));

/** Single years to 18, then those of working age, then the old: children are what is planned for. */
const LAST_SINGLE = 18;
const OLD = 65;

export interface Columns {
  columnOf: Uint8Array;
  columns: number;
}

export function columnsOf(ages: number): Columns {
  const columnOf = Uint8Array.from({ length: ages }, (_, age) =>
    age <= LAST_SINGLE ? age : age < OLD ? LAST_SINGLE + 1 : LAST_SINGLE + 2,
  );
  return { columnOf, columns: columnOf[ages - 1]! + 1 };
}

/** First and last column of a band. */
export const columnsIn = ({ columnOf, columns }: Columns, { from, to }: Band): [first: number, last: number] => [
  columnOf[from]!,
  to === null ? columns - 1 : columnOf[to]!,
];
