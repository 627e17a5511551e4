/**
 * Instances of capacitated vehicle routing in the form of TSPLIB 95 as CVRPLIB uses it (Reinelt 1995; vrp.galgos.inf.puc-rio.br):
 * `KEY : value` lines, then sections. TYPE CVRP, and VRPB with BACKHAUL_SECTION (pickups after deliveries). Whatever bounds a tour
 * in a way that is not read here (time windows, longest tours) is refused, since a plan would break it unseen.
 */
import { refuse } from './say.ts';
import { decodeText, looksLikeText } from './text.ts';

/** The matrix of all distances must fit into memory. */
const MOST_PLACES = 6000;
const BOUNDS = /^(DISTANCE|SERVICE_TIME|MAX_|TIME_WINDOW|RELEASE_TIME)/;

export interface VehicleRouting {
  name: string;
  /** The depot first, then the customers in the order of the file. */
  places: number;
  /** places × places, row by row. */
  distance: Float64Array;
  demand: Float64Array;
  /** Only where the file has pickups. */
  pickup?: Float64Array;
  capacity: number;
  /** Only where the file limits them. */
  vehicles?: number;
}

/** @throws SourceError */
export function readVehicleRouting(bytes: Uint8Array): VehicleRouting {
  const { keys, sections } = partsOf(bytes);
  const type = keys.get('TYPE') ?? 'CVRP';
  if (type !== 'CVRP' && type !== 'VRPB')
    refuse(
      'cvrplib-type',
      `Die Datei enthält eine Aufgabe der Art „${shorten(type)}“: bitte eine der Art CVRP oder VRPB angeben.`,
      `The file holds a problem of type '${shorten(type)}': please state one of type CVRP or VRPB.`,
    );
  const bounded = [...keys.keys(), ...sections.keys()].find((key) => BOUNDS.test(key));
  if (bounded !== undefined)
    refuse(
      'cvrplib-bound',
      `Die Datei begrenzt die Touren durch ${bounded}, was hier nicht gerechnet wird: bitte eine Instanz ohne diese Angabe nehmen.`,
      `The file bounds the tours by ${bounded}, which is not calculated here: please take an instance without it.`,
    );
  const places = header(keys, 'DIMENSION', 1, MOST_PLACES, true)!;
  const capacity = header(keys, 'CAPACITY', Number.MIN_VALUE, Infinity, true)!;
  const vehicles = header(keys, 'VEHICLES', 1, Infinity, false);
  const { ids, distance } = distancesOf(keys, sections, places);
  const indexOf = new Map(ids.map((id, at) => [id, at]));
  const amounts = (section: string) => amountsOf(sections, section, indexOf);
  const order = depotFirst(sections, indexOf, places);
  const demand = amounts('DEMAND_SECTION');
  const pickup = sections.has('BACKHAUL_SECTION') ? amounts('BACKHAUL_SECTION') : undefined;
  const sorted = (list: Float64Array) => Float64Array.from(order, (place) => list[place]!);
  checkDepot(demand, order[0]!);
  if (pickup) checkDepot(pickup, order[0]!);
  return {
    name: keys.get('NAME') ?? '',
    places,
    distance: Float64Array.from({ length: places * places }, (_, at) => {
      const from = Math.floor(at / places);
      return distance(order[from]!, order[at % places]!);
    }),
    demand: sorted(demand),
    ...(pickup && { pickup: sorted(pickup) }),
    capacity,
    ...(vehicles !== undefined && { vehicles }),
  };
}

interface Parts {
  keys: Map<string, string>;
  /** Per section its numbers, line by line. */
  sections: Map<string, number[][]>;
}

