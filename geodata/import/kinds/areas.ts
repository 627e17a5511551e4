/** Planning geography: any layer of polygons with key, name, parent and validity. */
import type { XY } from '../../crs/transform.ts';
import { SourceError } from '../../formats/source.ts';
import { decideCrs, toWgs84 } from '../crs.ts';
import { layerOf, layerLabel, layerRank, officialLayers } from '../layers.ts';
import { joined, readPolygon, samplePositions } from '../polygons.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import { finish } from '../finish.ts';
import { field } from '../sites.ts';
import { validity } from '../validity.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { AreaRow } from '../rows.ts';

const fields = [
  field('key', 'Schlüssel', 'Key', [
    /^ags$/,
    /^(schluessel|gebietsschluessel|gemeindeschluessel|kreisschluessel)$/,
    /^(ars|rs)$/,
    /^(esb|plr|plrid|bzr|pgr|raumid|schulbezirk)$/,
    /^(key|id|nr|nummer|s|kennung)$/,
  ]),
  field('name', 'Name', 'Name', [/^(gen|name|bezeichnung|gebietsname|gemeinde|gemeindename|plrname|titel)$/]),
  field('parent', 'Übergeordnetes Gebiet', 'Parent area', [/^(parent|uebergeordnet|planungsraum|elternschluessel)$/]),
  field('validFrom', 'gültig ab', 'valid from', [/^(gueltigab|validfrom)$/]),
  field('regional', 'Regionalschlüssel', 'Regional key', [/^(ars|rs)$/]),
  field('gf', 'Geofaktor (2 = Gewässer)', 'GF (2 = water)', [/^gf$/]),
];

/** AGS and the official layers say to which county a row belongs; other keys say nothing. */
function belongs(context: PrepareContext, layer: string, key: string, anyOfCounty: boolean): boolean {
  if (context.county.key === 'DE') return true;
  if (officialLayers.has(layer) || anyOfCounty) return key.startsWith(context.county.key);
  return true;
}

