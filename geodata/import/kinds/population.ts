/** Residents by area, age, sex and reference date. */
import { parseAgeGroup, parseSex } from '../../formats/values.ts';
import { SourceError } from '../../formats/source.ts';
import { AreaResolver, sayRecovered } from '../areaKeys.ts';
import { normaliseName } from '../columns.ts';
import { finish } from '../finish.ts';
import {
  ageField,
  ageOfMeasure,
  dateAbove,
  nationalityField,
  readCount,
  readHeader,
  referenceDate,
  sayInvalid,
  withoutParts,
  withoutTotals,
  type Cell,
  type Measure,
} from '../peopleTable.ts';
import { openRecords, type Records, type SourceRecord } from '../records.ts';
import { areaKeyLike, countLike, dateLike, field, unnamed } from '../sites.ts';
import type { ControlTotal, KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { PopulationRow, RowSex } from '../rows.ts';

const fields = [
  field(
    'area',
    'Gebietsschlüssel',
    'Area key',
    [
      /^(ags|gemeindeschluessel|schluessel|gebietsschluessel|plr|raumid|gebiet|kreis)$/,
      /^(code|regionalschluessel|key)$/,
      unnamed,
    ],
    true,
    areaKeyLike,
  ),
  field('date', 'Stichtag', 'Reference date', [/^(stichtag|datum|date|jahr)$/, unnamed], false, dateLike),
  ageField,
  nationalityField,
  field('sex', 'Geschlecht', 'Sex', [/^(geschlecht|sex)$/]),
  field(
    'people',
    'Anzahl',
    'Number',
    [/^(anzahl|personen|einwohner|bevoelkerung|insgesamt|people|ewz)$/],
    false,
    countLike,
  ),
  field('male', 'männlich', 'male', [/^(maennlich|m|maenner)$/], false, countLike),
  field('female', 'weiblich', 'female', [/^(weiblich|w|frauen)$/], false, countLike),
];

export const population: KindDefinition = {
  kind: 'population',
  label: { de: 'Einwohner', en: 'Residents' },
  description: {
    de: 'Einwohner nach Gebiet, Alter, Geschlecht und Stichtag; auch amtliche Tabellen, wie sie kommen',
    en: 'Residents by area, age, sex and date; official tables as they come',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    {
      key: 'reference-date',
      label: { de: 'Stichtag (wenn nicht in der Datei)', en: 'Reference date (if not in the file)' },
      example: '2025-12-31',
    },
    { key: 'basis', label: { de: 'Grundlage', en: 'Basis' }, example: 'Zensus 2022' },
    { key: 'layer', label: { de: 'Ebene der Gebiete', en: 'Layer of the areas' }, example: 'gemeinde' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { report } = context;
    const records = await openRecords(context, fields).catch((error: unknown) => {
      throw isGrid(context) ? gridInstead() : error;
    });
    const above = dateAbove(context, records);
    const measures = findMeasures(records);
    const resolver = AreaResolver.forKeys(context, [...new Set(records.records.map((record) => record.get('area')))]);
    const { cells, county } = readCells(context, records, measures, above, resolver);
    const { cells: kept, dropped } = withoutTotals(cells.map(({ cell }) => cell));
    if (dropped > 0) {
      report.note(
        `${dropped.toLocaleString('de-DE')} Summenwerte (insgesamt) stehen neben ihren Teilen und werden nicht mitgezählt.`,
        `${dropped.toLocaleString('en-GB')} totals stand beside their parts and are not counted.`,
      );
    }
    const basis = context.options['basis'] ?? (isOfficial(records) ? 'Fortschreibung' : UNSTATED);
    const atoms = new Map(cells.map(({ cell, edition }) => [`${cell.area}|${cell.date}`, edition]));
    const rows = kept.map((cell): PopulationRow => {
      const age = cell.age === 'total' ? { from: 0, to: null } : cell.age;
      return {
        edition: atoms.get(`${cell.area}|${cell.date}`) ?? '',
        atom: cell.area,
        date: cell.date,
        basis,
        ageFrom: age.from,
        ageTo: age.to,
        sex: cell.sex,
        people: cell.people,
      };
    });
    sayRecovered(context, resolver);
    const dates = [...new Set(rows.map(({ date }) => date))].sort();
    return finish(context, records, {
      scopes: dates.map((date) => `${resolver.layer}|${basis}|${date}`),
      referenceDate: dates.at(-1) ?? null,
      stored: rows.length,
      rows: { kind: 'population', rows },
      controlTotals: controls(context, rows, withoutTotals(county).cells),
    });
  },
};

/** A table of cell centres has no areas to look up: it brings them. */
function isGrid({ report }: PrepareContext): boolean {
  const names = (report.file?.columns ?? []).map(({ name }) => normaliseName(name));
  return [/^x(mp.*)?$/, /^y(mp.*)?$/].every((pattern) => names.some((name) => pattern.test(name)));
}

function gridInstead(): SourceError {
  return new SourceError('population.gridCells', {
    de: 'Das sind Einwohner in Gitterzellen: bitte die Datenart „Einwohner in Gitterzellen“ wählen (npm run load -- grid …).',
    en: "These are residents in grid cells: please choose the kind 'Residents in grid cells' (npm run load -- grid …).",
  });
}

/** A table without a stated basis is not taken for published statistics, so that its small counts stay protected. */
const UNSTATED = 'ohne Angabe';

/** Tables of the statistical offices name themselves above or below the figures. */
function isOfficial({ preamble, footer }: Records): boolean {
  return [...preamble, ...footer].some((line) =>
    /GENESIS-Tabelle|Statistische(s|n)? (Ämter|Landesamt|Amt|Bundesamt)/i.test(line),
  );
}

/** Columns that hold people: named ones of a long table, or every column whose header names sex or age. */
function findMeasures(records: Records): Measure[] {
  const { mapping } = records;
  const long: [string, RowSex][] =
    'male' in mapping && 'female' in mapping
      ? [
          ['male', 'm'],
          ['female', 'f'],
        ]
      : [['people', 't']];
  const named = long.filter(([name]) => name in mapping);
  const wide = records.columns.flatMap(({ name }): Measure[] => {
    const header = readHeader(name);
    return header ? [{ column: name, field: `#${name}`, ...header, age: ageOfMeasure(header, mapping) }] : [];
  });
  // A table with an age column is long, whatever its other headers look like.
  if ('age' in mapping || wide.length <= 3) {
    if (named.length > 0) {
      return named.map(([name, sex]) => ({ column: mapping[name] ?? name, field: name, age: null, sex, date: null }));
    }
  }
  if (wide.length > 0) return wide;
  throw new SourceError('population.noCounts', {
    de: `Es ist keine Spalte mit Einwohnerzahlen zu erkennen: bitte „Anzahl“ oder „männlich“ und „weiblich“ zuordnen.`,
    en: `No column with numbers of residents can be recognised: please assign 'Number', or 'male' and 'female'.`,
  });
}

function readCells(
  context: PrepareContext,
  records: Records,
  measures: Measure[],
  above: string | null,
  resolver: AreaResolver,
): { cells: { cell: Cell; edition: string }[]; county: Cell[] } {
  const { report } = context;
  const cells: { cell: Cell; edition: string }[] = [];
  const county: Cell[] = [];
  let unknown = 0;
  for (const record of withoutParts(context, records)) {
    const ownDate = 'date' in records.mapping ? referenceDate(record.get('date')) : above;
    const reference = resolver.resolve(record.get('area'), ownDate ?? context.today);
    if (reference.kind === 'elsewhere') {
      report.skipped++;
      continue;
    }
    const readings = measures.map((measure) => ({ measure, text: record.get(measure.field) }));
    if (reference.kind === 'unknown') {
      sayUnknown(
        context,
        record,
        reference.key,
        readings.map(({ text }) => text),
      );
      continue;
    }
    for (const { measure, text } of readings) {
      const age = measure.age ?? ('age' in records.mapping ? parseAgeGroup(record.get('age')) : 'total');
      if (age === null) {
        report.reject(
          'population.badAge',
          `„${record.get('age')}“ ist kein Alter: bitte ein Jahr (12) oder eine Gruppe (3 bis unter 6 Jahre) eintragen.`,
          `'${record.get('age')}' is not an age: please enter a year (12) or a group (3 bis unter 6 Jahre).`,
          { row: record.row },
        );
        break;
      }
      const date = measure.date ?? ownDate;
      if (date === null) throw noDate(record.get('date'));
      const count = readCount(text);
      if (count.invalid) {
        sayInvalid(context, record, measure.column);
        continue;
      }
      if (count.people === null) {
        unknown++;
        continue;
      }
      const sex = measure.sex === 't' ? sexOf(record) : measure.sex;
      const cell: Cell = { row: record.row, area: '', date, age, sex, people: count.people };
      if (reference.kind === 'atom')
        cells.push({ cell: { ...cell, area: reference.atom }, edition: reference.edition });
      else county.push(cell);
    }
  }
  if (unknown > 0) {
    report.note(
      `${unknown.toLocaleString('de-DE')} Werte sind unbekannt oder geheim („.“, „x“, leer) und bleiben ohne Angabe.`,
      `${unknown.toLocaleString('en-GB')} values are unknown or secret ('.', 'x', empty) and stay without data.`,
    );
  }
  return { cells, county };
}

function sexOf(record: SourceRecord): RowSex {
  const sex = parseSex(record.get('sex'));
  return sex === null || sex === 'total' ? 't' : sex;
}

/** A row of dashes for an unknown key is an area that did not exist then (Großmonra in 2015); figures are a fault. */
export function sayUnknown(context: PrepareContext, record: SourceRecord, key: string, texts: string[]): void {
  if (texts.every((text) => ['-', '–', ''].includes(text.trim()))) {
    context.report.skipped++;
    context.report.note(
      `Das Gebiet „${key}“ hat nur „-“ und gehört zu keinem geladenen Gebiet: es bestand zu diesem Stand nicht und wird übergangen.`,
      `The area '${key}' has only '-' and is no loaded area: it did not exist in this edition and is passed over.`,
    );
    return;
  }
  context.report.reject(
    'areas.unknownKey',
    `Das Gebiet „${key}“ ist im Kreis ${context.county.key} nicht geladen: bitte den Schlüssel oder den Gebietsstand prüfen.`,
    `The area '${key}' is not loaded in county ${context.county.key}: please check the key or the edition of the areas.`,
    { row: record.row },
  );
}

function noDate(text: string): SourceError {
  return new SourceError('population.noDate', {
    de: text
      ? `„${text}“ ist kein Stichtag: bitte als TT.MM.JJJJ angeben.`
      : 'Es ist kein Stichtag zu erkennen: bitte mit --reference-date angeben (zum Beispiel 2025-12-31).',
    en: text
      ? `'${text}' is not a reference date: please give it as DD.MM.YYYY.`
      : 'No reference date can be recognised: please state it with --reference-date (for example 2025-12-31).',
  });
}

/** Age groups of a disagreement that are named, of many. */
const NAMED = 3;

/** The county's own row is compared with the sum of its areas, per age group. */
function controls(context: PrepareContext, rows: PopulationRow[], county: Cell[]): ControlTotal[] {
  const item = (date: string, from: number, to: number | null) => `${date}|${from}–${to ?? ''}`;
  const sums = new Map<string, number>();
  for (const row of rows) {
    const key = item(row.date, row.ageFrom, row.ageTo);
    sums.set(key, (sums.get(key) ?? 0) + row.people);
  }
  const published = new Map<string, number>();
  for (const cell of county) {
    const age = cell.age === 'total' ? { from: 0, to: null } : cell.age;
    const key = item(cell.date, age.from, age.to);
    published.set(key, (published.get(key) ?? 0) + cell.people);
  }
  const totals = [...published]
    .filter(([key]) => sums.has(key))
    .map(([key, value]) => ({ dataset: 'population', item: key, sumOfAreas: sums.get(key) ?? 0, published: value }));
  if (totals.length > 0) {
    const differing = totals.filter((total) => total.sumOfAreas !== total.published);
    const equal = totals.length - differing.length;
    const few = differing.slice(0, NAMED);
    const named = (locale: string, county: string, areas: string) =>
      few
        .map(({ item: of, sumOfAreas, published: told }) => {
          const [date = '', ages = ''] = of.split('|');
          const number = (count: number) => count.toLocaleString(locale);
          return `${date}, ${ages}: ${county} ${number(told)}, ${areas} ${number(sumOfAreas)}`;
        })
        .join('; ');
    context.report.note(
      equal === totals.length
        ? `Die Summen der Gebiete stimmen in allen ${totals.length} Altersgruppen mit der Zeile des Kreises überein.`
        : `In ${totals.length - equal} von ${totals.length} Altersgruppen weicht die Summe der Gebiete von der Zeile des Kreises ab (${named('de-DE', 'Kreis', 'Gebiete')}${differing.length > NAMED ? ' …' : ''}): bitte die Tabelle prüfen.`,
      equal === totals.length
        ? `The sums over the areas equal the county's own row in all ${totals.length} age groups.`
        : `In ${totals.length - equal} of ${totals.length} age groups the sum over the areas differs from the county's own row (${named('en-GB', 'county', 'areas')}${differing.length > NAMED ? ' …' : ''}): please check the table.`,
    );
  }
  return totals;
}
