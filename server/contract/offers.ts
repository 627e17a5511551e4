/** What there is in a county beside its plans: facilities and offers, and programmes in which Kitas and schools take part. */
import { z } from 'zod';
import { CountySelection, Position, Sentence, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';

export const OfferKind = z.object({
  key: z.string().describe('Stable, in addresses too'),
  label: Sentence,
  sign: z.string().describe('One or two letters for the map'),
  offers: z.number().int(),
});
export type OfferKind = z.infer<typeof OfferKind>;

/** Of an institution: none of it is a person's own. */
const reachedBy = {
  street: z.string().nullable(),
  postcode: z.string().nullable(),
  place: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  web: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .describe('Always with http or https'),
};

export const Offer = z.object({
  county: z.string(),
  key: z.string(),
  name: z.string(),
  kind: z.string(),
  provider: z.string().nullable(),
  ...reachedBy,
  audience: z.string().nullable(),
  ageFrom: z.number().int().nullable(),
  ageTo: z.number().int().nullable(),
  position: Position,
  gemeinde: z.string().nullable().describe('Name of the Gemeinde in which it lies; null: in none'),
  area: z.string().nullable().describe('Key of the area of the layer in which it lies; null: in none'),
});
export type Offer = z.infer<typeof Offer>;

export const Contact = z.object({
  county: z.string(),
  of: z.string().nullable().describe('Name of the area for which it is responsible; null: the whole county'),
  areas: z
    .array(z.string())
    .nullable()
    .describe('county/key of the areas of the layer that are it, lie in it or hold it; null: everywhere'),
  subject: z.string(),
  office: z.string(),
  ...reachedBy,
});
export type Contact = z.infer<typeof Contact>;

/** Institutions are no people: their numbers are as they are. */
export const Taking = z.object({
  taking: z.number().int().describe('Institutions in the programme'),
  all: z.number().int().describe('All institutions of the kind'),
  share: z.number().nullable().describe('0…1; null: there is none of the kind'),
});
export type Taking = z.infer<typeof Taking>;

export const Programme = z.object({
  key: z.string(),
  name: z.string(),
  institutions: z.enum(['kita', 'school']),
  year: z.number().int().describe('In which they take part: the one of the list'),
  whole: Taking,
  areas: z.array(Taking.extend({ county: z.string(), key: z.string(), name: z.string() })),
});
export type Programme = z.infer<typeof Programme>;

export const Offers = z.object({
  layer: z.string(),
  kinds: z.array(OfferKind).describe('Of which there are offers, most first'),
  offers: z.array(Offer),
  areas: z.array(
    z.object({
      county: z.string(),
      key: z.string(),
      name: z.string(),
      byKind: z.record(z.string(), z.number().int()).describe('Number of offers by kind; a kind left out has none'),
    }),
  ),
  contacts: z.array(Contact).describe('Offices to turn to, in the order of their list'),
  programmes: z.array(Programme),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type Offers = z.infer<typeof Offers>;

export const countyOffers = endpoint({
  method: 'get',
  path: '/api/counties/{county}/offers',
  summary:
    'Facilities and offers with their contact, by kind and area; offices to turn to; Kitas and schools in programmes, by area',
  tag: 'Social spaces',
  params: z.object({ county: CountySelection }),
  query: z.object({ layer: z.string().max(60).optional() }),
  response: Offers,
});
