/** The road network of a county: what it was made from, and what the county has drawn on it. */
import { z } from 'zod';
import { CountyKey, CountySelection, Position, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';

const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);
const Corner = z.tuple([longitude, latitude]);

export const EditKind = z.enum(['entrance', 'footpath', 'dangerous']);
export type EditKind = z.infer<typeof EditKind>;

const note = z.string().trim().max(200);
/** What is drawn. */
export const NewNetworkEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entrance'), school: z.string().max(80), note, point: Corner }),
  z.object({ kind: z.literal('footpath'), note, line: z.array(Corner).min(2).max(200) }),
  z.object({ kind: z.literal('dangerous'), note, line: z.array(Corner).min(2).max(200) }),
]);
export type NewNetworkEdit = z.infer<typeof NewNetworkEdit>;

export const NetworkEdit = z.object({
  id: z.string(),
  county: CountyKey,
  kind: EditKind,
  school: z
    .string()
    .nullable()
    .describe('Of an entrance: a school with entrances is reached by them instead of by its site'),
  note: z.string(),
  counts: z.boolean().describe('False for an entrance more than 1 km from its school, which has moved or is gone'),
  line: z.array(Position).describe('One point for an entrance'),
});
export type NetworkEdit = z.infer<typeof NetworkEdit>;

export const NetworkState = z.object({
  hasNetwork: z.boolean(),
  edits: z.array(NetworkEdit),
  sources: z.array(SourceNote),
});
export type NetworkState = z.infer<typeof NetworkState>;

/** Ways are measured again in a job: until it is done the former ones are shown. Null where there is no network. */
export const Measuring = z.object({ job: z.string().nullable() });
export type Measuring = z.infer<typeof Measuring>;

export const networkState = endpoint({
  method: 'get',
  path: '/api/counties/{county}/network',
  summary: 'Road networks in force, and the entrances, footpaths and dangerous ways that were drawn',
  tag: 'Network',
  params: z.object({ county: CountySelection }),
  query: z.object({}),
  response: NetworkState,
});

export const Reach = z.object({
  school: z.string(),
  by: z.enum(['walk', 'drive']),
  bands: z
    .looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })
    .describe(
      'From where the school is reached within properties.limit (metres on foot, seconds driving), the largest first',
    ),
  sources: z.array(SourceNote),
});
export type Reach = z.infer<typeof Reach>;

export const schoolReach = endpoint({
  method: 'get',
  path: '/api/counties/{county}/network/reach',
  summary: 'How far one walks or drives to a school within limits (isochrones), over the road network',
  tag: 'Network',
  params: z.object({ county: CountySelection }),
  query: z.object({ school: z.string().max(80), by: z.enum(['walk', 'drive']).default('walk') }),
  response: Reach,
});

export const addNetworkEdit = endpoint({
  method: 'post',
  path: '/api/counties/{county}/network/edits',
  summary: 'Draw an entrance of a school, a footpath that the map lacks, or a way that is dangerous for children',
  tag: 'Network',
  params: z.object({ county: CountyKey }),
  query: z.object({}),
  body: NewNetworkEdit,
  response: Measuring.extend({ id: z.string() }),
  status: 201,
});

export const removeNetworkEdit = endpoint({
  method: 'delete',
  path: '/api/counties/{county}/network/edits/{id}',
  summary: 'Take back what was drawn',
  tag: 'Network',
  params: z.object({ county: CountyKey, id: z.uuid() }),
  query: z.object({}),
  response: Measuring,
});
