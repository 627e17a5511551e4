/** Residents by cells of the European 100 m grid, as the census tells them: the centres bring the cells and their people at once. */
import type { Polygon } from 'geojson';
import { transformer, type XY } from '../../crs/transform.ts';
import { refuse } from '../../formats/say.ts';
import { parseAgeGroup, type AgeGroup } from '../../formats/values.ts';
import { finish } from '../finish.ts';
import { readCount, referenceDate, sayInvalid } from '../peopleTable.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import { countLike, dropDoubled, field } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { GridRow } from '../rows.ts';

const CELL_METRES = 100;
/** Of no scene: cells are chosen by nobody, so that a county's thousands of them change and slow nothing. */
const LAYER = { layer: 'gitter100', label: { de: 'Gitterzellen 100 m', en: 'Grid cells 100 m' }, rank: 100 };
/** Germany in EPSG:3035, metres: an easting taken for a northing lies outside. */
const GERMANY = { e: [4_000_000, 4_700_000], n: [2_650_000, 3_600_000] } as const;
/** Reference dates by law: § 1 ZensG 2011, § 1 ZensG 2022. */
const CENSUSES = new Map([
  ['Zensus 2011', '2011-05-09'],
  ['Zensus 2022', '2022-05-15'],
]);

const fields = [
  field('x', 'Ostwert der Zellmitte (EPSG:3035)', 'Easting of the cell centre', [/^(x|xmp(100m)?|ostwert)$/], true),
  field('y', 'Nordwert der Zellmitte (EPSG:3035)', 'Northing of the cell centre', [/^(y|ymp(100m)?|nordwert)$/], true),
  field('area', 'Gemeindeschlüssel', 'Municipality key', [/^ags(\d{4})?$/, /^gemeindeschluessel$/], true, /^\d{7,8}$/),
  field('people', 'Anzahl', 'Number', [/^(anzahl|einwohner|personen|kinder|value|wert)$/], true, countLike),
];

