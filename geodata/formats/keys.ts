/** Keys of areas and grid cells. They are text: a leading zero is part of them. */

export type AreaKey =
  | { kind: 'land' | 'kreis' | 'ags' | 'ars'; key: string }
  /** Lower-left corner in EPSG:3035 and the cell's side, all in metres. */
  | { kind: 'cell'; key: string; east: number; north: number; size: number }
  | { kind: 'other'; key: string };

/** Blanks and an apostrophe (how Excel users force text) are taken off; "07 2 35 005" and "07.235.005" are read as 07235005. */
export function normaliseKey(text: string): AreaKey | null {
  const trimmed = text.trim().replace(/^'/, '');
  if (trimmed === '' || /^-+$/.test(trimmed)) return null;
  const cell = parseGridCell(trimmed);
  if (cell) return { kind: 'cell', key: trimmed, ...cell };
  const digits = /^\d[\d\s./]*\d$/.test(trimmed) ? trimmed.replace(/[\s./]/g, '') : trimmed;
  if (/^\d+$/.test(digits) && Number(digits.slice(0, 2)) >= 1 && Number(digits.slice(0, 2)) <= 16) {
    if (digits.length === 2) return { kind: 'land', key: digits };
    if (digits.length === 5) return { kind: 'kreis', key: digits };
    if (digits.length === 8) return { kind: 'ags', key: digits };
    if (digits.length === 12) return { kind: 'ars', key: digits };
  }
  return { kind: 'other', key: trimmed };
}

/** AGS of a 12-digit ARS: the four digits of the Gemeindeverband fall out. */
export function agsFromArs(ars: string): string | null {
  return /^\d{12}$/.test(ars) ? ars.slice(0, 5) + ars.slice(9) : null;
}

/**
 * INSPIRE cells of the Zensus: `CRS3035RES100mN2691700E4341100` (N first, lower-left corner in metres) and the short forms
 * `100mN26917E43411`, `1kmN2906E4080`, whose numbers count cells.
 */
export function parseGridCell(text: string): { east: number; north: number; size: number } | null {
  const long = /^CRS3035RES(\d+)(m|km)N(\d+)E(\d+)$/i.exec(text);
  if (long) {
    const size = Number(long[1]) * (long[2]?.toLowerCase() === 'km' ? 1000 : 1);
    return { size, north: Number(long[3]), east: Number(long[4]) };
  }
  const short = /^(\d+)(m|km)N(\d+)E(\d+)$/i.exec(text);
  if (!short) return null;
  const size = Number(short[1]) * (short[2]?.toLowerCase() === 'km' ? 1000 : 1);
  return { size, north: Number(short[3]) * size, east: Number(short[4]) * size };
}

export type RegionLevel = 'bund' | 'land' | 'kreis' | 'verband' | 'gemeinde';

/**
 * Keys of the regional statistics: DG, Land 2, Regierungsbezirk 3 (told as null), Kreis 5, Gemeinde 8. In states with Verbandsgemeinden
 * (Rheinland-Pfalz; Samtgemeinden in Niedersachsen, Ämter elsewhere) a Verband has 7 digits and its Gemeinden have 10: Kreis, two digits
 * of the Verband, three of the Gemeinde, so the AGS is code[0:5] + code[7:10]. A Verband must never be summed with its Gemeinden.
 */
export function agsFromRegionalCode(code: string): { level: RegionLevel; key: string } | null {
  const trimmed = code.trim();
  if (trimmed === 'DG') return { level: 'bund', key: 'DG' };
  if (!/^(0[1-9]|1[0-6])\d*$/.test(trimmed)) return null;
  if (trimmed.length === 2) return { level: 'land', key: trimmed };
  if (trimmed.length === 5) return { level: 'kreis', key: trimmed };
  if (trimmed.length === 7) return { level: 'verband', key: trimmed };
  if (trimmed.length === 8) return { level: 'gemeinde', key: trimmed };
  if (trimmed.length === 10) return { level: 'gemeinde', key: trimmed.slice(0, 5) + trimmed.slice(7) };
  return null;
}

/**
 * The key with the zero that Excel ate, or null where none is missing. Only the keys of the states 01–09 start with a zero, so the
 * first digit must be 1–9 and exactly one digit must lack.
 */
export function recoverLeadingZero(key: string, expectedLength: number): string | null {
  const trimmed = key.trim();
  return trimmed.length === expectedLength - 1 && /^[1-9]\d*$/.test(trimmed) ? `0${trimmed}` : null;
}
