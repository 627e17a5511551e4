/** The EPSG code that a .prj file or a CRS name means. */

/** "urn:ogc:def:crs:EPSG::25833", "EPSG:25833", "http://www.opengis.net/def/crs/EPSG/0/25833", CRS84. */
export function epsgFromText(text: string): number | null {
  if (/CRS84\b/i.test(text)) return 4326;
  const match = /EPSG(?:::|:[\d.]*:|:|\/[\d.]+\/)(\d{4,6})\b/i.exec(text);
  return match ? Number(match[1]) : null;
}

type Datum = 'ETRS89' | 'WGS84' | 'DHDN' | 'S42' | 'PD83' | 'RD83' | null;

/** Zone to EPSG, by datum. */
const GAUSS_KRUEGER: Record<'DHDN' | 'S42' | 'PD83' | 'RD83', Record<number, number>> = {
  DHDN: { 2: 31466, 3: 31467, 4: 31468, 5: 31469 },
  S42: { 3: 2397, 4: 2398, 5: 2399 },
  PD83: { 3: 3396, 4: 3397 },
  RD83: { 4: 3398, 5: 3399 },
};

/** WKT of ESRI names neither authority nor shift; the system follows from datum and parameters. */
export function epsgFromPrj(wkt: string): number | null {
  const root =
    /AUTHORITY\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/i.exec(wkt) ??
    /ID\s*\[\s*"EPSG"\s*,\s*(\d+)\s*\]\s*\]\s*$/i.exec(wkt);
  if (root) return Number(root[1]);
  const datum = datumOf(wkt);
  if (!/^\s*(PROJCS|PROJCRS|PROJECTEDCRS)/i.test(wkt)) {
    return datum === 'DHDN' ? 4314 : datum === 'ETRS89' ? 4258 : datum === 'WGS84' ? 4326 : null;
  }
  if (/mercator_auxiliary_sphere|pseudo-mercator|web_mercator/i.test(wkt)) return 3857;
  if (/lambert_azimuthal_equal_area/i.test(wkt))
    return near(parameter(wkt, 'false_easting'), 4_321_000) && datum === 'ETRS89' ? 3035 : null;
  if (!/transverse_?\s?mercator|gauss_?\s?kr(ue|ü|u)ger/i.test(wkt)) return null;
  return transverse(wkt, datum);
}

function transverse(wkt: string, datum: Datum): number | null {
  const meridian = parameter(wkt, 'central_meridian') ?? parameter(wkt, 'longitude_of_(?:natural_)?origin');
  const east = parameter(wkt, 'false_easting');
  const scale = parameter(wkt, 'scale_factor') ?? parameter(wkt, 'scale_factor_at_natural_origin');
  if (meridian === null || east === null || !near(parameter(wkt, 'false_northing') ?? 0, 0)) return null;
  if (near(scale, 0.9996)) {
    const zone = Math.round((meridian + 183) / 6);
    if (datum === 'ETRS89') {
      if (near(east, 500_000)) return zone >= 31 && zone <= 33 ? 25_800 + zone : null;
      if (near(east, zone * 1_000_000 + 500_000)) return zone === 32 ? 4647 : zone === 33 ? 5650 : null;
    }
    return datum === 'WGS84' && near(east, 500_000) && (zone === 32 || zone === 33) ? 32_600 + zone : null;
  }
  const zone = Math.round(meridian / 3);
  if (!near(scale, 1) || !near(meridian, zone * 3) || !near(east, zone * 1_000_000 + 500_000)) return null;
  if (datum === 'DHDN' || datum === 'S42' || datum === 'PD83' || datum === 'RD83')
    return GAUSS_KRUEGER[datum][zone] ?? null;
  return null;
}

function datumOf(wkt: string): Datum {
  const text = wkt.toLowerCase().replace(/[\s_/()-]+/g, '_');
  if (/pulkovo_1942_83|s_?42_83|system_42_83/.test(text)) return 'S42';
  if (/potsdam_datum_83|d_pd_83|gcs_pd_83|"pd_83/.test(text)) return 'PD83';
  if (/rauenberg_datum_83|d_rd_83|gcs_rd_83|"rd_83/.test(text)) return 'RD83';
  if (/deutsches_hauptdreiecksnetz|dhdn|"potsdam/.test(text)) return 'DHDN';
  if (/etrs_?(19)?89|european_terrestrial_reference_system/.test(text)) return 'ETRS89';
  if (/wgs_?(19)?84|world_geodetic_system/.test(text)) return 'WGS84';
  return null;
}

function parameter(wkt: string, name: string): number | null {
  const pattern = `PARAMETER\\s*\\[\\s*"${name.replaceAll('_', '[_ ]')}"\\s*,\\s*(-?[\\d.]+(?:e[+-]?\\d+)?)`;
  const match = new RegExp(pattern, 'i').exec(wkt);
  return match ? Number(match[1]) : null;
}

function near(value: number | null, expected: number): boolean {
  return value !== null && Math.abs(value - expected) < 1e-6 * Math.max(1, Math.abs(expected));
}
