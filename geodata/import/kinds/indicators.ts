/** Indicators as a tidy table: indicator, area, year, value, and what is known of them. */
import { SourceError } from '../../formats/source.ts';
import { sayRecovered } from '../areaKeys.ts';
import { finish } from '../finish.ts';
import { IndicatorAreas } from '../indicatorTable/areas.ts';
import { definitionsOf, tellsMore } from '../indicatorTable/definitions.ts';
import { figureOf } from '../indicatorTable/figures.ts';
import { countySums } from '../indicatorTable/sums.ts';
import { unitOf } from '../indicatorTable/words.ts';
import { decimalOf } from '../numbers.ts';
import { periodOf } from '../officialTable/period.ts';
import { openRecords, type Records, type SourceRecord } from '../records.ts';
import type { IndicatorDefinitionRow, IndicatorRow } from '../rows.ts';
import { field, MAY_BE_EMPTY } from '../sites.ts';
import { compareWithCounty } from '../totals.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const optional = (key: string, de: string, en: string, name: RegExp) => field(key, de, en, [name], false, MAY_BE_EMPTY);

const fields = [
  field('indicator', 'Indikator', 'Indicator', [/^(indikator|indicator|merkmal|kennzahl)$/], true),
  // '%' alone is a unit.
  field('unit', 'Einheit', 'Unit', [/^(einheit|unit)$/], false, /\S/),
  field('layer', 'Ebene', 'Layer', [/^(ebene|layer|raumebene)$/]),
  field('area', 'Gebietsschlüssel', 'Area key', [/^(schluessel|gebietsschluessel|ags|gebiet|area|raumid)$/], true),
  field('year', 'Jahr', 'Year', [/^(jahr|year)$/], true),
  // Empty where numerator and denominator tell it.
  optional('value', 'Wert', 'Value', /^(wert|value)$/),
  optional('numerator', 'Zähler', 'Numerator', /^(zaehler|numerator)$/),
  optional('denominator', 'Nenner', 'Denominator', /^(nenner|denominator)$/),
  {
    ...optional('status', 'Status', 'Status', /^(status|wertstatus)$/),
    help: {
      de: 'echte Null, verborgen, fehlt, geschätzt; leer: wie der Wert',
      en: 'echte Null (true zero), verborgen (hidden), fehlt (missing), geschätzt (estimated); empty: as the value',
    },
  },
  optional('source', 'Quelle', 'Source', /^(quelle|source)$/),
  optional('licence', 'Lizenz', 'Licence', /^(lizenz|licence|license)$/),
  optional('description', 'Definition', 'Definition', /^(definition|beschreibung|description)$/),
  {
    ...optional(
      'counted',
      'Gezählt werden',
      'Counted are',
      /^(gezaehltwerden|gezaehlt|zaehlerbezeichnung|bezeichnungzaehler|countedare)$/,
    ),
    help: { de: 'der Zähler in Worten', en: 'the numerator in words' },
  },
  {
    ...optional(
      'behind',
      'Bezogen auf',
      'Related to',
      /^(bezogenauf|bezugsgroesse|grundgesamtheit|nennerbezeichnung|bezeichnungnenner|relatedto)$/,
    ),
    help: { de: 'der Nenner in Worten', en: 'the denominator in words' },
  },
  {
    ...optional('direction', 'Richtung', 'Direction', /^(richtung|direction)$/),
    help: { de: 'Belastung, Stärke oder neutral', en: 'Belastung (burden), Stärke (strength) or neutral' },
  },
  {
    ...optional('measure', 'Maßzahl', 'Measure', /^(masszahl|art|measure)$/),
    help: { de: 'Anzahl, Quote oder Mittelwert', en: 'Anzahl (count), Quote (rate) or Mittelwert (mean)' },
  },
  {
    ...optional('protection', 'Schutz', 'Protection', /^(schutz|protection)$/),
    help: { de: 'veröffentlicht oder sozial', en: 'veröffentlicht (published) or sozial (social)' },
  },
  optional('method', 'Methode', 'Method', /^(methode|method)$/),
  optional('date', 'Stichtag', 'Reference date', /^(stichtag|referencedate)$/),
];

