/** What there is in the chosen counties: offers with the areas in which they lie, and who takes part in programmes. */
import { offerKindOf } from '../../../geodata/import/offerKinds.ts';
import type { Sentence } from '../../contract/common.ts';
import type { Offer, OfferKind, Offers, Programme } from '../../contract/offers.ts';
import { layerImports, listAreas } from '../../data/repositories/areas.ts';
import { listOffers, type OfferRecord } from '../../data/repositories/offers.ts';
import { areasAt } from '../../data/repositories/sites.ts';
import type { Operation } from '../../context.ts';
import { chosenCounties, sources } from '../counties.ts';
import { chooseLayer, type ChosenLayer } from '../layers.ts';
import { contactsFor } from './contacts.ts';
import {
  institutionsByArea,
  PROGRAMME_KINDS,
  programmeGround,
  takingIn,
  takingOf,
  type ProgrammeGround,
} from './programmes.ts';

export async function offersOf(
  context: Operation,
  selection: string,
  query: { layer?: string | undefined },
): Promise<Offers> {
  const { db } = context.database;
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const layer = await chooseLayer(context, counties, query.layer, ['gemeinde']);
  const records = await listOffers(db, counties);
  const gemeinden = await layerImports(db, counties, 'gemeinde', null);
  const nameOf = new Map(
    (await listAreas(db, gemeinden, counties)).map(({ county, key, name }) => [`${county}/${key}`, name]),
  );
  const inLayer = await placed(context, counties, layer.imports, records);
  const inGemeinde = await placed(context, counties, gemeinden, records);
  const offers = records.map(({ kindName: _written, lon, lat, ...offer }): Offer => {
    const id = `${offer.county}/${offer.key}`;
    const gemeinde = inGemeinde.get(id);
    return {
      ...offer,
      position: [lon, lat],
      gemeinde: gemeinde === undefined ? null : (nameOf.get(`${offer.county}/${gemeinde}`) ?? null),
      area: inLayer.get(id) ?? null,
    };
  });
  const ground = await programmeGround(context, counties);
  return {
    layer: layer.layer,
    kinds: kindsOf(records),
    offers,
    areas: countedBy(layer, offers),
    contacts: await contactsFor(context, counties, layer),
    programmes: await toldProgrammes(context, counties, layer, ground),
    notices: [...outsideNotice(offers), ...ground.notices],
    sources: await sources(context, counties, [
      'offers',
      'contacts',
      ...(ground.programmes.length > 0 ? PROGRAMME_KINDS : []),
    ]),
  };
}

/** `county/key` of each offer → key of its area. */
async function placed(
  context: Operation,
  counties: string[],
  imports: string[],
  records: readonly OfferRecord[],
): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (const county of counties) {
    const own = records.filter((offer) => offer.county === county);
    for (const [key, area] of await areasAt(context.database.db, county, imports, own))
      all.set(`${county}/${key}`, area);
  }
  return all;
}

/** A kind that is no usual one goes by the first spelling, and by its first letter on the map. */
function kindsOf(records: readonly OfferRecord[]): OfferKind[] {
  const kinds = new Map<string, OfferKind>();
  for (const { kind, kindName } of records) {
    const there = kinds.get(kind);
    if (there) {
      there.offers++;
      continue;
    }
    const usual = offerKindOf(kind);
    const label = usual?.label ?? { de: kindName, en: kindName };
    kinds.set(kind, { key: kind, label, sign: usual?.sign ?? kindName.slice(0, 1).toUpperCase(), offers: 1 });
  }
  return [...kinds.values()].sort((a, b) => b.offers - a.offers || a.label.de.localeCompare(b.label.de, 'de'));
}

function countedBy({ areas }: ChosenLayer, offers: readonly Offer[]): Offers['areas'] {
  const counts = new Map<string, Record<string, number>>();
  for (const { county, area, kind } of offers) {
    if (area === null) continue;
    const id = `${county}/${area}`;
    const byKind = counts.get(id) ?? {};
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    counts.set(id, byKind);
  }
  return areas.map(({ county, key, name }) => ({ county, key, name, byKind: counts.get(`${county}/${key}`) ?? {} }));
}

async function toldProgrammes(
  context: Operation,
  counties: string[],
  { areas, imports }: ChosenLayer,
  { programmes, all }: ProgrammeGround,
): Promise<Programme[]> {
  if (programmes.length === 0) return [];
  const byArea = await institutionsByArea(context, counties, imports);
  return programmes.map((programme) => {
    const { key, name, institutions, years } = programme;
    const year = years.at(-1)!;
    const taking = takingIn(programme, year);
    return {
      ...{ key, name, institutions, year },
      whole: takingOf(all[institutions], taking),
      areas: areas.map((area) => ({
        ...{ county: area.county, key: area.key, name: area.name },
        ...takingOf(byArea[institutions].get(`${area.county}/${area.key}`) ?? [], taking),
      })),
    };
  });
}

function outsideNotice(offers: readonly Offer[]): Sentence[] {
  const outside = offers.filter(({ area }) => area === null);
  if (outside.length === 0) return [];
  const names = outside.slice(0, 5).map(({ name }) => name);
  const list = names.join(', ') + (outside.length > names.length ? ' …' : '');
  return [
    {
      de: `In keinem Gebiet dieser Ebene liegen ${outside.length} Angebote (${list}): sie stehen in der Liste, zählen aber in keinem Gebiet. Bitte die Koordinaten prüfen.`,
      en: `${outside.length} offers lie in no area of this layer (${list}): they are in the list, and counted in no area. Please check their coordinates.`,
    },
  ];
}
