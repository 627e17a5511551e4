/** Any table of the regional statistics as the offices hand it out: each column and row category becomes an indicator. */
import { guessDecimalMark, type DecimalMark } from '../../formats/values.ts';
import { sayRecovered } from '../areaKeys.ts';
import { finish } from '../finish.ts';
import { OfficialAreas } from '../officialTable/areas.ts';
import { checkAgainstCounty, checkParts, type Figure } from '../officialTable/checks.ts';
import { layoutOf } from '../officialTable/columns.ts';
import { readRows } from '../officialTable/figures.ts';
import { periodOf, type Period } from '../officialTable/period.ts';
import { readHeading } from '../officialTable/preamble.ts';
import { badYear, sayMissing } from '../officialTable/say.ts';
import { definitionOf, seriesOf } from '../officialTable/series.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { IndicatorRow } from '../rows.ts';
import { areaKeyLike, field, unnamed } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  field(
    'area',
    'Gebietsschlüssel',
    'Area key',
    [/^(ags|gemeindeschluessel|schluessel|gebietsschluessel|regionalschluessel|code)$/, unnamed],
    true,
    areaKeyLike,
  ),
  field(
    'date',
    'Jahr oder Stichtag',
    'Year or reference date',
    [/^(stichtag|datum|jahr|schuljahr|berichtsjahr)$/, unnamed],
    false,
    /^(\d{1,2}\.\d{1,2}\.\d{4}|(schuljahr )?\d{4}(\/\d{2,4})?|\d{4}-\d{2}-\d{2})$/i,
  ),
];

export const officialTable: KindDefinition = {
  kind: 'official-table',
  label: { de: 'Amtliche Tabelle (Regionalstatistik)', en: 'Official table (regional statistics)' },
  description: {
    de: 'Tabellen der Statistischen Ämter, wie sie kommen: jede Spalte und jede Zeilengruppe wird eine Kennzahl',
    en: 'Tables of the statistical offices as they come: each column and row category becomes an indicator',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    { key: 'year', label: { de: 'Jahr (wenn nicht in der Datei)', en: 'Year (if not in the file)' }, example: '2025' },
    {
      key: 'reference-date',
      label: { de: 'Stichtag (wenn nicht in der Datei)', en: 'Reference date (if not in the file)' },
      example: '2025-12-31',
    },
    { key: 'layer', label: { de: 'Ebene der Gemeinden', en: 'Layer of the municipalities' }, example: 'gemeinde' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const heading = readHeading(records.preamble);
    const decimal =
      records.decimal ??
      markOf(
        records.records,
        records.columns.map(({ name }) => name),
      );
    const layout = layoutOf(records, decimal);
    const series = seriesOf(heading, layout, records.records);
    const areas = new OfficialAreas(
      context,
      records.records.map((record) => record.get('area')),
    );
    const read = readRows(context, {
      ...{ records: records.records, values: layout.values, series, areas, decimal },
      ownPeriod: 'date' in records.mapping,
      above: heading.period ?? statedPeriod(context),
    });
    sayRecovered(context, areas);
    sayMissing(context, read.missing);
    checkParts(context.report, read.figures, series.all);
    const controlTotals = checkAgainstCounty(context.report, read.figures, read.unknownYears);
    const rows = read.figures.map(rowOf);
    const used = new Set(read.figures.map((figure) => figure.series));
    return finish(context, records, {
      scopes: [...new Set(rows.map(({ indicator, layer, year }) => `${indicator}|${layer}|${year}`))].sort(),
      referenceDate: read.dates.sort().at(-1) ?? null,
      stored: rows.length,
      rows: {
        kind: 'indicators',
        rows,
        definitions: series.all.filter((one) => used.has(one)).map((one) => definitionOf(context, heading, one)),
      },
      controlTotals,
    });
  },
};

const markOf = (records: readonly SourceRecord[], columns: readonly string[]): DecimalMark =>
  guessDecimalMark(records.flatMap((record) => columns.map((name) => record.get(`#${name}`)))).decimal;

const rowOf = ({ series, layer, area, year, value }: Figure): IndicatorRow => ({
  ...{ indicator: series.name, unit: series.unit, layer, area, year, value },
  status: value === null ? 'missing' : 'value',
  numerator: null,
  denominator: null,
});

function statedPeriod({ options }: PrepareContext): Period | null {
  const text = options['reference-date'] ?? options['year'];
  if (text === undefined) return null;
  const period = periodOf(text);
  if (period) return period;
  throw badYear(text);
}
