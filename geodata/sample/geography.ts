/** Puts land, borders, roads and houses together. */
import { buildHouses } from './addresses.ts';
import { Borders, ringArea, ringContains } from './borders.ts';
import { buildMotorway, clipped, planMotorway, planRailway } from './corridors.ts';
import { fillLakes, growWoods, woodPolygons } from './landscape.ts';
import { buildMajorRoads } from './majorRoads.ts';
import { createMesh, type Mesh } from './mesh.ts';
import type {
  Lake,
  Point,
  PolygonRings,
  River,
  SampleAddress,
  SampleLocality,
  SampleMunicipality,
  SampleOptions,
} from './model.ts';
import { BROOKS, COUNTY_KEY, MAIN_RIVER, RIVERS } from './names.ts';
import { crossing, GrowingNetwork, LineGrid } from './network.ts';
import { growTracks, joinDeadEnds } from './paths.ts';
import { createRandom, type Random } from './random.ts';
import { createRelief, type Relief } from './relief.ts';
import { settle, type Settlement } from './settlement.ts';
import { StreetNamer } from './streetNames.ts';
import { growPlace, type PlaceGround, type Street } from './streets.ts';
import { createTerritory, type Territory } from './territory.ts';

const WIDTH = 47_000;
const HEIGHT = 41_000;
const AREA = 807e6;

export interface Geography {
  county: PolygonRings[];
  planningAreas: { polygons: PolygonRings[]; heart: number }[];
  municipalities: Omit<SampleMunicipality, 'residents'>[];
  localities: SampleLocality[];
  rivers: River[];
  lakes: Lake[];
  woods: PolygonRings[];
  network: GrowingNetwork;
  railway: Point[];
  addresses: SampleAddress[];
  municipalityResidents: number[];
}

export function createGeography({ seed, scale }: SampleOptions): Geography {
  const random = (stream: string): Random => createRandom(seed, stream);
  const mesh = createMesh(WIDTH, HEIGHT, random('mesh'));
  const relief = createRelief(mesh, WIDTH, random('relief'));
  const territory = createTerritory(mesh, relief, random('territory'));
  const wood = growWoods(mesh, relief, territory, random('woods'));
  const borders = new Borders(mesh, [territory.placeOfCell, wood], relief.riverRank);
  const inCounty = (c: number): boolean => territory.municipalityOfCell[c]! >= 0;
  const countyLabel = territory.municipalityOfCell.map((m) => (m >= 0 ? 0 : -1));
  const outline = borders.polygonsByLabel(countyLabel).get(0)!.flat();
  borders.scale(Math.sqrt(AREA / outline.reduce((sum, ring) => sum + ringArea(ring), 0)));

  const settlement = settle(territory, scale, random('settlement'));
  const order = numberMunicipalities(territory, settlement);
  const rivers = nameRivers(borders, relief, inCounty, mesh);
  const ground = new Ground(mesh, territory, borders, wood);
  const network = new GrowingNetwork();
  const roads = buildMajorRoads(
    mesh,
    relief,
    territory,
    settlement.residents,
    Uint8Array.from(wood, (w) => (w > 0 ? 1 : 0)),
    network,
    random('roads'),
  );
  const inside = ([x, y]: Point): boolean => ground.municipalityAt(x, y) >= 0;
  const motorway = clipped(planMotorway(mesh, relief, territory, WIDTH, HEIGHT, random('motorway')), inside);
  buildMotorway(network, motorway);
  const railway = clipped(planRailway(mesh, relief, territory, random('railway')), inside);
  ground.barriers.add(motorway);
  ground.barriers.add(railway);
  for (const { rank, line } of rivers) if (rank >= 2) ground.barriers.add(line);

  const { localities, streets } = buildPlaces(
    ground,
    territory,
    settlement,
    order,
    network,
    roads.centres,
    scale,
    random('streets'),
  );
  const addresses = buildAddresses(ground, localities, streets, network, scale, random('houses'));
  bridgeRivers(network, rivers);
  const lakes = fillLakes(rivers, network, (x, y) => ground.municipalityAt(x, y) >= 0, random('lakes'));

  const municipalityPolygons = order.map((m) => ground.polygons.get(m)!);
  const planningPolygons = borders.polygonsByLabel(
    territory.municipalityOfCell.map((m) => (m >= 0 ? territory.municipalities[m]!.planningArea : -1)),
  );
  const position = new Map(order.map((m, i) => [m, i]));
  return {
    county: borders.polygonsByLabel(countyLabel).get(0)!,
    planningAreas: territory.planningAreas.map((heart, area) => ({
      polygons: planningPolygons.get(area)!,
      heart: position.get(heart)!,
    })),
    municipalities: order.map((m, i) => ({
      key: `${COUNTY_KEY}${String(i + 1).padStart(3, '0')}`,
      name: settlement.names[territory.municipalities[m]!.seat]!,
      polygons: municipalityPolygons[i]!,
      planningArea: territory.municipalities[m]!.planningArea,
      postcode: `9965${territory.municipalities[m]!.planningArea}`,
      localities: localities.flatMap((locality, l) => (locality.municipality === i ? [l] : [])),
    })),
    localities,
    rivers,
    lakes,
    woods: woodPolygons(borders, wood),
    network,
    railway,
    addresses,
    municipalityResidents: order.map((m) => settlement.municipalityResidents[m]!),
  };
}

