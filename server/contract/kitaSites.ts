/** Scene Kita-Versorgung, what to build: where new places help most, and which can go with least harm. */
import { z } from 'zod';
import {
  CountyKey,
  CountySelection,
  IsoDate,
  Position,
  ProtectedCount,
  Rate,
  Sentence,
  SourceNote,
  WayNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { RatesChoice } from './kita.ts';

const Asked = z.object({
  group: z.string().max(10).optional(),
  layer: z.string().max(60).optional(),
  date: IsoDate.optional(),
  rate: z.coerce.number().min(0).max(1.5).optional().describe('Target rate instead of the default'),
  rates: RatesChoice,
  metres: z.coerce.number().int().optional().describe('Accepted way on foot'),
  places: z.coerce.number().int().min(1).max(1000).optional().describe('75 where nothing is asked'),
});

/** A place that could get a Kita: where children live. */
export const SiteGain = z.object({
  position: Position,
  county: CountyKey,
  area: z.string().nullable().describe('Key of the area of the layer'),
  name: z.string().describe('Of the plot; of a home its area'),
  gain: ProtectedCount.describe('Children who have a place then, in the best possible assignment, and had none'),
  metres: Rate.describe('Mean way of all who have a place then'),
});
export type SiteGain = z.infer<typeof SiteGain>;

const Common = {
  layer: z.string(),
  date: IsoDate.nullable(),
  basis: z.string().nullable(),
  group: z.string(),
  targetRate: z.number(),
  metres: z.number(),
  choices: z.array(z.number()),
  places: z.number().int(),
  ways: WayNote,
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
};

export const KitaSites = z.object({
  ...Common,
  count: z.number().int(),
  from: z.enum(['list', 'homes']).describe("What was compared: the county's own list of plots, or all homes"),
  listed: z.number().int().describe('Plots of the list'),
  candidates: z.number().int().describe('Places that were compared'),
  unserved: Rate.describe('Children without a place in the best possible assignment of today'),
  metresToday: Rate.describe('Mean way of all who have a place in it'),
  chosen: z.array(SiteGain).describe('In the order in which they are opened; each gains beside those before it'),
  ranking: z.array(SiteGain).describe('Of the first choice: the best, and the best of the other areas'),
  gain: Rate.describe('Of all that are opened'),
  bound: Rate.describe('No choice of as many sites gains more'),
});
export type KitaSites = z.infer<typeof KitaSites>;

export const kitaSites = endpoint({
  method: 'get',
  path: '/api/counties/{county}/kita/sites',
  summary: 'Where new Kita places help most: best sites, runner-up, and the proven bound',
  tag: 'Kita',
  params: z.object({ county: CountySelection }),
  query: Asked.extend({
    count: z.coerce.number().int().min(1).max(5).optional().describe('Sites; 1 where not asked'),
    from: z.enum(['list', 'homes']).optional().describe('The list where there is one'),
  }),
  response: KitaSites,
});

const KitaName = z.object({ county: CountyKey, key: z.string(), name: z.string(), position: Position });

export const FewerPlaces = z.object({
  ...Common,
  step: z.number().int().describe('Places of a group, which go together'),
  gone: z.number().describe('Places that go: the asked ones in whole groups'),
  givenUp: z.array(KitaName.extend({ places: z.number(), before: z.number() })),
  unserved: z.object({ before: Rate, after: Rate }).describe('Children without a place'),
  lost: Rate.describe('Children who lose their place'),
  metresMore: Rate.describe('Metres by which the ways of all who have a place grow on average'),
  bound: Rate.describe('However the places are taken, at least so many children lose theirs'),
  runnerUp: z
    .object({ spared: z.string(), instead: z.string(), lost: Rate })
    .nullable()
    .describe('The next best choice: the Kita that gives up a group less, and the one that does so in its stead'),
  closings: z
    .array(KitaName.extend({ places: z.number(), lost: ProtectedCount, metres: Rate }))
    .describe(
      'What a whole Kita would cost: children who lose their place, and the mean way of all then; least harm first',
    ),
});
export type FewerPlaces = z.infer<typeof FewerPlaces>;

export const fewerPlaces = endpoint({
  method: 'get',
  path: '/api/counties/{county}/kita/fewer-places',
  summary: 'Which Kita places can go with least harm, and what closing each Kita would cost',
  tag: 'Kita',
  params: z.object({ county: CountySelection }),
  query: Asked.extend({ step: z.coerce.number().int().min(1).max(100).optional().describe('15 where not asked') }),
  response: FewerPlaces,
});
