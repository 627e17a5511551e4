/** GeoJSON, TopoJSON, Shapefile and GeoPackage as features in the coordinates of their source. */
import { detectMember, type Format } from '../detect.ts';
import { guarded, refuse } from '../say.ts';
import type { FeatureSource, Source, SourceMember } from '../source.ts';
import { readGeoJson } from './geojson.ts';
import { listGpkgLayers, readGeoPackage } from './geopackage.ts';
import { listShapefiles, readShapefile } from './shapefile.ts';
import { listTopoObjects, readTopoJson } from './topojson.ts';

export interface FeatureOptions {
  layer?: string;
}

interface Reader {
  layers: (source: Source, member: SourceMember) => Promise<string[]> | string[];
  read: (source: Source, member: SourceMember, layer: string) => Promise<FeatureSource> | FeatureSource;
}

const READERS: Partial<Record<Format, Reader>> = {
  geojson: { layers: (_source, member) => [member.path], read: (_source, member) => readGeoJson(member) },
  topojson: {
    layers: (_source, member) => listTopoObjects(member),
    read: (_source, member, layer) => readTopoJson(member, layer),
  },
  shapefile: { layers: listShapefiles, read: (source, _member, layer) => readShapefile(source, layer) },
  gpkg: {
    layers: (_source, member) => listGpkgLayers(member),
    read: (_source, member, layer) => readGeoPackage(member, layer),
  },
};

function readerOf(source: Source): { reader: Reader; member: SourceMember } {
  const { format, member } = detectMember(source);
  const reader = READERS[format];
  if (reader) return { reader, member };
  return refuse(
    'not-features',
    `„${source.name}“ enthält keine Geometrien: bitte GeoJSON, TopoJSON, Shapefile oder GeoPackage geben.`,
    `'${source.name}' holds no geometries: please hand in GeoJSON, TopoJSON, Shapefile or GeoPackage.`,
  );
}

export async function listLayers(source: Source): Promise<string[]> {
  const { reader, member } = readerOf(source);
  return reader.layers(source, member);
}

export async function readFeatures(source: Source, options: FeatureOptions = {}): Promise<FeatureSource> {
  const { reader, member } = readerOf(source);
  const layers = await reader.layers(source, member);
  const layer = choose(source.name, layers, options.layer);
  // A reader met by something none of its checks foresaw (thousands of nested collections, say) still answers with a sentence.
  return guarded(
    'features-unreadable',
    `Die Geometrien in „${source.name}“ sind nicht lesbar: bitte neu exportieren, am besten als GeoPackage.`,
    `The geometries in '${source.name}' cannot be read: please export it again, best as GeoPackage.`,
    () => reader.read(source, member, layer),
  );
}

function choose(name: string, layers: string[], wanted: string | undefined): string {
  const list = layers.slice(0, 20).join(', ') + (layers.length > 20 ? ', …' : '');
  const [only] = layers;
  if (only === undefined) {
    return refuse(
      'no-layer',
      `„${name}“ enthält keine Ebene mit Geometrien: bitte prüfen, ob die richtige Datei gewählt ist.`,
      `'${name}' holds no layer with geometries: please check whether the right file was chosen.`,
    );
  }
  if (wanted === undefined) {
    if (layers.length === 1) return only;
    return refuse(
      'layer-choice',
      `„${name}“ enthält mehrere Ebenen: bitte eine davon angeben (${list}).`,
      `'${name}' holds several layers: please state one of them (${list}).`,
    );
  }
  if (layers.includes(wanted)) return wanted;
  return refuse(
    'layer-missing',
    `Die Ebene „${wanted}“ gibt es in „${name}“ nicht: vorhanden sind ${list}.`,
    `'${name}' has no layer '${wanted}': it has ${list}.`,
  );
}
