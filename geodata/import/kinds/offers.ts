/** What there is in a county beside schools and Kitas: facilities and offers with their published contact data. */
import { contactFields, contactOf } from '../contact.ts';
import { finish } from '../finish.ts';
import { optionalCount } from '../numbers.ts';
import { offerKindKey, offerKindOf } from '../offerKinds.ts';
import { openRecords } from '../records.ts';
import type { OfferRow } from '../rows.ts';
import { dropDoubled, field, locate, MAY_BE_EMPTY, siteFields, streetOf, textOf, type Located } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  field('key', 'Nummer', 'Number', [/^(nummer|nr|angebotsnummer|einrichtungsnummer|id|key)$/], true),
  field('name', 'Bezeichnung', 'Name', [/^(bezeichnung|name|einrichtung|angebot)$/], true),
  field('kind', 'Art', 'Kind', [/^(art|einrichtungsart|angebotsart|kategorie|typ|kind)$/], true),
  field('provider', 'Träger', 'Provider', [/^(traeger|traegername|provider)$/], false, MAY_BE_EMPTY),
  siteFields.street,
  siteFields.houseNumber,
  siteFields.postcode,
  siteFields.place,
  ...contactFields,
  field('audience', 'Zielgruppe', 'For whom', [/^(zielgruppen?|fuerwen|audience)$/], false, MAY_BE_EMPTY),
  field('ageFrom', 'Alter von', 'Age from', [/^(altervon|alterab|mindestalter|agefrom)$/], false, MAY_BE_EMPTY),
  field('ageTo', 'Alter bis', 'Age to', [/^(alterbis|hoechstalter|ageto)$/], false, MAY_BE_EMPTY),
  siteFields.x,
  siteFields.y,
];

export const offers: KindDefinition = {
  kind: 'offers',
  label: { de: 'Einrichtungen und Angebote', en: 'Facilities and offers' },
  description: {
    de: 'Volkshochschule, Musikschule, Jugendzentrum, Beratungsstelle, Bibliothek …: wo sie sind und wie man sie erreicht',
    en: 'Adult education, music school, youth centre, counselling, library …: where they are and how to reach them',
  },
  formats: ['CSV', 'XLSX', 'GeoJSON', 'Shapefile', 'GeoPackage'],
  fields,
  options: [
    { key: 'crs', label: { de: 'Koordinatensystem (EPSG)', en: 'Coordinate system (EPSG)' }, example: '25832' },
    { key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-03-01' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const { located, crs } = locate(context, records);
    const read = located.flatMap((site) => {
      const value = offerRow(context, site, records.mapping);
      return value ? [{ row: site.record.row, value }] : [];
    });
    const rows = dropDoubled(context, read);
    sayOwnKinds(context, rows);
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: context.options['reference-date'] ?? null,
      crs,
      stored: rows.length,
      rows: { kind: 'offers', rows },
    });
  },
};

function offerRow(
  context: PrepareContext,
  { record, lon, lat }: Located,
  mapping: Record<string, string>,
): OfferRow | null {
  const [key, name, kindName] = [record.get('key'), record.get('name'), record.get('kind')];
  const kind = offerKindKey(kindName);
  if (key === '' || textOf(name) === null || kind === '') {
    context.report.reject(
      'offers.badRow',
      `„${name || key}“: Nummer, Bezeichnung oder Art fehlt: bitte alle drei eintragen.`,
      `'${name || key}': number, name or kind is missing: please enter all three.`,
      { row: record.row },
    );
    return null;
  }
  return {
    ...{ key, name, kind, kindName, lon, lat },
    provider: textOf(record.get('provider')),
    street: streetOf(record),
    postcode: textOf(record.get('postcode')),
    place: textOf(record.get('place')),
    ...contactOf(context, record),
    audience: textOf(record.get('audience')),
    ...agesOf(context, record, mapping),
  };
}

function agesOf(
  context: PrepareContext,
  record: Located['record'],
  mapping: Record<string, string>,
): Pick<OfferRow, 'ageFrom' | 'ageTo'> {
  const age = (key: string) => optionalCount(context.report, record, key, mapping[key]);
  const [ageFrom, ageTo] = [age('ageFrom'), age('ageTo')];
  if (ageFrom === null || ageTo === null || ageFrom <= ageTo) return { ageFrom, ageTo };
  context.report.warn(
    'offers.ages',
    `„${record.get('name')}“: Das Alter geht von ${ageFrom} bis ${ageTo}; beides bleibt leer, bitte berichtigen.`,
    `'${record.get('name')}': the ages run from ${ageFrom} to ${ageTo}; both stay empty, please correct them.`,
    { row: record.row },
  );
  return { ageFrom: null, ageTo: null };
}

function sayOwnKinds(context: PrepareContext, rows: readonly OfferRow[]): void {
  const own = [
    ...new Map(rows.filter(({ kind }) => !offerKindOf(kind)).map((row) => [row.kind, row.kindName])).values(),
  ];
  if (own.length === 0) return;
  context.report.note(
    `Wie geschrieben übernommene Arten: ${own.join(', ')}.`,
    `Kinds that are kept as written: ${own.join(', ')}.`,
  );
}