export const grid: KindDefinition = {
  kind: 'grid',
  label: { de: 'Einwohner in Gitterzellen', en: 'Residents in grid cells' },
  description: {
    de: '100-m-Zellen des Zensus mit ihren Einwohnern einer Altersgruppe; die Zellen entstehen aus ihren Mittelpunkten',
    en: '100 m cells of the census with their residents of an age group; the cells are made of their centres',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    { key: 'age', label: { de: 'Altersgruppe (0-9, alle)', en: 'Age group (0-9, total)' }, example: '0-9' },
    { key: 'basis', label: { de: 'Grundlage', en: 'Basis' }, example: 'Zensus 2022' },
    { key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2022-05-15' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { report } = context;
    const records = await openRecords(context, fields);
    const age = ageOf(context);
    const basis = basisOf(context);
    const date = dateOf(context, basis);
    const cells: { row: number; value: GridRow }[] = [];
    let untold = 0;
    for (const record of records.records) {
      const cell = cellOf(context, record, records.mapping['people'] ?? '');
      if (cell === 'untold') untold++;
      else if (cell) cells.push({ row: record.row, value: cell });
    }
    const rows = dropDoubled(context, cells);
    const people = rows.reduce((sum, row) => sum + row.people, 0);
    const years = age.to === null ? `${age.from}+` : `${age.from}–${age.to}`;
    report.note(
      `${rows.length} Gitterzellen mit zusammen ${people} Einwohnern, Alter ${years} Jahre, ${basis}, Stichtag ${date}. Zellen, die fehlen, sind nicht null: Kleine Werte nennt die Statistik nicht.`,
      `${rows.length} grid cells with ${people} residents together, ages ${years}, ${basis}, reference date ${date}. Cells that are missing are not zero: small values are not told by the statistics.`,
    );
    if (untold > 0) {
      report.note(
        `${untold} Zellen sind unbewohnt, unbekannt oder geheim („-1“, „.“, leer) und bleiben weg.`,
        `${untold} cells are uninhabited, unknown or secret ('-1', '.', empty) and are left out.`,
      );
    }
    return finish(context, records, {
      scopes: [`${LAYER.layer}|${basis}|${date}|${years}`],
      referenceDate: date,
      stored: rows.length,
      rows: { kind: 'grid', ...LAYER, validFrom: date, validTo: null, basis, ageFrom: age.from, ageTo: age.to, rows },
    });
  },
};

function cellOf(context: PrepareContext, record: SourceRecord, column: string): GridRow | 'untold' | null {
  const { report, county } = context;
  // Excel removes the leading zero.
  const gemeinde = record.get('area').padStart(8, '0');
  if (county.key !== 'DE' && !gemeinde.startsWith(county.key)) {
    report.skipped++;
    return null;
  }
  const [e, n] = [Number(record.get('x')), Number(record.get('y'))];
  if (!isCentre(e, GERMANY.e) || !isCentre(n, GERMANY.n)) {
    report.reject(
      'grid.notACentre',
      'Das ist keine Mitte einer 100-m-Zelle in Deutschland: bitte x als Ostwert und y als Nordwert in EPSG:3035 angeben, beide enden auf 50.',
      'This is no centre of a 100 m cell in Germany: please state x as easting and y as northing in EPSG:3035, both end in 50.',
      { row: record.row },
    );
    return null;
  }
  const text = record.get('people');
  // The census writes -1 for 'uninhabited or secret'.
  const { people, invalid } = text === '-1' ? { people: null, invalid: false } : readCount(text);
  if (invalid) {
    sayInvalid(context, record, column);
    return null;
  }
  if (people === null) return 'untold';
  const [west, south] = [e - CELL_METRES / 2, n - CELL_METRES / 2];
  const key = `CRS3035RES${CELL_METRES}mN${south}E${west}`;
  const geometry = square(west, south);
  const parent = { parentLayer: 'gemeinde', parentKey: gemeinde };
  return { key, name: key, ...parent, isWater: false, attributes: {}, geometry, people };
}

const isCentre = (metres: number, [from, to]: readonly [number, number]): boolean =>
  metres > from && metres < to && metres % CELL_METRES === CELL_METRES / 2;

function square(west: number, south: number): Polygon {
  const [east, north] = [west + CELL_METRES, south + CELL_METRES];
  const corners: XY[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [corners.map(transformer(3035, 4326))] };
}

/** Zensus 2011 names its groups of ten years by number: ALTER_10JG_1 is under 10, ALTER_10JG_9 is 80 and more. */
function ageOf({ options, name }: PrepareContext): AgeGroup {
  const group = Number(/ALTER_10JG_([1-9])/i.exec(name)?.[1] ?? 0);
  if (options['age'] === undefined && group > 0)
    return { from: group * 10 - 10, to: group === 9 ? null : group * 10 - 1 };
  const stated = parseAgeGroup(options['age'] ?? '');
  if (stated !== null) return stated === 'total' ? { from: 0, to: null } : stated;
  return refuse(
    'grid.noAge',
    'Es ist nicht zu erkennen, welche Altersgruppe gezählt ist: bitte mit --age angeben (0-9, ab 65, alle).',
    'It cannot be told which age group is counted: please state it with --age (0-9, ab 65, total).',
  );
}

function basisOf({ options, name }: PrepareContext): string {
  const census = /zensus[ _-]?(2011|2022)/i.exec(name)?.[1];
  const basis = options['basis'] ?? (census && `Zensus ${census}`);
  if (basis) return basis;
  return refuse(
    'grid.noBasis',
    'Die Grundlage der Zahlen ist nicht zu erkennen: bitte mit --basis angeben (Zensus 2011, Zensus 2022, Melderegister).',
    'The basis of the figures cannot be told: please state it with --basis (Zensus 2011, Zensus 2022, Melderegister).',
  );
}

function dateOf({ options }: PrepareContext, basis: string): string {
  const stated = options['reference-date'];
  const date = stated === undefined ? CENSUSES.get(basis) : referenceDate(stated);
  if (date) return date;
  return refuse(
    'grid.noDate',
    'Es ist kein Stichtag zu erkennen: bitte mit --reference-date angeben (zum Beispiel 2025-12-31).',
    'No reference date can be recognised: please state it with --reference-date (for example 2025-12-31).',
  );
}
