/** The whole sample county: land first, then people, sites, children, buses. */
import { createGeography, type Geography } from './geography.ts';
import { buildIndicators } from './indicators.ts';
import type { Point, PolygonRings, RoadNetwork, SampleCounty, SampleMunicipality, SampleOptions } from './model.ts';
import { COUNTY_KEY, COUNTY_NAME } from './names.ts';
import { buildPopulation } from './people.ts';
import { fillKitas, placeChildren, sizeSchools } from './pupils.ts';
import { createRandom, type Random } from './random.ts';
import { buildSites } from './sites.ts';
import { largestPart } from './transit/connected.ts';
import { buildTransit } from './transit/index.ts';

/** Where the middle of the invented land lies in EPSG:25832: in the Thuringian Basin, about 11.1° E and 51.1° N. */
const ORIGIN: Point = [648_000, 5_666_000];

export function generateSample(options: SampleOptions): SampleCounty {
  const random = (stream: string): Random => createRandom(options.seed, stream);
  const geography = placed(createGeography(options));
  const { localities, addresses, municipalityResidents } = geography;
  const municipalities = geography.municipalities.map((municipality, m): SampleMunicipality => ({
    ...municipality,
    residents: municipalityResidents[m]!,
  }));
  const population = buildPopulation(municipalityResidents, options, random('people'));
  const { schools, kitas } = buildSites(
    { municipalities, localities, addresses, population, scale: options.scale },
    random('sites'),
  );
  const { pupils, waiting, young } = placeChildren({ addresses, population, schools }, random('children'));
  sizeSchools(schools, pupils, random('classes'));
  const kitaChildren = fillKitas(waiting, kitas, addresses, random('kitas'));
  // Stops and lines are those of the county at its true size: the tenfold one has fuller buses, not more of them.
  const transit = buildTransit(
    {
      localities: localities.map((locality) => ({ ...locality, residents: locality.residents / options.scale })),
      roads: geography.roads,
      railway: geography.railway,
      addresses,
      schools,
    },
    random,
  );
  const planningAreas = geography.planningAreas.map(({ polygons, heart }, area) => ({
    key: `PR${String(area + 1).padStart(2, '0')}`,
    name: `Planungsraum ${municipalities[heart]!.name}`,
    polygons,
    residents: municipalities
      .filter(({ planningArea }) => planningArea === area)
      .reduce((sum, { residents }) => sum + residents, 0),
  }));
  return {
    key: COUNTY_KEY,
    name: `${COUNTY_NAME} (Beispieldaten)`,
    options,
    county: {
      key: COUNTY_KEY,
      name: `${COUNTY_NAME} (Beispieldaten)`,
      polygons: geography.county,
      residents: municipalityResidents.reduce((a, b) => a + b, 0),
    },
    planningAreas,
    municipalities,
    localities,
    rivers: geography.rivers,
    lakes: geography.lakes,
    woods: geography.woods,
    roads: geography.roads,
    railways: [geography.railway],
    addresses,
    population,
    schools,
    kitas,
    pupils,
    kitaChildren,
    youngChildren: young,
    transit,
    indicators: buildIndicators(municipalities, planningAreas.length, population, options.scale, random('indicators')),
  };
}

const moved = ([x, y]: Point): Point => [
  Math.round((x + ORIGIN[0]) * 100) / 100,
  Math.round((y + ORIGIN[1]) * 100) / 100,
];
const movedRings = (polygon: PolygonRings): PolygonRings => polygon.map((ring) => ring.map(moved));

/** The land is drawn around (0, 0), where distances are exact; here it is set down on the map. */
function placed(geography: Geography): Omit<Geography, 'network'> & { roads: RoadNetwork } {
  const { network, ...rest } = geography;
  return {
    ...rest,
    county: geography.county.map(movedRings),
    planningAreas: geography.planningAreas.map((area) => ({ ...area, polygons: area.polygons.map(movedRings) })),
    municipalities: geography.municipalities.map((area) => ({ ...area, polygons: area.polygons.map(movedRings) })),
    localities: geography.localities.map((locality) => ({ ...locality, centre: moved(locality.centre) })),
    rivers: geography.rivers.map((river) => ({ ...river, line: river.line.map(moved) })),
    lakes: geography.lakes.map((lake) => ({ ...lake, ring: lake.ring.map(moved) })),
    woods: geography.woods.map(movedRings),
    railway: geography.railway.map(moved),
    addresses: geography.addresses.map((address) => ({ ...address, point: moved(address.point) })),
    roads: {
      x: network.x.map((x) => moved([x, 0])[0]),
      y: network.y.map((y) => moved([0, y])[1]),
      // Where a road leaves the county and comes back, the border can cut off a piece that nothing leads to.
      edges: largestPart(network.x.length, network.edges).map(({ street: _street, ...edge }) => edge),
    },
  };
}