/** Keys follow the alphabet, as the official ones do. */
function numberMunicipalities({ municipalities }: Territory, { names }: Settlement): number[] {
  const collator = new Intl.Collator('de');
  return municipalities
    .map((_, m) => m)
    .sort((a, b) => collator.compare(names[municipalities[a]!.seat]!, names[municipalities[b]!.seat]!));
}

function nameRivers(borders: Borders, relief: Relief, inCounty: (c: number) => boolean, mesh: Mesh): River[] {
  const tributaries: string[] = [...RIVERS].reverse();
  const brooks: string[] = [...BROOKS].reverse();
  const rivers: River[] = [];
  const touches = (t: number): boolean => [0, 1, 2].some((side) => inCounty(mesh.triangles[3 * t + side]!));
  for (const river of relief.rivers) {
    const first = river.corners.findIndex(touches);
    const last = river.corners.findLastIndex(touches);
    if (last - first < 5) continue;
    const corners = river.corners.slice(Math.max(0, first - 1), last + 2);
    const name = river.rank === 3 ? MAIN_RIVER : ((river.rank === 2 ? tributaries.pop() : brooks.pop()) ?? '');
    rivers.push({ name, rank: river.rank, line: borders.line(corners) });
  }
  return rivers;
}

/** Whose land a point is on, and whether a house or street may stand there. */
class Ground {
  readonly barriers = new LineGrid();
  private readonly mesh: Mesh;
  private readonly territory: Territory;
  private readonly wood: Int32Array;
  private readonly interior: Uint8Array;
  private readonly borderLines = new LineGrid();
  /** By Gemeinde. */
  readonly polygons: Map<number, PolygonRings[]>;
  private last = 0;

  constructor(mesh: Mesh, territory: Territory, borders: Borders, wood: Int32Array) {
    this.mesh = mesh;
    this.territory = territory;
    this.wood = wood;
    const label = territory.municipalityOfCell;
    this.interior = new Uint8Array(mesh.x.length).map((_, c) => {
      for (let slot = mesh.start[c]!; slot < mesh.start[c + 1]!; slot++)
        if (label[mesh.neighbour[slot]!] !== label[c]) return 0;
      return 1;
    });
    this.polygons = borders.polygonsByLabel(label);
    for (const polygons of this.polygons.values()) for (const ring of polygons.flat()) this.borderLines.add(ring);
  }

  cell(x: number, y: number): number {
    this.last = this.mesh.find(x, y, this.last);
    return this.last;
  }

  municipalityAt(x: number, y: number): number {
    return this.territory.municipalityOfCell[this.cell(x, y)]!;
  }

  /** Inside cells are decided at once; only along a border is its exact line looked at. */
  allows(x: number, y: number, municipality: number): boolean {
    const cell = this.cell(x, y);
    if (this.wood[cell]! > 0) return false;
    if (this.interior[cell]) return this.territory.municipalityOfCell[cell] === municipality;
    if (this.borderLines.blocks(x, y, x, y, 18)) return false;
    const contains = ([shell, ...holes]: PolygonRings): boolean =>
      ringContains(shell!, [x, y]) && !holes.some((hole) => ringContains(hole, [x, y]));
    return this.polygons.get(municipality)!.some(contains);
  }
}

function buildPlaces(
  ground: Ground,
  territory: Territory,
  settlement: Settlement,
  order: readonly number[],
  network: GrowingNetwork,
  centres: Int32Array,
  scale: number,
  random: Random,
): { localities: SampleLocality[]; streets: Street[][] } {
  const position = new Map(order.map((m, i) => [m, i]));
  // Seats first, then by size, so that a Gemeinde's list begins with its seat.
  const places = territory.places
    .map((place, p) => ({ ...place, p, residents: settlement.residents[p]! }))
    .filter(({ municipality }) => municipality >= 0)
    .sort((a, b) => Number(a.role === 3) - Number(b.role === 3) || b.residents - a.residents || a.p - b.p);
  const placeAt = new Map(places.map(({ p }) => [centres[p]!, p]));
  const all: Street[] = [];
  const grounds: PlaceGround[] = [];
  const localities = places.map(({ p, municipality, role, residents }, l): SampleLocality => {
    const centre = centres[p]!;
    const town = role <= 1;
    const [x, y] = network.point(centre);
    const placeGround: PlaceGround = {
      place: l,
      centre,
      x,
      y,
      // Ten to twelve houses to 100 m of street, less what corners take.
      need: (residents / residentsPerHouse(residents / scale)) * (town ? 11 : 13) + 60,
      town,
      barriers: ground.barriers,
      allowed: (px, py) => ground.allows(px, py, municipality),
    };
    grounds.push(placeGround);
    const radius = growPlace(network, placeGround, all, random);
    const kind = town ? 'town' : residents >= 100 * scale ? 'village' : 'hamlet';
    return {
      name: settlement.names[p]!,
      municipality: position.get(municipality)!,
      centre: [x, y],
      residents,
      kind,
      radius,
    };
  });
  restoreOrder(network, all);
  nameStreets(network, all, localities, placeAt, settlement.names, random);
  const byPlace: Street[][] = localities.map(() => []);
  for (const street of all) byPlace[street.place]!.push(street);
  byPlace.forEach((streets, l) => {
    const nodes = [...new Set(streets.flatMap((street) => street.nodes))];
    joinDeadEnds(network, nodes, l, random);
    growTracks(network, grounds[l]!, localities[l]!.radius, nodes, (x, y) => ground.municipalityAt(x, y) >= 0, random);
  });
  restoreOrder(network, all);
  return { localities, streets: byPlace };
}

