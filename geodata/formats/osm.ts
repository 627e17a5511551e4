/** OpenStreetMap extracts (.osm.pbf, .osm, .osm.gz): © OpenStreetMap contributors, ODbL 1.0. */
import { detectMember } from './detect.ts';
import { guarded, refuse } from './say.ts';
import type { Source } from './source.ts';
import type { OsmHandlers } from './osm/elements.ts';
import { ExtractBuilder, type OsmExtract } from './osm/extract.ts';
import { readPbf } from './osm/pbf.ts';
import { readXml } from './osm/xml.ts';

export type { OsmHandlers, OsmExtract };

/** Every element of the extract in turn; what builds the road graph reads with this. */
export async function forEachOsmElement(source: Source, handlers: OsmHandlers): Promise<void> {
  const { format, member } = detectMember(source);
  if (format !== 'osm-pbf' && format !== 'osm-xml') {
    refuse(
      'not-osm',
      `„${source.name}“ ist kein OpenStreetMap-Auszug: bitte eine .osm.pbf- oder .osm-Datei geben.`,
      `'${source.name}' is not an OpenStreetMap extract: please hand in an .osm.pbf or .osm file.`,
    );
  }
  await guarded(
    'osm-corrupt',
    `Der OpenStreetMap-Auszug „${source.name}“ ist unvollständig oder beschädigt: bitte erneut herunterladen.`,
    `The OpenStreetMap extract '${source.name}' is incomplete or damaged: please download it again.`,
    () => (format === 'osm-pbf' ? readPbf(member.bytes, handlers) : readXml(member.bytes, handlers)),
  );
}

export async function readOsm(source: Source): Promise<OsmExtract> {
  const builder = new ExtractBuilder();
  await forEachOsmElement(source, builder.handlers);
  return builder.finish();
}