function partsOf(bytes: Uint8Array): Parts {
  if (!looksLikeText(bytes) || bytes.length === 0)
    refuse(
      'cvrplib-no-text',
      'Die Datei ist leer oder keine Textdatei: bitte eine Instanz im Format der CVRPLIB (.vrp) angeben.',
      'The file is empty or no text file: please state an instance in the format of CVRPLIB (.vrp).',
    );
  const keys = new Map<string, string>();
  const sections = new Map<string, number[][]>();
  let section: number[][] | null = null;
  for (const [at, raw] of decodeText(bytes)
    .text.split(/\r\n|\r|\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (line === 'EOF') break;
    const key = /^([A-Z][A-Z0-9_]*)\s*(?::(.*))?$/.exec(line);
    if (key?.[1]!.endsWith('_SECTION') === true) sections.set(key[1], (section = []));
    else if (key) keys.set(key[1]!, (key[2] ?? '').trim());
    else if (section) section.push(numbersOf(line, at + 1));
    else
      refuse(
        'cvrplib-line',
        `Zeile ${at + 1} „${shorten(line)}“ gehört zu keinem Abschnitt: bitte prüfen, ob die Datei im Format der CVRPLIB (.vrp) ist.`,
        `Line ${at + 1} '${shorten(line)}' belongs to no section: please check that the file is in the format of CVRPLIB (.vrp).`,
      );
  }
  return { keys, sections };
}

function numbersOf(line: string, row: number): number[] {
  return line.split(/\s+/).map((word) => {
    // Number() takes more than is written here: 0x10, Infinity.
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word)) return Number(word);
    return refuse(
      'cvrplib-number',
      `In Zeile ${row} steht „${shorten(word)}“, erwartet wird eine Zahl (Dezimalzeichen ist der Punkt): bitte die Datei prüfen.`,
      `Line ${row} says '${shorten(word)}' where a number is expected (with a decimal point): please check the file.`,
    );
  });
}

function header(keys: Map<string, string>, key: string, least: number, most: number, isNeeded: boolean) {
  const text = keys.get(key);
  if (text === undefined && !isNeeded) return undefined;
  const value = text === undefined || text === '' ? NaN : Number(text);
  if (value >= least && value <= most && value < Infinity && (key === 'CAPACITY' || Number.isInteger(value)))
    return value;
  const upTo = most === Infinity ? '' : most;
  return refuse(
    'cvrplib-header',
    `Am Anfang der Datei fehlt „${key} : Zahl“ oder hat keinen brauchbaren Wert (über 0${upTo === '' ? '' : `, höchstens ${upTo}`}): bitte ergänzen.`,
    `At the beginning of the file '${key} : number' is missing or has no usable value (above 0${upTo === '' ? '' : `, at most ${upTo}`}): please add it.`,
  );
}

function sectionOf(sections: Map<string, number[][]>, name: string): number[][] {
  return (
    sections.get(name) ??
    refuse(
      'cvrplib-section',
      `In der Datei fehlt der Abschnitt ${name}: bitte prüfen, ob sie vollständig ist.`,
      `The file lacks the section ${name}: please check that it is complete.`,
    )
  );
}

function distancesOf(keys: Map<string, string>, sections: Map<string, number[][]>, places: number) {
  const type = keys.get('EDGE_WEIGHT_TYPE') ?? '';
  if (type === 'EXPLICIT') return explicit(keys, sections, places);
  const round = { EUC_2D: Math.round, CEIL_2D: Math.ceil }[type];
  if (!round)
    return refuse(
      'cvrplib-edges',
      `Die Entfernungen sind von der Art „${shorten(type)}“ (EDGE_WEIGHT_TYPE): bitte EUC_2D, CEIL_2D oder EXPLICIT verwenden.`,
      `The distances are of type '${shorten(type)}' (EDGE_WEIGHT_TYPE): please use EUC_2D, CEIL_2D or EXPLICIT.`,
    );
  const nodes = sectionOf(sections, 'NODE_COORD_SECTION');
  const ids = nodes.map(([id]) => id!);
  if (nodes.length !== places || new Set(ids).size !== places || nodes.some((node) => node.length !== 3))
    refuse(
      'cvrplib-nodes',
      `NODE_COORD_SECTION braucht nach DIMENSION ${places} Zeilen „Nummer x y“ mit verschiedenen Nummern: bitte die Datei prüfen.`,
      `By DIMENSION, NODE_COORD_SECTION needs ${places} lines 'number x y' with different numbers: please check the file.`,
    );
  const distance = (from: number, to: number) =>
    round(Math.sqrt((nodes[from]![1]! - nodes[to]![1]!) ** 2 + (nodes[from]![2]! - nodes[to]![2]!) ** 2));
  return { ids, distance };
}

/** Where row i of each format begins and ends; `LOWER_COL` by columns is `UPPER_ROW` by rows, and the other way round. */
const rows: Record<string, (row: number, places: number) => [number, number]> = {
  FULL_MATRIX: (_, places) => [0, places],
  LOWER_ROW: (row) => [0, row],
  LOWER_DIAG_ROW: (row) => [0, row + 1],
  UPPER_ROW: (row, places) => [row + 1, places],
  UPPER_DIAG_ROW: (row, places) => [row, places],
  UPPER_COL: (row) => [0, row],
  UPPER_DIAG_COL: (row) => [0, row + 1],
  LOWER_COL: (row, places) => [row + 1, places],
  LOWER_DIAG_COL: (row, places) => [row, places],
};

