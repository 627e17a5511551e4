/** From elements to what the base map needs: roads, waters (with woods), places, addresses. */
import type { LineString, MultiPolygon, Polygon, Position } from 'geojson';
import { problem } from '../say.ts';
import type { Problem } from '../source.ts';
import type { OsmHandlers, OsmMember, Tags } from './elements.ts';
import { joinRings, polygonsOf } from './multipolygon.ts';
import { NodeStore } from './nodeStore.ts';

export interface OsmRoad {
  id: number;
  /** Value of `highway`. */
  class: string;
  name: string;
  /** 'no' both ways, 'yes' along the line, '-1' against it. */
  oneway: 'yes' | 'no' | '-1';
  /** Only ROAD_TAGS. */
  tags: Tags;
  geometry: LineString;
}

export interface OsmWater {
  /** 'way/12' or 'relation/34'. */
  id: string;
  /** river, stream, canal, ditch …; for areas lake, reservoir, river …, 'water' where none is stated; 'wood' for woods. */
  class: string;
  name: string;
  geometry: LineString | Polygon | MultiPolygon;
}

export interface OsmPlace {
  id: number;
  /** city, town, village, hamlet, suburb … */
  class: string;
  name: string;
  population: number | null;
  coordinates: [number, number];
}

export interface OsmAddress {
  /** 'node/12' or 'way/34'. */
  id: string;
  street: string;
  houseNumber: string;
  postcode: string;
  city: string;
  suburb: string;
  coordinates: [number, number];
}

export interface OsmExtract {
  roads: OsmRoad[];
  waters: OsmWater[];
  places: OsmPlace[];
  addresses: OsmAddress[];
  problems: Problem[];
}

export const ROAD_CLASSES: ReadonlySet<string> = new Set(
  (
    'motorway trunk primary secondary tertiary motorway_link trunk_link primary_link secondary_link tertiary_link unclassified residential ' +
    'living_street road service busway pedestrian track path footway cycleway steps bridleway'
  ).split(' '),
);

const ROAD_TAGS =
  'highway name ref junction maxspeed surface tracktype smoothness access foot bicycle motor_vehicle bus psv service sidewalk sidewalk:left sidewalk:right sidewalk:both lit bridge tunnel layer lanes width'.split(
    ' ',
  );

const WATERWAYS = new Set(['river', 'stream', 'canal', 'ditch', 'drain']);

const PLACES = new Set([
  'city',
  'town',
  'village',
  'hamlet',
  'isolated_dwelling',
  'suburb',
  'quarter',
  'neighbourhood',
  'borough',
  'municipality',
  'locality',
]);

interface Way {
  refs: number[];
  tags: Tags | null;
}

/** Collects; the shapes are made at the end, when every node is known. */
export class ExtractBuilder {
  readonly #nodes = new NodeStore();
  readonly #ways = new Map<number, Way>();
  readonly #areaRelations: { id: number; members: OsmMember[]; tags: Tags }[] = [];
  readonly #places: OsmPlace[] = [];
  readonly #addresses: OsmAddress[] = [];
  #incomplete = 0;

  readonly handlers: OsmHandlers = {
    node: (id, lon, lat, tags) => {
      this.#nodes.add(id, lon, lat);
      if (tags) this.#tagged(id, [lon, lat], tags);
    },
    way: (id, refs, tags) => void this.#ways.set(id, { refs, tags }),
    relation: (id, members, tags) => {
      if (tags?.type === 'multipolygon' && areaClass(tags)) this.#areaRelations.push({ id, members, tags });
    },
  };

