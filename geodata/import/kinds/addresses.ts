/** House addresses: the official list (HK-DE), another by mapping, or from an OpenStreetMap extract. */
import { detectFormat } from '../../formats/detect.ts';
import { openSource } from '../../formats/open.ts';
import { readOsm } from '../../formats/osm.ts';
import { finish } from '../finish.ts';
import { keptNeighbours, neighbourOption, partByCounty } from '../neighbours.ts';
import { openRecords } from '../records.ts';
import { field, locate, siteFields, textOf, type Located } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { AddressRow } from '../rows.ts';

/** Columns that are empty in most rows are columns all the same. */
const mostlyEmpty = /^/;

const fields = [
  { ...siteFields.street, required: true, names: [...siteFields.street.names, /^stn$/] },
  { ...siteFields.houseNumber, required: true },
  field('suffix', 'Zusatz', 'Suffix', [/^(zusatz|hausnummernzusatz|adz|hnrzusatz)$/], false, mostlyEmpty),
  siteFields.postcode,
  { ...siteFields.place, names: [...siteFields.place.names, /^onm$/] },
  field('district', 'Ortsteil', 'District', [/^(ortsteil|ortsteilname|pot)$/], false, mostlyEmpty),
  siteFields.county,
  field('area', 'Gemeindeschlüssel', 'Municipality key', [/^(ags|gemeindeschluessel)$/]),
  siteFields.x,
  siteFields.y,
];

export const addresses: KindDefinition = {
  kind: 'addresses',
  label: { de: 'Adressen', en: 'Addresses' },
  description: {
    de: 'Hauskoordinaten (HK-DE wie geliefert) oder eigene Liste: Straße, Hausnummer, Lage',
    en: 'House coordinates (HK-DE as delivered) or a list of one’s own: street, number, position',
  },
  formats: ['CSV', 'XLSX', 'GeoJSON', 'GeoPackage', '.osm.pbf'],
  fields,
  options: [
    { key: 'crs', label: { de: 'Koordinatensystem (EPSG)', en: 'Coordinate system (EPSG)' }, example: '25832' },
    neighbourOption,
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const source = await openSource(context.name, context.bytes);
    const format = detectFormat(source);
    if (format === 'osm-pbf' || format === 'osm-xml') {
      const extract = await readOsm(source);
      const rows = extract.addresses.map((address): AddressRow => ({
        street: address.street,
        houseNumber: address.houseNumber,
        postcode: address.postcode || null,
        place: address.city || null,
        district: address.suburb || null,
        areaKey: null,
        lon: address.coordinates[0],
        lat: address.coordinates[1],
      }));
      context.report.read = rows.length;
      return finish(
        context,
        { format, columns: [], mapping: {}, layers: [] },
        { scopes: ['addresses'], referenceDate: null, stored: rows.length, rows: { kind: 'addresses', rows } },
      );
    }
    const records = await openRecords(context, fields);
    const { own, elsewhere } = partByCounty(context, records);
    const { located, crs, degreesOf } = locate(context, { ...records, records: own });
    const neighbours = keptNeighbours(context, elsewhere, located, degreesOf);
    const rows = [
      ...located.map((house) => addressRow(house, textOf(house.record.get('area')))),
      ...neighbours.map((house) => addressRow(house, house.areaKey)),
    ];
    return finish(context, records, {
      scopes: ['addresses'],
      referenceDate: context.options['reference-date'] ?? null,
      crs,
      stored: rows.length,
      rows: { kind: 'addresses', rows },
    });
  },
};

function addressRow({ record, lon, lat }: Located, areaKey: string | null): AddressRow {
  return {
    street: record.get('street'),
    houseNumber: `${record.get('houseNumber')}${record.get('suffix')}`,
    postcode: textOf(record.get('postcode')),
    place: textOf(record.get('place')),
    district: textOf(record.get('district')),
    areaKey,
    lon,
    lat,
  };
}
