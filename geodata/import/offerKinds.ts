/** Usual kinds of facilities and offers; any other one is kept as a list writes it. */
import type { Sentence } from '../formats/source.ts';
import { normaliseName } from './columns.ts';

export interface OfferKind {
  /** As it stands in addresses. */
  key: string;
  label: Sentence;
  /** One or two letters on the map. */
  sign: string;
  /** The whole of a kind's normalised name. */
  names: RegExp;
}

const kind = (key: string, de: string, en: string, sign: string, names: RegExp): OfferKind => ({
  ...{ key, label: { de, en }, sign, names },
});

export const offerKinds: readonly OfferKind[] = [
  kind('volkshochschule', 'Volkshochschule', 'Adult education centre', 'V', /^((kreis)?volkshochschulen?|k?vhs)$/),
  kind('musikschule', 'Musikschule', 'Music school', 'M', /^(kreis)?musikschulen?$/),
  kind('kunstschule', 'Jugendkunstschule', 'Youth art school', 'K', /^(jugend)?kunstschulen?$/),
  kind(
    'bibliothek',
    'Bibliothek',
    'Library',
    'Bi',
    /^(kreis|stadt|gemeinde)?(bibliothek(en)?|buechereie?n?|mediathek)$/,
  ),
  kind(
    'jugendzentrum',
    'Jugendzentrum',
    'Youth centre',
    'J',
    /^(juz|jugend(zentr(um|en)|haus|haeuser|treffs?|(c|k)lubs?))$/,
  ),
  kind('beratungsstelle', 'Beratungsstelle', 'Counselling service', 'Be', /^(beratung|beratungsstellen?)$/),
  kind('familienzentrum', 'Familienzentrum', 'Family centre', 'F', /^familienzentr(um|en)$/),
  kind('familienbildung', 'Familienbildungsstätte', 'Family education centre', 'Fb', /^familienbildung(sstaetten?)?$/),
  kind(
    'mehrgenerationenhaus',
    'Mehrgenerationenhaus',
    'House for all generations',
    'G',
    /^mehrgenerationenh(aus|aeuser)$/,
  ),
  kind('fruehehilfen', 'Frühe Hilfen', 'Early support for families', 'H', /^fruehehilfen$/),
  kind('sportverein', 'Sportverein', 'Sports club', 'Sp', /^sportvereine?$/),
  kind('freiertraeger', 'Freier Träger', 'Independent provider', 'T', /^freiertraeger$|^freietraeger$/),
];

const byKey = new Map(offerKinds.map((one) => [one.key, one]));

export const offerKindOf = (key: string): OfferKind | undefined => byKey.get(key);

/** Key of a usual kind, else of the kind as written; '' where there is neither letter nor digit. */
export function offerKindKey(text: string): string {
  const name = normaliseName(text);
  return offerKinds.find(({ names }) => names.test(name))?.key ?? name;
}