function explicit(keys: Map<string, string>, sections: Map<string, number[][]>, places: number) {
  const format = keys.get('EDGE_WEIGHT_FORMAT') ?? '';
  const row = Object.hasOwn(rows, format) ? rows[format] : undefined;
  if (!row)
    return refuse(
      'cvrplib-matrix',
      `Die Matrix ist von der Form „${shorten(format)}“ (EDGE_WEIGHT_FORMAT): bitte eine von ${Object.keys(rows).join(', ')} verwenden.`,
      `The matrix has the form '${shorten(format)}' (EDGE_WEIGHT_FORMAT): please use one of ${Object.keys(rows).join(', ')}.`,
    );
  const numbers = sectionOf(sections, 'EDGE_WEIGHT_SECTION').flat();
  const matrix = new Float64Array(places * places);
  let at = 0;
  for (let from = 0; from < places; from++) {
    const [begin, end] = row(from, places);
    for (let to = begin; to < end; to++, at++) {
      matrix[from * places + to] = numbers[at] ?? 0;
      if (format !== 'FULL_MATRIX') matrix[to * places + from] = numbers[at] ?? 0;
    }
  }
  if (at !== numbers.length || numbers.some((each) => each < 0))
    refuse(
      'cvrplib-weights',
      `EDGE_WEIGHT_SECTION braucht ${at} Zahlen ab 0 (${format} mit ${places} Orten) und hat ${numbers.length}: bitte die Datei prüfen.`,
      `EDGE_WEIGHT_SECTION needs ${at} numbers from 0 on (${format} with ${places} places) and has ${numbers.length}: please check the file.`,
    );
  const ids = Array.from({ length: places }, (_, place) => place + 1);
  return { ids, distance: (from: number, to: number) => matrix[from * places + to]! };
}

function amountsOf(sections: Map<string, number[][]>, name: string, indexOf: Map<number, number>): Float64Array {
  const lines = sectionOf(sections, name);
  const amounts = new Float64Array(indexOf.size).fill(-1);
  for (const line of lines) {
    const place = indexOf.get(line[0]!);
    if (place !== undefined && line.length === 2 && amounts[place] === -1) amounts[place] = line[1]!;
  }
  if (lines.length !== indexOf.size || amounts.some((each) => each < 0))
    refuse(
      'cvrplib-amounts',
      `${name} braucht für jeden der ${indexOf.size} Orte eine Zeile „Nummer Menge“ mit einer Menge ab 0: bitte die Datei prüfen.`,
      `${name} needs a line 'number amount' with an amount from 0 on for each of ${indexOf.size} places: please check the file.`,
    );
  return amounts;
}

/** All places, the depot first; without a section it is the first place, as in all published instances. */
function depotFirst(sections: Map<string, number[][]>, indexOf: Map<number, number>, places: number): number[] {
  const named = (sections.get('DEPOT_SECTION') ?? [[1]]).flat().filter((id) => id !== -1);
  const depot = indexOf.get(named[0] ?? NaN);
  if (depot === undefined || named.length !== 1)
    return refuse(
      'cvrplib-depot',
      'DEPOT_SECTION muss genau einen Ort der Datei nennen: bitte die Datei prüfen.',
      'DEPOT_SECTION must name just one place of the file: please check the file.',
    );
  return [depot, ...Array.from({ length: places }, (_, place) => place).filter((place) => place !== depot)];
}

function checkDepot(amounts: Float64Array, depot: number): void {
  if (amounts[depot] === 0) return;
  refuse(
    'cvrplib-depot-amount',
    'Das Depot hat eine Menge, die zu fahren wäre: bitte ihm die Menge 0 geben.',
    'The depot has an amount to be carried: please give it the amount 0.',
  );
}

const shorten = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

/** A solution in the form of CVRPLIB: a line for each tour with the numbers of its customers, then the cost. */
export function writeRouting(tours: readonly Int32Array[], cost: number): string {
  return `${tours.map((tour, at) => `Route #${at + 1}: ${tour.join(' ')}\n`).join('')}Cost ${Number(cost.toFixed(6))}\n`;
}
