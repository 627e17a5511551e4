/** Kitas with their places: licensed, usable, by age; what a list does not split stays unsplit. */
import { unassignedPlaces } from '../../../server/planning/kita/supply.ts';
import { openRecords } from '../records.ts';
import { finish } from '../finish.ts';
import { optionalCount } from '../numbers.ts';
import { dropDoubled, field, locate, MAY_BE_EMPTY, siteFields, streetOf, textOf, type Located } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { KitaRow } from '../rows.ts';

const fields = [
  field('key', 'Kita-Nummer', 'Kita number', [/^(kitanummer|kitanr|einrichtungsnummer|enr|id|nr|key)$/], true),
  field('name', 'Name', 'Name', [/^(name|ename|einrichtung|bezeichnung|kita)$/], true),
  field('provider', 'Träger', 'Provider', [/^(traeger|tname|provider|traegername)$/]),
  field('providerType', 'Trägerart', 'Provider type', [/^(traegerart|tart)$/]),
  siteFields.county,
  siteFields.street,
  siteFields.houseNumber,
  siteFields.postcode,
  siteFields.place,
  siteFields.x,
  siteFields.y,
  field('licensedPlaces', 'genehmigte Plätze', 'Licensed places', [
    /^(genehmigteplaetze|plaetzegenehmigt|betriebserlaubnis)$/,
  ]),
  field('usablePlaces', 'belegbare Plätze', 'Usable places', [
    /^(belegbareplaetze|plaetze|eplatz|all|plaetzeinsgesamt|angebotsplaetze)$/,
  ]),
  field('placesU3', 'davon unter 3', 'of these under 3', [/^(davonunter3|plaetzeunter3|plaetzeu3|u3|under|unter3)$/]),
  field('placesUe3', 'davon ab 3', 'of these 3 and older', [/^(davonab3|plaetzeab3|plaetzeue3|ue3|over|ab3)$/]),
  field('occupiedU3', 'belegt unter 3', 'occupied under 3', [/^(belegtunter3|belegtu3)$/]),
  field('occupiedUe3', 'belegt ab 3', 'occupied 3 and older', [/^(belegtab3|belegtue3)$/]),
  field('hortPlaces', 'Hortplätze', 'Hort places', [/^(davon)?(hort|hortplaetze|plaetzehort)$/], false, MAY_BE_EMPTY),
  field('occupiedHort', 'belegt Hort', 'occupied Hort', [/^(belegthort|hortbelegt)$/], false, MAY_BE_EMPTY),
  field(
    'fullDayPlaces',
    'davon ganztags (über 35 Std.)',
    'of these full-day (over 35 hours)',
    [/^(davon)?ganztags(plaetze)?(ueber35.*)?$/, /^plaetzeueber35(std|h|stunden)?$/],
    false,
    MAY_BE_EMPTY,
  ),
  field(
    'integrationPlaces',
    'Integrationsplätze',
    'Integration places',
    [/^(davon)?(integrationsplaetze|iplaetze|integrativeplaetze|plaetzeintegration|integration)$/],
    false,
    MAY_BE_EMPTY,
  ),
  field(
    'guests',
    'davon Kinder von außerhalb',
    'of these children from outside',
    [/^(davon)?(kindervonausserhalb|auswaertigekinder|auswaertige|gastkinder)$/],
    false,
    MAY_BE_EMPTY,
  ),
];

export const kitas: KindDefinition = {
  kind: 'kitas',
  label: { de: 'Kitas', en: 'Kitas' },
  description: { de: 'Kindertageseinrichtungen mit ihren Plätzen', en: 'Childcare facilities with their places' },
  formats: ['CSV', 'XLSX', 'GeoJSON', 'Shapefile', 'GeoPackage'],
  fields,
  options: [
    { key: 'crs', label: { de: 'Koordinatensystem (EPSG)', en: 'Coordinate system (EPSG)' }, example: '25832' },
    { key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-03-01' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const { located, crs } = locate(context, records);
    const rows = dropDoubled(
      context,
      located.map((site) => ({ row: site.record.row, value: kitaRow(context, site, records.mapping) })),
    );
    const apart = withoutHort(context, rows);
    sayUnsplit(context, apart);
    return finish(context, records, {
      scopes: ['kitas'],
      referenceDate: context.options['reference-date'] ?? null,
      crs,
      stored: apart.length,
      rows: { kind: 'kitas', rows: apart },
    });
  },
};

function kitaRow(context: PrepareContext, { record, lon, lat }: Located, mapping: Record<string, string>): KitaRow {
  const count = (key: string) => optionalCount(context.report, record, key, mapping[key]);
  const licensedPlaces = count('licensedPlaces');
  return {
    key: record.get('key'),
    name: record.get('name'),
    provider: textOf(record.get('provider')),
    providerType: textOf(record.get('providerType')),
    street: streetOf(record),
    postcode: textOf(record.get('postcode')),
    place: textOf(record.get('place')),
    licensedPlaces,
    usablePlaces: 'usablePlaces' in mapping ? count('usablePlaces') : licensedPlaces,
    placesU3: count('placesU3'),
    placesUe3: count('placesUe3'),
    occupiedU3: count('occupiedU3'),
    occupiedUe3: count('occupiedUe3'),
    hortPlaces: count('hortPlaces'),
    occupiedHort: count('occupiedHort'),
    fullDayPlaces: count('fullDayPlaces'),
    integrationPlaces: count('integrationPlaces'),
    guests: count('guests'),
    lon,
    lat,
  };
}

/** Where the usable places hold those of the Hort too, they are taken off: they are no places for younger children. */
function withoutHort(context: PrepareContext, rows: KitaRow[]): KitaRow[] {
  let held = 0;
  const apart = rows.map((row) => {
    const hort = row.hortPlaces ?? 0;
    const unassigned = unassignedPlaces({ usable: row.usablePlaces, u3: row.placesU3, ue3: row.placesUe3 });
    if (hort === 0 || row.usablePlaces === null || unassigned < hort) return row;
    held++;
    return { ...row, usablePlaces: row.usablePlaces - hort };
  });
  if (held > 0)
    context.report.note(
      `In ${held} Einrichtungen standen die Hortplätze in den belegbaren Plätzen; sie zählen nun für sich.`,
      `In ${held} facilities the Hort places stood in the usable ones; they count on their own now.`,
    );
  return apart;
}

function sayUnsplit(context: PrepareContext, rows: KitaRow[]): void {
  const total = rows.reduce((sum, row) => sum + (row.usablePlaces ?? 0), 0);
  const unsplit = rows.reduce(
    (sum, row) => sum + unassignedPlaces({ usable: row.usablePlaces, u3: row.placesU3, ue3: row.placesUe3 }),
    0,
  );
  const none = rows.filter((row) => row.usablePlaces === null).length;
  context.report.note(
    `${total.toLocaleString('de-DE')} Plätze, davon ${unsplit.toLocaleString('de-DE')} ohne Altersgruppe.`,
    `${total.toLocaleString('en-GB')} places, of these ${unsplit.toLocaleString('en-GB')} without an age group.`,
  );
  if (none > 0) {
    context.report.note(
      `${none} Einrichtungen nennen keine Platzzahl; sie zählen als „keine Angabe“, nicht als 0.`,
      `${none} facilities state no number of places; they count as 'no data', not as 0.`,
    );
  }
}