const residentsPerHouse = (residents: number): number => (residents > 3500 ? 3.35 : residents > 800 ? 2.95 : 2.6);

/** Later streets put corners into earlier ones: the order of the nodes is read again from the edges. */
function restoreOrder(network: GrowingNetwork, streets: readonly Street[]): void {
  streets.forEach((street, index) => {
    const seen = new Set<number>();
    const nodes = [street.nodes[0]!];
    for (;;) {
      const node = nodes.at(-1)!;
      const edge = network.at[node]!.find((i) => network.edges[i]!.street === index && !seen.has(i));
      if (edge === undefined) break;
      seen.add(edge);
      nodes.push(network.other(network.edges[edge]!, node));
    }
    street.nodes = nodes;
  });
}

function nameStreets(
  network: GrowingNetwork,
  streets: readonly Street[],
  localities: readonly SampleLocality[],
  placeAt: ReadonlyMap<number, number>,
  names: readonly string[],
  random: Random,
): void {
  const namers = localities.map(({ kind }) => new StreetNamer(random, kind === 'town'));
  const mainNames = localities.map(() => '');
  streets.forEach((street, index) => {
    const namer = namers[street.place]!;
    const first = network.at[street.nodes[0]!]!.map((i) => network.edges[i]!).find((edge) => edge.street === index);
    if (first?.ref) {
      const count = streets.filter(
        ({ place, name }) => place === street.place && name === mainNames[street.place],
      ).length;
      const target =
        localities[street.place]!.kind === 'town' || count >= 2 ? leadsTo(network, street, placeAt) : undefined;
      const place = target === undefined ? '' : names[target]!;
      if (place) street.name = namer.towards(place);
      else if (localities[street.place]!.kind !== 'town' && count < 2)
        street.name = mainNames[street.place] ||= namer.main();
      else street.name = namer.next(0.3);
    } else street.name = namer.next(street.newness);
  });
  for (const edge of network.edges) if (edge.street >= 0) edge.name = streets[edge.street]!.name;
}

/** The place at the other end of a road out of town, by going on as straight as possible. */
function leadsTo(network: GrowingNetwork, street: Street, placeAt: ReadonlyMap<number, number>): number | undefined {
  let previous = street.nodes.at(-2)!;
  let node = street.nodes.at(-1)!;
  for (let steps = 0; steps < 250; steps++) {
    const place = placeAt.get(node);
    if (place !== undefined) return place;
    const heading = Math.atan2(network.y[node]! - network.y[previous]!, network.x[node]! - network.x[previous]!);
    let best = -1;
    let turn = -2;
    for (const index of network.at[node]!) {
      const edge = network.edges[index]!;
      const next = network.other(edge, node);
      if (next === previous || !edge.ref || edge.kind.startsWith('motorway')) continue;
      const straight = Math.cos(
        Math.atan2(network.y[next]! - network.y[node]!, network.x[next]! - network.x[node]!) - heading,
      );
      if (straight > turn) [best, turn] = [next, straight];
    }
    if (best < 0) return undefined;
    [previous, node] = [node, best];
  }
  return undefined;
}

function buildAddresses(
  ground: Ground,
  localities: readonly SampleLocality[],
  streets: readonly Street[][],
  network: GrowingNetwork,
  scale: number,
  random: Random,
): SampleAddress[] {
  return localities.flatMap((locality, l) => {
    const municipality = ground.municipalityAt(...locality.centre);
    return buildHouses(
      network,
      streets[l]!,
      {
        need: Math.max(3, Math.round(locality.residents / residentsPerHouse(locality.residents / scale))),
        residents: locality.residents,
        town: locality.kind === 'town',
        locality: l,
        municipality: locality.municipality,
        allowed: (x, y) => ground.allows(x, y, municipality),
      },
      random,
    );
  });
}

function bridgeRivers(network: GrowingNetwork, rivers: readonly River[]): void {
  for (const { rank, line } of rivers) {
    if (rank < 2) continue;
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!];
      for (const index of network.near(
        Math.min(a[0], b[0]),
        Math.min(a[1], b[1]),
        Math.max(a[0], b[0]),
        Math.max(a[1], b[1]),
      )) {
        const edge = network.edges[index]!;
        if (crossing(...a, ...b, ...network.point(edge.from), ...network.point(edge.to))) edge.bridge = true;
      }
    }
  }
}
