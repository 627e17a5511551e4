/** Indicators as a tidy table: indicator, area, year, value. */
import { parseDecimal } from '../../formats/values.ts';
import { AreaResolver } from '../areaKeys.ts';
import { finish } from '../finish.ts';
import { decimalOf } from '../numbers.ts';
import { openRecords } from '../records.ts';
import { field } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { IndicatorRow } from '../rows.ts';

const fields = [
  field('indicator', 'Indikator', 'Indicator', [/^(indikator|indicator|merkmal|kennzahl)$/], true),
  // '%' alone is a unit.
  field('unit', 'Einheit', 'Unit', [/^(einheit|unit)$/], false, /\S/),
  field('layer', 'Ebene', 'Layer', [/^(ebene|layer|raumebene)$/]),
  field('area', 'Gebietsschlüssel', 'Area key', [/^(schluessel|gebietsschluessel|ags|gebiet|area|raumid)$/], true),
  field('year', 'Jahr', 'Year', [/^(jahr|year)$/], true),
  field('value', 'Wert', 'Value', [/^(wert|value)$/], true),
];

export const indicators: KindDefinition = {
  kind: 'indicators',
  label: { de: 'Indikatoren', en: 'Indicators' },
  description: { de: 'Kennzahlen je Gebiet und Jahr', en: 'Figures per area and year' },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [{ key: 'layer', label: { de: 'Ebene der Gebiete', en: 'Layer of the areas' }, example: 'planungsraum' }],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { report } = context;
    const records = await openRecords(context, fields);
    const decimal = records.decimal ?? decimalOf(records.records, 'value');
    const resolvers = new Map<string, AreaResolver>();
    const layerOfRow = (layer: string) => layer.toLowerCase();
    const keysByLayer = new Map<string, Set<string>>();
    for (const record of records.records) {
      const layer = layerOfRow(record.get('layer'));
      keysByLayer.set(layer, (keysByLayer.get(layer) ?? new Set()).add(record.get('area')));
    }
    for (const [layer, keys] of keysByLayer) {
      const options = layer === '' ? context.options : { ...context.options, layer };
      resolvers.set(layer, AreaResolver.forKeys({ ...context, options }, [...keys]));
    }
    const rows = new Map<string, IndicatorRow>();
    for (const record of records.records) {
      const resolver = resolvers.get(layerOfRow(record.get('layer')));
      const year = Number(record.get('year').slice(0, 4));
      const reference = resolver?.resolve(record.get('area'), `${year}-12-31`);
      if (!resolver || reference?.kind === 'elsewhere' || reference?.kind === 'county') {
        report.skipped++;
        continue;
      }
      const parsed = parseDecimal(record.get('value'), { decimal });
      if (reference?.kind !== 'atom' || !Number.isInteger(year) || parsed.kind === 'invalid') {
        report.reject(
          'indicators.badRow',
          `Gebiet „${record.get('area')}“, Jahr „${record.get('year')}“, Wert „${record.get('value')}“: eines davon ist nicht lesbar oder nicht geladen, bitte prüfen.`,
          `Area '${record.get('area')}', year '${record.get('year')}', value '${record.get('value')}': one of them cannot be read or is not loaded, please check.`,
          { row: record.row },
        );
        continue;
      }
      const row: IndicatorRow = {
        indicator: record.get('indicator'),
        unit: record.get('unit') || null,
        layer: resolver.layer,
        area: reference.atom,
        year,
        value: parsed.kind === 'value' ? parsed.value : parsed.kind === 'zero-or-absent' ? 0 : null,
        status: parsed.kind === 'missing' ? 'missing' : 'value',
        numerator: null,
        denominator: null,
      };
      rows.set([row.indicator, row.layer, row.area, row.year].join('|'), row);
    }
    const stored = [...rows.values()];
    return finish(context, records, {
      scopes: [...new Set(stored.map(({ indicator, layer, year }) => `${indicator}|${layer}|${year}`))].sort(),
      referenceDate: null,
      stored: stored.length,
      rows: { kind: 'indicators', rows: stored, definitions: [] },
    });
  },
};
