/** Keys of nine digits in three levels, as the employment agency orders small areas: district, quarter and what is below it. */

export interface GroupedArea {
  key: string;
  /** Of the area that holds it; null: none. */
  group: string | null;
}

const NINE = /^\d{9}$/;
const LEVEL = 999;
const three = (number: number): string => String(number).padStart(3, '0');

/**
 * Keys that have nine digits already stay. Else areas are numbered within their group in the order of their keys: the same areas have
 * the same keys, and one more at the end changes none.
 *
 * @returns by area its key and that of its group; null where a level has more than 999
 */
export function agencyKeys(areas: readonly GroupedArea[]): Map<string, { key: string; group: string }> | null {
  if (areas.every(({ key }) => NINE.test(key)))
    return new Map(areas.map(({ key }) => [key, { key, group: `${key.slice(0, 3)}000000` }]));
  const ordered = (list: readonly string[]) => [...new Set(list)].sort((a, b) => (a < b ? -1 : 1));
  const groups = ordered(areas.map(({ group }) => group ?? ''));
  if (groups.length > LEVEL) return null;
  const keys = new Map<string, { key: string; group: string }>();
  for (const [at, group] of groups.entries()) {
    const own = ordered(areas.filter((area) => (area.group ?? '') === group).map(({ key }) => key));
    if (own.length > LEVEL) return null;
    const first = three(at + 1);
    own.forEach((key, index) => keys.set(key, { key: `${first}${three(index + 1)}000`, group: `${first}000000` }));
  }
  return keys;
}
