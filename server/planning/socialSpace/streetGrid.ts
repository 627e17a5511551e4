/**
 * Areas told as streets and ranges of house numbers, as those who count by address ask for them ("Straßenraster"): the fewest
 * rows in which every known house stands exactly once, under its own area.
 */
import { parseHouseNumber, SUFFIXES } from '../address/houseNumber.ts';
import { normalisePlace, normaliseStreet } from '../address/normalise.ts';
import type { Parity } from '../districts/houseRange.ts';

export interface GridHouse {
  street: string;
  postcode: string;
  place: string;
  houseNumber: string;
  /** Null: in no area. */
  area: string | null;
}

/** Codes of parseHouseNumber. Unlike a row of the statute, a range ends exactly there: '1 to 15' does not take 15a along. */
export interface GridRange {
  from: number;
  to: number;
  parity: Parity;
  /** First and last house of each side; null: none is on it. */
  odd: [number, number] | null;
  even: [number, number] | null;
}

export interface GridRow extends Omit<GridHouse, 'houseNumber' | 'area'> {
  area: string;
  /** Null: the whole street. */
  range: GridRange | null;
}

/** contested: two houses of the same number that lie in different areas. */
export type Unplaced = 'outside' | 'unreadable' | 'contested';

export interface StreetGrid {
  rows: GridRow[];
  /** Houses that stand in no row. */
  left: { house: GridHouse; why: Unplaced }[];
}

/** A house number of a street. Null: no row may take it, since it lies outside or is contested. */
interface Node {
  code: number;
  area: string | null;
}

const isOdd = (code: number): boolean => Math.floor(code / SUFFIXES) % 2 === 1;

export function streetGrid(houses: readonly GridHouse[]): StreetGrid {
  const rows: GridRow[] = [];
  const left: StreetGrid['left'] = [];
  for (const street of streetsOf(houses)) {
    const { street: name, postcode, place, area: first } = street[0]!;
    const told = { street: name, postcode, place };
    if (first !== null && street.every(({ area }) => area === first)) {
      rows.push({ ...told, area: first, range: null });
      continue;
    }
    const { nodes, unplaced } = nodesOf(street);
    left.push(...unplaced);
    for (const { area, ...range } of fewestRanges(nodes)) rows.push({ ...told, area, range });
  }
  return { rows, left };
}

/** By place, street and postcode, however it is written ('Hauptstr.'); each told in the spelling that comes first. */
function streetsOf(houses: readonly GridHouse[]): GridHouse[][] {
  const groups = new Map<string, GridHouse[]>();
  const keys = new Map<string, string>();
  for (const house of houses) {
    const written = `${house.place}|${house.street}|${house.postcode}`;
    let key = keys.get(written);
    if (key === undefined) {
      key = `${normalisePlace(house.place)}|${normaliseStreet(house.street)}|${house.postcode}`;
      keys.set(written, key);
    }
    const group = groups.get(key);
    if (group) group.push(house);
    else groups.set(key, [house]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function nodesOf(street: readonly GridHouse[]): { nodes: Node[]; unplaced: StreetGrid['left'] } {
  const unplaced: StreetGrid['left'] = [];
  const byCode = new Map<number, GridHouse[]>();
  for (const house of street) {
    const code = parseHouseNumber(house.houseNumber)?.[0];
    if (code === undefined) unplaced.push({ house, why: house.area === null ? 'outside' : 'unreadable' });
    else if (byCode.has(code)) byCode.get(code)!.push(house);
    else byCode.set(code, [house]);
  }
  const nodes: Node[] = [];
  for (const [code, same] of [...byCode].sort(([a], [b]) => a - b)) {
    const { area } = same[0]!;
    const isOne = same.every((house) => house.area === area);
    nodes.push({ code, area: isOne ? area : null });
    if (!isOne || area === null)
      for (const house of same) unplaced.push({ house, why: isOne ? 'outside' : 'contested' });
  }
  return { nodes, unplaced };
}

/**
 * A street falls into stretches that are told for both sides at once (one area, one row) or side by side (a row for each run of
 * an area on that side). State of a house: in a stretch for both sides, or in one that so far has had odd houses, even ones or both.
 */
const BOTH = 0;
const STATES = 4;
const sideOf = ({ code }: Node): number => (isOdd(code) ? 1 : 2);

interface Step {
  rows: number;
  /** State of the house before. */
  before: number;
  begins: boolean;
}

function fewestRanges(nodes: readonly Node[]): ({ area: string } & GridRange)[] {
  const steps: (Step | null)[][] = [];
  /** Area of the last house of each side; undefined: none yet. */
  const last: (string | null | undefined)[] = [];
  let before: (Step | null)[] = [];
  nodes.forEach((node, i) => {
    const side = sideOf(node);
    const now: (Step | null)[] = Array.from({ length: STATES }, () => null);
    const offer = (state: number, rows: number, from: number, begins: boolean) => {
      if (now[state] === null || now[state]!.rows > rows) now[state] = { rows, before: from, begins };
    };
    const own = node.area === null ? 0 : 1;
    for (let from = 0; from < STATES; from++) {
      const done = i === 0 ? (from === BOTH ? 0 : null) : (before[from]?.rows ?? null);
      if (done === null) continue;
      if (own === 1 && i > 0 && from === BOTH && nodes[i - 1]!.area === node.area) offer(BOTH, done, from, false);
      if (own === 1) offer(BOTH, done + 1, from, true);
      if (from === BOTH) offer(side, done + own, from, true);
      else {
        const goesOn = (from & side) !== 0 && last[side] === node.area;
        offer(from | side, done + (goesOn ? 0 : own), from, !goesOn);
      }
    }
    last[side] = node.area;
    steps.push(now);
    before = now;
  });
  return rangesOf(nodes, steps);
}

function rangesOf(nodes: readonly Node[], steps: readonly (Step | null)[][]): ({ area: string } & GridRange)[] {
  const states: number[] = [];
  let state = best(steps.at(-1) ?? []);
  for (let i = nodes.length - 1; i >= 0; i--) {
    states[i] = state;
    state = steps[i]![state]!.before;
  }
  const rows: { area: string; codes: number[] }[] = [];
  /** Row that goes on, by side; BOTH for a stretch of both. */
  const open: ({ area: string; codes: number[] } | undefined)[] = [];
  nodes.forEach((node, i) => {
    const lane = states[i] === BOTH ? BOTH : sideOf(node);
    if (node.area === null) open[lane] = undefined;
    else if (!steps[i]![states[i]!]!.begins) open[lane]!.codes.push(node.code);
    else rows.push((open[lane] = { area: node.area, codes: [node.code] }));
  });
  const ends = (codes: readonly number[]): [number, number] | null =>
    codes.length > 0 ? [codes[0]!, codes.at(-1)!] : null;
  return rows.map(({ area, codes }) => ({
    ...{ area, from: codes[0]!, to: codes.at(-1)!, parity: parityOf(codes) },
    odd: ends(codes.filter(isOdd)),
    even: ends(codes.filter((code) => !isOdd(code))),
  }));
}

function best(steps: readonly (Step | null)[]): number {
  let found = BOTH;
  for (let state = 0; state < steps.length; state++)
    if ((steps[state]?.rows ?? Infinity) < (steps[found]?.rows ?? Infinity)) found = state;
  return found;
}

function parityOf(codes: readonly number[]): Parity {
  const odd = codes.filter(isOdd).length;
  if (odd === codes.length) return 'odd';
  return odd === 0 ? 'even' : 'all';
}