export const areas: KindDefinition = {
  kind: 'areas',
  label: { de: 'Gebiete', en: 'Areas' },
  description: {
    de: 'Gemeinden, Planungsräume, Sozialräume, Schulbezirke …: Flächen mit Schlüssel und Namen',
    en: 'Municipalities, planning areas, social spaces, school districts …: polygons with key and name',
  },
  formats: ['GeoJSON', 'TopoJSON', 'Shapefile', 'GeoPackage'],
  fields,
  options: [
    { key: 'layer', label: { de: 'Ebene', en: 'Layer' }, example: 'gemeinde' },
    { key: 'crs', label: { de: 'Koordinatensystem (EPSG)', en: 'Coordinate system (EPSG)' }, example: '25832' },
    { key: 'valid-from', label: { de: 'gültig ab', en: 'valid from' }, example: '2026-01-01' },
    {
      key: 'valid-to',
      label: { de: 'gültig bis (ausschließlich)', en: 'valid to (exclusive)' },
      example: '2027-01-01',
    },
    { key: 'parent-layer', label: { de: 'Ebene darüber', en: 'Parent layer' }, example: 'planungsraum' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { report } = context;
    const records = await openRecords(context, fields);
    const first = records.records[0];
    if (!first) throw empty(context.name);
    if (!('key' in records.mapping)) {
      throw new SourceError('import.missingColumn', {
        de: `Es fehlt eine Spalte für den Schlüssel der Gebiete: bitte zuordnen (vorhanden sind ${records.columns.map(({ name }) => name).join(', ')}).`,
        en: `There is no column for the key of the areas: please assign one (the file has ${records.columns.map(({ name }) => name).join(', ')}).`,
      });
    }
    const layer = layerOf(context, records, first);
    const anyOfCounty = records.records.some((record) => record.get('key').startsWith(context.county.key));
    const mine = records.records.filter((record) => belongs(context, layer, areaKey(record), anyOfCounty));
    report.skipped += records.records.length - mine.length;
    if (mine.length === 0) {
      throw new SourceError('areas.otherCounty', {
        de: `Keines der ${records.records.length} Gebiete gehört zum Kreis ${context.county.key}: bitte den Kreisschlüssel prüfen (der erste Schlüssel der Datei ist „${first.get('key')}“).`,
        en: `None of the ${records.records.length} areas belongs to county ${context.county.key}: please check the county key (the first key in the file is '${first.get('key')}').`,
      });
    }
    const crs = decideCrs(context, records.crs ?? { epsg: null, from: 'unstated' }, samplePositions(mine));
    const transform = toWgs84(crs, context.preview);
    const parentLayer = context.options['parent-layer'] ?? null;
    const byKey = new Map<string, AreaRow>();
    for (const record of mine) {
      const key = areaKey(record);
      const area = readArea(context, record, transform, layer, parentLayer, key);
      if (!area) continue;
      const identity = `${key}|${area.isWater}`;
      const known = byKey.get(identity);
      if (known) known.geometry = joined(known.geometry, area.geometry);
      else byKey.set(identity, area);
    }
    const rows = [...byKey.values()];
    const parts = mine.length - report.rejected - rows.length;
    if (parts > 0) {
      report.note(
        `${parts} weitere Teilflächen gehören zu Gebieten mit demselben Schlüssel und wurden mit ihnen vereinigt.`,
        `${parts} further parts belong to areas with the same key and were joined with them.`,
      );
    }
    const water = rows.filter((row) => row.isWater).length;
    if (water > 0) {
      report.note(
        `${water} Wasserflächen (GF = 2) werden getrennt geführt und zählen nicht zur Gebietsfläche.`,
        `${water} water parts (GF = 2) are kept apart and do not count towards the area.`,
      );
    }
    const validFrom = validity(context, mine, 'areas');
    return finish(context, records, {
      scopes: [`${layer}@${validFrom}`],
      referenceDate: validFrom,
      crs,
      stored: rows.length,
      rows: {
        kind: 'areas',
        layer,
        label: layerLabel(layer),
        rank: layerRank(layer),
        validFrom,
        validTo: context.options['valid-to'] ?? null,
        rows,
      },
    });
  },
};

const areaKey = (record: SourceRecord): string => record.get('key');

function readArea(
  context: PrepareContext,
  record: SourceRecord,
  transform: (xy: XY) => XY,
  layer: string,
  parentLayer: string | null,
  key: string,
): AreaRow | null {
  if (key === '') {
    context.report.reject(
      'areas.noKey',
      'Ein Gebiet hat keinen Schlüssel: bitte ergänzen.',
      'An area has no key: please add one.',
      { row: record.row },
    );
    return null;
  }
  const named = { code: 'areas', de: `Das Gebiet „${key}“`, en: `The area '${key}'`, key };
  const geometry = readPolygon(context, record, transform, named);
  if (!geometry) return null;
  return {
    key,
    name: record.get('name') || key,
    ...parentOf(record, layer, parentLayer),
    isWater: record.get('gf') === '2',
    attributes: record.properties,
    geometry,
  };
}

/** In Germany's regional key the municipality's association is the first nine digits. */
function parentOf(
  record: SourceRecord,
  layer: string,
  parentLayer: string | null,
): Pick<AreaRow, 'parentLayer' | 'parentKey'> {
  const parent = record.get('parent');
  if (parent) return { parentLayer: parentLayer ?? 'planungsraum', parentKey: parent };
  const regional = record.get('regional');
  if (layer === 'gemeinde' && /^\d{12}$/.test(regional)) {
    return { parentLayer: 'verwaltungsgemeinschaft', parentKey: regional.slice(0, 9) };
  }
  return { parentLayer: null, parentKey: null };
}

function empty(name: string): SourceError {
  return new SourceError('import.noRows', {
    de: `Die Datei „${name}“ enthält keine Zeilen: bitte die richtige Datei oder Ebene wählen.`,
    en: `The file '${name}' has no rows: please choose the right file or layer.`,
  });
}
