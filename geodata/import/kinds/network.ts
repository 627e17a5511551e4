/** The road network on which ways to school are measured, from an OpenStreetMap extract. */
import { driveOn, mayWalk, stops } from '../../../server/planning/network/access.ts';
import type { Network } from '../../../server/planning/network/build.ts';
import { mainPart } from '../../../server/planning/network/parts.ts';
import { driveNetwork, footNetwork, STEPS, type Roads, type RoadWay } from '../../../server/planning/network/roads.ts';
import { detectFormat } from '../../formats/detect.ts';
import { openSource } from '../../formats/open.ts';
import { forEachOsmElement } from '../../formats/osm.ts';
import { NetworkBuilder, type NetworkWay, type OsmNetwork } from '../../formats/osm/network.ts';
import { DRIVE, WALK } from '../../rules/network.ts';
import { finish } from '../finish.ts';
import type { KindDefinition, PrepareContext, Prepared, Sentence } from '../types.ts';
import { checkPlace, nothing, OSM_CRS } from './osm.ts';

const label: Sentence = { de: 'Wegenetz', en: 'Road network' };

export const network: KindDefinition = {
  kind: 'network',
  label,
  description: {
    de: 'Straßen und Wege mit Regeln für Fuß und Bus: Schulwege werden darauf gemessen',
    en: 'Roads and paths with rules for walking and buses: ways to school are measured on it',
  },
  formats: ['.osm.pbf', '.osm', '.osm.gz'],
  fields: [],
  options: [],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const source = await openSource(context.name, context.bytes);
    const builder = new NetworkBuilder();
    await forEachOsmElement(source, builder.handlers);
    const osm = builder.finish();
    const shapes = osm.ways.map(({ nodes }) => nodes.map((node) => osm.at(node)!));
    checkPlace(context, shapes);
    const ways = osm.ways.filter((_, way) => isNear(shapes[way]!, context.county.bbox));
    const roads = roadsOf(osm, ways);
    context.report.read = osm.ways.length;
    // Rightly left out: far away, or nobody may walk or drive there.
    context.report.skipped = osm.ways.length - roads.ways.length;
    if (roads.ways.length === 0) throw nothing(context.name, label);
    describe(context, roads);
    return finish(
      context,
      { format: detectFormat(source), columns: [], mapping: {}, layers: [] },
      {
        scopes: ['network'],
        referenceDate: context.options['reference-date'] ?? null,
        crs: OSM_CRS,
        stored: roads.ways.length,
        rows: { kind: 'network', roads },
      },
    );
  },
};

/** Degrees beyond the county's box: some 10 km, so that ways to the neighbours' schools are on it too. */
const MARGIN = { lon: 0.15, lat: 0.1 };

function isNear(line: readonly (readonly [number, number])[], bbox: PrepareContext['county']['bbox']): boolean {
  if (bbox === null) return true;
  const [west, south, east, north] = bbox;
  return line.some(
    ([lon, lat]) =>
      lon >= west - MARGIN.lon && lon <= east + MARGIN.lon && lat >= south - MARGIN.lat && lat <= north + MARGIN.lat,
  );
}

function roadsOf({ at, barriers, restrictions }: OsmNetwork, near: readonly NetworkWay[]): Roads {
  const numbers = new Map<number, number>();
  const numberOf = (node: number): number => {
    const known = numbers.get(node);
    if (known !== undefined) return known;
    numbers.set(node, numbers.size);
    return numbers.size - 1;
  };
  const ways = near.flatMap(({ id, nodes, tags }): RoadWay[] => {
    const [onFoot, drive] = [mayWalk(tags, WALK), driveOn(tags, DRIVE)];
    return onFoot || drive.forward > 0 || drive.backward > 0
      ? [{ id, nodes: nodes.map(numberOf), onFoot, ...drive }]
      : [];
  });
  const kept = new Set(ways.map(({ id }) => id));
  const barredFor = (rules: Parameters<typeof stops>[1]) =>
    [...barriers].flatMap(([node, tags]) => (numbers.has(node) && stops(tags, rules) ? [numbers.get(node)!] : []));
  const places = [...numbers.keys()].map((node) => at(node)!);
  return {
    lon: Int32Array.from(places, ([lon]) => Math.round(lon * STEPS)),
    lat: Int32Array.from(places, ([, lat]) => Math.round(lat * STEPS)),
    ways,
    barredOnFoot: barredFor(WALK),
    barredDriving: barredFor(DRIVE),
    restrictions: restrictions.flatMap(({ from, to, via, tags }) => {
      const own = via.map(({ type, ref }) => ({ type, ref: type === 'node' ? (numbers.get(ref) ?? -1) : ref }));
      const isThere =
        kept.has(from) && kept.has(to) && own.every(({ type, ref }) => (type === 'node' ? ref >= 0 : kept.has(ref)));
      return isThere ? [{ from, to, via: own, tags }] : [];
    }),
  };
}

/** Says what a planner can judge: how much there is, and whether it hangs together. */
function describe({ report }: PrepareContext, roads: Roads): void {
  const [foot, drive] = [footNetwork(roads), driveNetwork(roads)].map((own) => ({
    km: kilometres(own),
    share: mainPart(own).share,
  }));
  const share = (part: number, locale: string) =>
    part.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 });
  const length = (km: number, locale: string) => km.toLocaleString(locale, { maximumFractionDigits: 0 });
  report.note(
    `Zu Fuß ${length(foot!.km, 'de')} km Wege, ${share(foot!.share, 'de')} davon hängen zusammen; für Busse ${length(drive!.km, 'de')} km (${share(drive!.share, 'de')}), ${roads.restrictions.length.toLocaleString('de')} Abbiegeregeln.`,
    `On foot ${length(foot!.km, 'en')} km of ways, ${share(foot!.share, 'en')} of them hang together; for buses ${length(drive!.km, 'en')} km (${share(drive!.share, 'en')}), ${roads.restrictions.length.toLocaleString('en')} turn restrictions.`,
  );
}

const kilometres = ({ metres }: Network): number => metres.reduce((sum, own) => sum + own, 0) / 1000;