export const indicators: KindDefinition = {
  kind: 'indicators',
  label: { de: 'Indikatoren', en: 'Indicators' },
  description: { de: 'Kennzahlen je Gebiet und Jahr', en: 'Figures per area and year' },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [{ key: 'layer', label: { de: 'Ebene der Gebiete', en: 'Layer of the areas' }, example: 'planungsraum' }],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    if (!('value' in records.mapping) && !('numerator' in records.mapping && 'denominator' in records.mapping))
      throw noValue();
    const areas = new IndicatorAreas(context, records.records);
    const definitions = definitionsOf(context.report, records.records);
    const read = readRows(context, records, areas, definitions);
    for (const resolver of areas.resolvers) sayRecovered(context, resolver);
    const rows = read.map(({ row }) => row);
    const named = new Set(rows.map(({ indicator }) => indicator));
    const dates = records.records.map((record) => periodOf(record.get('date'))?.date ?? '').filter(Boolean);
    return finish(context, records, {
      scopes: [...new Set(rows.map(({ indicator, layer, year }) => `${indicator}|${layer}|${year}`))].sort(),
      referenceDate: dates.sort().at(-1) ?? null,
      stored: rows.length,
      rows: {
        kind: 'indicators',
        rows,
        definitions: [...definitions.values()].filter((told) => named.has(told.indicator) && tellsMore(told)),
      },
      controlTotals: compareWithCounty(context.report, countySums(context.county, read, definitions)),
    });
  },
};

export interface ReadRow {
  row: IndicatorRow;
  /** In the file. */
  at: number;
}

function readRows(
  context: PrepareContext,
  { records, decimal }: Records,
  areas: IndicatorAreas,
  definitions: ReadonlyMap<string, IndicatorDefinitionRow>,
): ReadRow[] {
  const mark = (key: string) => decimal ?? decimalOf(records, key);
  const decimals = { value: mark('value'), numerator: mark('numerator'), denominator: mark('denominator') };
  const rows = new Map<string, ReadRow>();
  for (const record of records) {
    const reject = (code: string, de: string, en: string) => sayRow(context, record, code, de, en);
    const definition = definitions.get(record.get('indicator'));
    const year = periodOf(record.get('year'))?.year;
    if (!definition || definition.indicator === '') {
      reject(
        'indicators.noName',
        'der Indikator ist leer: bitte eintragen.',
        'the indicator is empty: please enter it.',
      );
      continue;
    }
    if (year === undefined) {
      reject(
        'indicators.badYear',
        `„${record.get('year')}“ ist kein Jahr: bitte vierstellig eintragen.`,
        `'${record.get('year')}' is not a year: please enter four digits.`,
      );
      continue;
    }
    const places = areas.resolve(record, year);
    if (places === 'elsewhere') {
      context.report.skipped++;
      continue;
    }
    if (places === 'unknown') {
      reject(
        'indicators.unknownArea',
        `dieses Gebiet ist${record.get('layer') === '' ? '' : ` auf der Ebene „${record.get('layer')}“`} nicht geladen: bitte Schlüssel und Ebene prüfen.`,
        `this area is not loaded${record.get('layer') === '' ? '' : ` in the layer '${record.get('layer')}'`}: please check key and layer.`,
      );
      continue;
    }
    const unit = unitOf(record.get('unit'));
    if (unit !== null && unit !== definition.unit) {
      reject(
        'indicators.unitDiffers',
        `die Einheit „${unit}“ widerspricht der früheren („${definition.unit}“) desselben Indikators: bitte eine Einheit verwenden oder zwei Indikatoren daraus machen.`,
        `the unit '${unit}' contradicts the earlier one ('${definition.unit}') of the same indicator: please use one unit, or make two indicators of it.`,
      );
      continue;
    }
    const figure = figureOf(record, definition, decimals);
    if ('code' in figure) {
      reject(figure.code, figure.de, figure.en);
      continue;
    }
    for (const place of places) {
      const row: IndicatorRow = { indicator: definition.indicator, unit: definition.unit, ...place, year, ...figure };
      const key = [row.indicator, row.layer, row.area, row.year].join('|');
      const first = rows.get(key);
      if (!first) rows.set(key, { row, at: record.row });
      else if (first.row.value !== row.value || first.row.status !== row.status) {
        reject(
          'indicators.doubled',
          `dieser Indikator steht schon in Zeile ${first.at}, mit einer anderen Zahl: es gilt die erste, bitte eine der beiden Zeilen löschen.`,
          `this indicator already stands in row ${first.at}, with another figure: the first one holds, please delete one of the two rows.`,
        );
        break;
      }
    }
  }
  return [...rows.values()];
}

function sayRow({ report }: PrepareContext, record: SourceRecord, code: string, de: string, en: string): void {
  const [area, year, value] = [record.get('area'), record.get('year'), record.get('value')];
  report.reject(
    code,
    `Gebiet „${area}“, Jahr „${year}“, Wert „${value}“: ${de}`,
    `Area '${area}', year '${year}', value '${value}': ${en}`,
    { row: record.row },
  );
}

function noValue(): SourceError {
  return new SourceError('import.missingColumn', {
    de: 'Es fehlt eine Spalte für „Wert“, oder Spalten für „Zähler“ und „Nenner“: bitte zuordnen.',
    en: "There is no column for 'Value', nor columns for 'Numerator' and 'Denominator': please assign them.",
  });
}
