/** What the map, its tooltip and the table say of offers. */
import type { Offer, Offers } from '../../../server/contract/offers.ts';
import type { Tooltip } from '../../map/mapView.svelte.ts';
import type { Text } from '../../text/de.ts';

type Words = Text['socialScene']['offers'];

/** Of the chosen kinds, in the chosen area; an area that the layer does not have chooses none. */
export function shownOffers(
  { offers, areas }: Pick<Offers, 'offers' | 'areas'>,
  kinds: readonly string[],
  selected: string | null,
): Offer[] {
  const isThere = areas.some(({ county, key }) => `${county}/${key}` === selected);
  return offers.filter(
    ({ county, kind, area }) => kinds.includes(kind) && (!isThere || `${county}/${area}` === selected),
  );
}

export const addressLine = ({
  street,
  postcode,
  place,
  gemeinde = null,
}: Pick<Offer, 'street' | 'postcode' | 'place'> & { gemeinde?: string | null }): string =>
  [street, [postcode, place ?? gemeinde].filter(Boolean).join(' ')].filter(Boolean).join(', ');

export function agesOf({ ageFrom, ageTo }: Offer, words: Words): string {
  if (ageFrom !== null && ageTo !== null) return words.ages(ageFrom, ageTo);
  if (ageFrom !== null) return words.agesFrom(ageFrom);
  return ageTo === null ? '' : words.agesTo(ageTo);
}

/** '(0)' is dialled only without the country's number. */
export const telephone = (phone: string): string => `tel:${phone.replace('(0)', '').replaceAll(/[^\d+]/g, '')}`;

export function offerTip(offer: Offer, kind: string, words: Words): Tooltip {
  const lines = [
    [kind, offer.provider].filter(Boolean).join(' · '),
    [offer.audience, agesOf(offer, words)].filter(Boolean).join(' · '),
    addressLine(offer),
    offer.phone ?? '',
  ];
  return { title: offer.name, lines: lines.filter(Boolean) };
}
