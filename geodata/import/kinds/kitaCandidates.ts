/** Plots that a county could build a Kita on: compared instead of the places where children live. */
import { finish } from '../finish.ts';
import { openRecords } from '../records.ts';
import { dropDoubled, field, locate, siteFields } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  field('key', 'Nummer', 'Number', [/^(nummer|nr|flurstueck|id|key)$/], true),
  field('name', 'Bezeichnung', 'Name', [/^(bezeichnung|name|grundstueck|standort)$/], true),
  siteFields.x,
  siteFields.y,
];

export const kitaCandidates: KindDefinition = {
  kind: 'kita-candidates',
  label: { de: 'Mögliche Kita-Standorte', en: 'Possible sites of Kitas' },
  description: {
    de: 'Grundstücke, auf denen eine Kita entstehen könnte: sie werden verglichen, statt aller Wohnorte',
    en: 'Plots on which a Kita could be built: they are compared, instead of all homes',
  },
  formats: ['CSV', 'XLSX', 'GeoJSON', 'Shapefile', 'GeoPackage'],
  fields,
  options: [
    { key: 'crs', label: { de: 'Koordinatensystem (EPSG)', en: 'Coordinate system (EPSG)' }, example: '25832' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const { located, crs } = locate(context, records);
    const rows = dropDoubled(
      context,
      located.map(({ record, lon, lat }) => ({
        row: record.row,
        value: { key: record.get('key'), name: record.get('name'), lon, lat },
      })),
    );
    return finish(context, records, {
      ...{ scopes: ['all'], referenceDate: null, crs },
      stored: rows.length,
      rows: { kind: 'kita-candidates', rows },
    });
  },
};