  #tagged(id: number, coordinates: [number, number], tags: Tags): void {
    if (tags.place && tags.name && PLACES.has(tags.place)) {
      const population = /^\d+$/.test(tags.population ?? '') ? Number(tags.population) : null;
      this.#places.push({ id, class: tags.place, name: tags.name, population, coordinates });
    }
    if (tags['addr:housenumber']) this.#addresses.push(address(`node/${id}`, coordinates, tags));
  }

  finish(): OsmExtract {
    const roads: OsmRoad[] = [];
    const waters: OsmWater[] = [];
    for (const [id, { refs, tags }] of this.#ways) {
      if (!tags) continue;
      const isRoad = tags.highway !== undefined && ROAD_CLASSES.has(tags.highway) && tags.area !== 'yes';
      const area = areaClass(tags);
      const isLine = tags.waterway !== undefined && WATERWAYS.has(tags.waterway);
      const hasAddress = tags['addr:housenumber'] !== undefined;
      if (!isRoad && !area && !isLine && !hasAddress) continue;
      const line = this.#line(refs);
      if (line.length < 2) continue;
      if (isRoad) roads.push(road(id, line, tags));
      if (isLine && !area)
        waters.push({
          id: `way/${id}`,
          class: tags.waterway ?? '',
          name: tags.name ?? '',
          geometry: { type: 'LineString', coordinates: line },
        });
      if (area && refs.length >= 4 && refs[0] === refs[refs.length - 1] && line.length === refs.length) {
        waters.push({
          id: `way/${id}`,
          class: area,
          name: tags.name ?? '',
          geometry: { type: 'Polygon', coordinates: [line] },
        });
      }
      if (hasAddress) this.#addresses.push(address(`way/${id}`, middle(line), tags));
    }
    for (const relation of this.#areaRelations) {
      const geometry = this.#area(relation.members);
      if (geometry)
        waters.push({
          id: `relation/${relation.id}`,
          class: areaClass(relation.tags) ?? 'water',
          name: relation.tags.name ?? '',
          geometry,
        });
    }
    return { roads, waters, places: this.#places, addresses: this.#addresses, problems: this.#problems() };
  }

  #line(refs: number[]): Position[] {
    const line: Position[] = [];
    for (const ref of refs) {
      const position = this.#nodes.get(ref);
      if (position) line.push(position);
    }
    if (line.length < refs.length) this.#incomplete++;
    return line;
  }

  #area(members: OsmMember[]): Polygon | MultiPolygon | null {
    const rings = (inner: boolean) => {
      const ways = members
        .filter(({ type, role }) => type === 'way' && (role === 'inner') === inner)
        .map(({ ref }) => this.#ways.get(ref)?.refs ?? []);
      return joinRings(ways)
        .map((ring) => ({ ring, line: this.#line(ring) }))
        .filter(({ ring, line }) => line.length === ring.length)
        .map(({ line }) => line);
    };
    return polygonsOf(rings(false), rings(true));
  }

  #problems(): Problem[] {
    if (this.#incomplete === 0) return [];
    return [
      problem(
        'osm-incomplete',
        `Bei ${this.#incomplete} Wegen fehlen Punkte, weil der Auszug sie abschneidet: sie enden an dessen Rand; bei Lücken im Landkreis bitte einen größeren Auszug geben.`,
        `${this.#incomplete} ways lack points because the extract cuts them off: they end at its edge; where the county shows gaps please hand in a larger extract.`,
      ),
    ];
  }
}

function areaClass(tags: Tags): string | null {
  if (tags.natural === 'water') return tags.water ?? 'water';
  if (tags.waterway === 'riverbank' || tags.waterway === 'dock') return 'river';
  if (tags.landuse === 'reservoir' || tags.landuse === 'basin') return tags.landuse;
  if (tags.natural === 'wood' || tags.landuse === 'forest') return 'wood';
  return null;
}

function road(id: number, coordinates: Position[], tags: Tags): OsmRoad {
  const kept: Tags = {};
  for (const key of ROAD_TAGS) if (tags[key] !== undefined) kept[key] = tags[key];
  // Roundabouts and motorways run one way without saying so.
  const implied = tags.junction === 'roundabout' || tags.highway === 'motorway' ? 'yes' : 'no';
  const stated = {
    yes: 'yes',
    true: 'yes',
    '1': 'yes',
    '-1': '-1',
    reverse: '-1',
    no: 'no',
    false: 'no',
    '0': 'no',
  } as const;
  const oneway = stated[(tags.oneway ?? '') as keyof typeof stated] ?? implied;
  return {
    id,
    class: tags.highway ?? '',
    name: tags.name ?? '',
    oneway,
    tags: kept,
    geometry: { type: 'LineString', coordinates },
  };
}

function address(id: string, coordinates: [number, number], tags: Tags): OsmAddress {
  return {
    id,
    street: tags['addr:street'] ?? tags['addr:place'] ?? '',
    houseNumber: tags['addr:housenumber'] ?? '',
    postcode: tags['addr:postcode'] ?? '',
    city: tags['addr:city'] ?? '',
    suburb: tags['addr:suburb'] ?? '',
    coordinates,
  };
}

/** Middle of the box: within a building, near enough to its door. */
function middle(line: Position[]): [number, number] {
  const xs = line.map(([x = 0]) => x);
  const ys = line.map(([, y = 0]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
