/**
 * Coordinate reference systems of German data.
 *
 * Parameters from the EPSG registry (version 10.076, as in PROJ 9.1's proj.db). Datum shifts, all "position vector" as proj4 wants them:
 * DHDN by the grid BETA2007 (EPSG:15948), outside of it by EPSG:1777; Pulkovo 1942(83) EPSG:1775; PD/83 EPSG:15867; RD/83 EPSG:15868.
 * ETRS89 is taken as WGS 84: the two drift apart by centimetres a year, less than any planning data are accurate.
 */
import type { Sentence } from '../formats/source.ts';

export interface CrsDefinition {
  epsg: number;
  name: string;
  label: Sentence;
  kind: 'geographic' | 'projected';
  /** With '@…,null' proj4 stays silent outside of the grid instead of writing to the console; transform.ts tells the two apart. */
  proj4: string;
  /** Used where the grid has no value; only for DHDN. */
  fallback?: string;
}

export const GRID_KEY = 'BETA2007';

const ETRS = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0';
const DHDN_HELMERT = '+ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7';
const S42 = '+ellps=krass +towgs84=24.9,-126.4,-93.2,-0.063,-0.247,-0.041,1.01';
const PD83 = '+ellps=bessel +towgs84=599.4,72.4,419.2,-0.062,-0.022,-2.723,6.46';
const RD83 = '+ellps=bessel +towgs84=612.4,77,440.2,-0.054,0.057,-2.797,2.55';

function utm(zone: number, falseEasting = 500000): string {
  return `+proj=tmerc +lat_0=0 +lon_0=${zone * 6 - 183} +k=0.9996 +x_0=${falseEasting} +y_0=0 ${ETRS} +units=m +no_defs`;
}

/** Three-degree strip: zone n has its meridian at 3n degrees and puts n in front of the easting. */
function gaussKrueger(zone: number, datum: string): string {
  return `+proj=tmerc +lat_0=0 +lon_0=${zone * 3} +k=1 +x_0=${zone * 1_000_000 + 500_000} +y_0=0 ${datum} +units=m +no_defs`;
}

function dhdn(epsg: number, zone: number, suffix = ''): CrsDefinition {
  return {
    epsg,
    name: `DHDN / 3-degree Gauss-Kruger zone ${zone}${suffix}`,
    label: { de: `Gauß-Krüger Zone ${zone} (DHDN)`, en: `Gauss-Krüger zone ${zone} (DHDN)` },
    kind: 'projected',
    proj4: gaussKrueger(zone, `+ellps=bessel +nadgrids=@${GRID_KEY},null`),
    fallback: gaussKrueger(zone, DHDN_HELMERT),
  };
}

function strip(epsg: number, system: string, zone: number, datum: string, suffix = ''): CrsDefinition {
  const short = system === 'Pulkovo 1942(83)' ? 'S42/83' : system;
  return {
    epsg,
    name: `${system} / 3-degree Gauss-Kruger zone ${zone}${suffix}`,
    label: { de: `Gauß-Krüger Zone ${zone} (${short})`, en: `Gauss-Krüger zone ${zone} (${short})` },
    kind: 'projected',
    proj4: gaussKrueger(zone, datum),
  };
}

function projected(epsg: number, name: string, de: string, en: string, proj4: string): CrsDefinition {
  return { epsg, name, label: { de, en }, kind: 'projected', proj4 };
}

/** The "(E-N)" twins differ in the order of axes only; here x is always east. */
const LIST: CrsDefinition[] = [
  {
    epsg: 4326,
    name: 'WGS 84',
    label: { de: 'Länge und Breite (WGS 84)', en: 'longitude and latitude (WGS 84)' },
    kind: 'geographic',
    proj4: '+proj=longlat +datum=WGS84 +no_defs',
  },
  {
    epsg: 4258,
    name: 'ETRS89',
    label: { de: 'Länge und Breite (ETRS89)', en: 'longitude and latitude (ETRS89)' },
    kind: 'geographic',
    proj4: `+proj=longlat ${ETRS} +no_defs`,
  },
  {
    epsg: 4314,
    name: 'DHDN',
    label: { de: 'Länge und Breite (DHDN)', en: 'longitude and latitude (DHDN)' },
    kind: 'geographic',
    proj4: `+proj=longlat +ellps=bessel +nadgrids=@${GRID_KEY},null +no_defs`,
    fallback: `+proj=longlat ${DHDN_HELMERT} +no_defs`,
  },
  projected(25832, 'ETRS89 / UTM zone 32N', 'UTM Zone 32 (ETRS89)', 'UTM zone 32 (ETRS89)', utm(32)),
  projected(25833, 'ETRS89 / UTM zone 33N', 'UTM Zone 33 (ETRS89)', 'UTM zone 33 (ETRS89)', utm(33)),
  projected(25831, 'ETRS89 / UTM zone 31N', 'UTM Zone 31 (ETRS89)', 'UTM zone 31 (ETRS89)', utm(31)),
  projected(
    4647,
    'ETRS89 / UTM zone 32N (zE-N)',
    'UTM mit Zone 32 vor dem Ostwert (ETRS89)',
    'UTM with zone 32 before the easting (ETRS89)',
    utm(32, 32_500_000),
  ),
  projected(
    5650,
    'ETRS89 / UTM zone 33N (zE-N)',
    'UTM mit Zone 33 vor dem Ostwert (ETRS89)',
    'UTM with zone 33 before the easting (ETRS89)',
    utm(33, 33_500_000),
  ),
  projected(32632, 'WGS 84 / UTM zone 32N', 'UTM Zone 32 (WGS 84)', 'UTM zone 32 (WGS 84)', utm(32)),
  projected(32633, 'WGS 84 / UTM zone 33N', 'UTM Zone 33 (WGS 84)', 'UTM zone 33 (WGS 84)', utm(33)),
  projected(
    3857,
    'WGS 84 / Pseudo-Mercator',
    'Web-Mercator',
    'Web Mercator',
    '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  ),
  projected(
    3035,
    'ETRS89-extended / LAEA Europe',
    'Europäisches Gitter (LAEA)',
    'European grid (LAEA)',
    `+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 ${ETRS} +units=m +no_defs`,
  ),
  ...[2, 3, 4, 5].map((zone) => dhdn(31464 + zone, zone)),
  ...[2, 3, 4, 5].map((zone) => dhdn(5674 + zone, zone, ' (E-N)')),
  ...[3, 4, 5].map((zone) => strip(2394 + zone, 'Pulkovo 1942(83)', zone, S42)),
  ...[3, 4, 5].map((zone) => strip(5670 + zone, 'Pulkovo 1942(83)', zone, S42, ' (E-N)')),
  ...[3, 4].map((zone) => strip(3393 + zone, 'PD/83', zone, PD83)),
  ...[3, 4].map((zone) => strip(5663 + zone, 'PD/83', zone, PD83, ' (E-N)')),
  ...[4, 5].map((zone) => strip(3394 + zone, 'RD/83', zone, RD83)),
  ...[4, 5].map((zone) => strip(5664 + zone, 'RD/83', zone, RD83, ' (E-N)')),
];

export const CRS: ReadonlyMap<number, CrsDefinition> = new Map(LIST.map((definition) => [definition.epsg, definition]));

/** "UTM Zone 32 (ETRS89)"; a system not known here is named by its number. */
export function crsLabel(epsg: number): Sentence {
  return CRS.get(epsg)?.label ?? { de: `EPSG:${epsg}`, en: `EPSG:${epsg}` };
}
