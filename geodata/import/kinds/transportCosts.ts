/** What the county reckons with: a vehicle for a year, a kilometre, a ticket for a year. */
import { parseDecimal } from '../../formats/values.ts';
import { finish } from '../finish.ts';
import { decimalOf } from '../numbers.ts';
import { openRecords } from '../records.ts';
import type { TransportCostRow } from '../rows.ts';
import { field } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  field('item', 'Kostenart', 'Item', [/^(kostenart|art|kosten|item)$/], true),
  field('euros', 'Euro', 'Euros', [/^(euro|eur|betrag|preis|euros)$/], true),
];

const items: [RegExp, TransportCostRow['item']][] = [
  // In this order: 'Fahrzeugkilometer', 'Busfahrkarte'.
  [/kilometer|km|kilometre/i, 'kilometre'],
  [/karte|ticket/i, 'ticket'],
  [/fahrzeug|bus|vehicle/i, 'vehicle'],
];

export const transportCosts: KindDefinition = {
  kind: 'transport-costs',
  label: { de: 'Kosten der Beförderung', en: 'Costs of transport' },
  description: {
    de: 'Euro je Fahrzeug und Jahr, je Kilometer, je Fahrkarte und Jahr',
    en: 'Euros per vehicle and year, per kilometre, per ticket and year',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { report } = context;
    const records = await openRecords(context, fields);
    const decimal = records.decimal ?? decimalOf(records.records, 'euros');
    const rows = new Map<string, TransportCostRow>();
    for (const record of records.records) {
      const [text, amount] = [record.get('item'), record.get('euros')];
      const item = items.find(([pattern]) => pattern.test(text))?.[1];
      const parsed = parseDecimal(amount.replace(/\s*(€|euro|eur)$/i, ''), { decimal });
      if (item === undefined || parsed.kind !== 'value' || parsed.value < 0 || rows.has(item)) {
        report.reject(
          'costs.badRow',
          `Kostenart „${text}“, Betrag „${amount}“: bitte je eine Zeile für Fahrzeug, Kilometer und Fahrkarte mit einem Betrag in Euro.`,
          `Item '${text}', amount '${amount}': please give one row each for vehicle, kilometre and ticket, with an amount in euros.`,
          { row: record.row },
        );
        continue;
      }
      rows.set(item, { item, euros: parsed.value });
    }
    const stored = [...rows.values()];
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: null,
      stored: stored.length,
      rows: { kind: 'transport-costs', rows: stored },
    });
  },
};
