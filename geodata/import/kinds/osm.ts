/** Roads, waters (with woods) and places of the base map, from an OpenStreetMap extract. */
import { detectFormat } from '../../formats/detect.ts';
import { openSource } from '../../formats/open.ts';
import { readOsm, type OsmExtract } from '../../formats/osm.ts';
import { SourceError } from '../../formats/source.ts';
import { finish } from '../finish.ts';
import { GERMANY } from '../crs.ts';
import type { CrsDecision, Kind, KindDefinition, PrepareContext, Prepared, Sentence } from '../types.ts';
import type { LandscapeRow, LineRow, PlaceRow, Rows } from '../rows.ts';

export const OSM_CRS: CrsDecision = {
  epsg: 4326,
  from: 'format',
  certain: true,
  swapped: false,
  candidates: [],
  sentence: { de: 'OpenStreetMap: WGS 84 (EPSG:4326).', en: 'OpenStreetMap: WGS 84 (EPSG:4326).' },
};

function osmKind(
  kind: Kind,
  label: Sentence,
  description: Sentence,
  rowsOf: (extract: OsmExtract) => { rows: Rows; count: number },
): KindDefinition {
  return {
    kind,
    label,
    description,
    formats: ['.osm.pbf', '.osm', '.osm.gz'],
    fields: [],
    options: [],
    async prepare(context: PrepareContext): Promise<Prepared> {
      const source = await openSource(context.name, context.bytes);
      const format = detectFormat(source);
      const extract = await readOsm(source);
      for (const found of extract.problems) context.report.warn(found.code, found.text.de, found.text.en, found);
      checkPlace(
        context,
        extract.roads.map(({ geometry }) => geometry.coordinates as [number, number][]),
      );
      const { rows, count } = rowsOf(extract);
      context.report.read = count;
      if (count === 0) throw nothing(context.name, label);
      return finish(
        context,
        { format, columns: [], mapping: {}, layers: [] },
        {
          scopes: [kind],
          referenceDate: context.options['reference-date'] ?? null,
          crs: OSM_CRS,
          stored: count,
          rows,
        },
      );
    },
  };
}

const textOrNull = (text: string | null | undefined): string | null => (text ? text : null);

/** The classes a base map draws; the routable network keeps its own, finer ones. */
const roadClasses: Record<string, string> = {
  unclassified: 'tertiary',
  living_street: 'residential',
  road: 'residential',
  busway: 'service',
  footway: 'path',
  cycleway: 'path',
  steps: 'path',
  bridleway: 'path',
  pedestrian: 'path',
};

function roadClass(highway: string): string {
  const base = highway.replace(/_link$/, '');
  return roadClasses[base] ?? base;
}

function landscapeKind(osmClass: string, isLine: boolean): string {
  if (!isLine) return osmClass === 'wood' ? 'wood' : 'water';
  return ['river', 'canal'].includes(osmClass) ? osmClass : 'stream';
}

export const roads = osmKind(
  'roads',
  { de: 'Straßen', en: 'Roads' },
  { de: 'Straßen und Wege für die Grundkarte', en: 'Roads and paths for the base map' },
  ({ roads: list }) => {
    const rows = list.map((road): LineRow => ({
      osmId: String(road.id),
      class: roadClass(road.class),
      name: textOrNull(road.name),
      ref: textOrNull(road.tags['ref']),
      geometry: road.geometry,
    }));
    return { rows: { kind: 'roads', rows }, count: rows.length };
  },
);

export const waters = osmKind(
  'waters',
  { de: 'Gewässer und Wald', en: 'Waters and woods' },
  { de: 'Flüsse, Seen und Wald für die Grundkarte', en: 'Rivers, lakes and woods for the base map' },
  ({ waters: list }) => {
    const rows = list.map((item): LandscapeRow => ({
      osmId: item.id,
      kind: landscapeKind(item.class, item.geometry.type === 'LineString'),
      name: textOrNull(item.name),
      geometry: item.geometry,
    }));
    return { rows: { kind: 'waters', rows }, count: rows.length };
  },
);

export const places = osmKind(
  'places',
  { de: 'Orte', en: 'Places' },
  { de: 'Ortsnamen für die Grundkarte und die Suche', en: 'Place names for the base map and the search' },
  ({ places: list }) => {
    const rows = list.map((place): PlaceRow => ({
      osmId: String(place.id),
      name: place.name,
      kind: place.class,
      population: place.population,
      lon: place.coordinates[0],
      lat: place.coordinates[1],
    }));
    return { rows: { kind: 'places', rows }, count: rows.length };
  },
);

/** An extract of another country loads without a fault and helps nobody. @param lines in degrees */
export function checkPlace(context: PrepareContext, lines: readonly (readonly (readonly [number, number])[])[]): void {
  const first = lines[0]?.[0];
  if (first === undefined) return;
  const [west, south, east, north] = context.county.bbox ?? GERMANY;
  const inside = lines.some((line) =>
    line.some(([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north),
  );
  if (inside) return;
  const [lon, lat] = first;
  throw new SourceError('osm.elsewhere', {
    de: `Der OpenStreetMap-Auszug liegt bei ${lat.toFixed(2)}° N, ${lon.toFixed(2)}° O und berührt den Kreis ${context.county.key} nicht: bitte den Auszug des Kreises wählen.`,
    en: `The OpenStreetMap extract lies at ${lat.toFixed(2)}° N, ${lon.toFixed(2)}° E and does not touch county ${context.county.key}: please choose the county's extract.`,
  });
}

export function nothing(name: string, label: Sentence): SourceError {
  return new SourceError('osm.nothing', {
    de: `Der Auszug „${name}“ enthält keine ${label.de}: bitte einen vollständigen OpenStreetMap-Auszug wählen.`,
    en: `The extract '${name}' has no ${label.en.toLowerCase()}: please choose a complete OpenStreetMap extract.`,
  });
}
