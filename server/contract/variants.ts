/** Planning variants: a base and typed changes, and the figures that follow. People are sums of protected counts. */
import { z } from 'zod';
import {
  CountyKey,
  Position,
  Protection,
  Rate,
  RuleNote,
  SchoolYear,
  Sentence,
  SourceNote,
  WayNote,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { ChildrenAhead, childrenModes, Mode, Plan, Year } from './plan.ts';

export * from './plan.ts';

/** Where a variant stands in the planning cycle (Planungskreislauf). */
export const variantStatuses = ['analyse', 'goal', 'variant', 'decision', 'measure', 'review'] as const;
export const VariantStatus = z.enum(variantStatuses);
export type VariantStatus = z.infer<typeof VariantStatus>;

export const VariantHead = z.object({
  id: z.string(),
  county: CountyKey,
  version: z.number().int().describe('Number of the last change; name it in If-Match to change the variant'),
  name: z.string(),
  status: VariantStatus,
  notes: z.string(),
  schoolYear: SchoolYear.describe('Of the pupils it was begun with'),
  copiedFrom: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type VariantHead = z.infer<typeof VariantHead>;

const Grade = z.number().int().min(1).max(13);
const Key = z.string().min(1).max(80);
const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);
const Atoms = z.array(z.string().max(80)).min(1).max(20_000);

/** Which homes are meant. */
export const Selection = z.discriminatedUnion('by', [
  z.object({ by: z.literal('atoms'), atoms: Atoms }),
  z.object({ by: z.literal('areas'), layer: z.string().max(60), areas: z.array(Key).min(1).max(500) }),
  z.object({
    by: z.literal('street'),
    street: z.string().trim().min(1).max(120),
    place: z.string().trim().max(120).optional(),
  }),
  z.object({
    by: z.literal('polygon'),
    ring: z
      .array(z.tuple([longitude, latitude]))
      .min(3)
      .max(2000),
  }),
  z.object({ by: z.literal('nearest') }).describe('All for which the school is the nearest open one of its type'),
]);
export type Selection = z.infer<typeof Selection>;

export const NewChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('assign'),
    schoolType: z.string().max(40),
    school: Key,
    homes: Selection,
    from: Year,
    mode: Mode,
    siblings: z.number().min(0).max(1).optional().describe('Share of entrants who stay with a sibling'),
  }),
  z.object({ kind: z.literal('close'), school: Key, from: Year, mode: Mode }),
  z.object({
    kind: z.literal('open'),
    name: z.string().trim().min(1).max(120),
    schoolType: z.string().max(40),
    authority: z.string().trim().max(120).nullable(),
    gradeFrom: Grade,
    gradeTo: Grade,
    parallelClasses: z.number().min(0.5).max(20),
    places: z.number().int().min(1).max(5000),
    lon: longitude,
    lat: latitude,
    from: Year,
  }),
  z.object({ kind: z.literal('move'), school: Key, lon: longitude, lat: latitude, from: Year }),
  z.object({
    kind: z.literal('resize'),
    school: Key,
    parallelClasses: z.number().min(0.5).max(20).nullable(),
    places: z.number().int().min(0).max(5000).nullable(),
    gradeFrom: Grade.nullable(),
    gradeTo: Grade.nullable(),
    from: Year,
  }),
  z.object({ kind: z.enum(['lock', 'unlock']), schoolType: z.string().max(40), homes: Selection }),
  z.object({ kind: z.enum(['undo', 'redo']) }),
]);
export type NewChange = z.infer<typeof NewChange>;

export const ChangeEntry = z.object({
  kind: z.enum(['assign', 'close', 'open', 'move', 'resize', 'lock', 'unlock', 'kitaOpen', 'kitaPlaces', 'kitaClose']),
  schoolType: z.string().nullable(),
  schools: z.array(z.string()).describe('Keys of the schools it names'),
  atoms: z.number().int().describe('Number of atoms it moves or locks'),
  label: z.string(),
  from: Year.nullable(),
  mode: Mode.nullable(),
});
export type ChangeEntry = z.infer<typeof ChangeEntry>;

export const Variant = z.object({
  ...VariantHead.shape,
  changes: z.array(ChangeEntry).describe('In force, oldest first'),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  notices: z.array(z.object({ de: z.string(), en: z.string() })),
  plan: Plan,
});
export type Variant = z.infer<typeof Variant>;

export const NewVariant = z.object({
  name: z.string().trim().min(1).max(120),
  copyOf: z.uuid().optional(),
  version: z.number().int().min(0).optional().describe('Of the copied one: its changes up to there'),
});

export const VariantText = z.object({
  name: z.string().trim().min(1).max(120).optional(),
  status: VariantStatus.optional(),
  notes: z.string().max(5000).optional(),
});
export type VariantText = z.infer<typeof VariantText>;

export const ChoiceTest = z.object({
  schoolType: z.string(),
  from: SchoolYear.describe('The shares of this year …'),
  to: SchoolYear.describe('… held against the choices of this one'),
  misplaced: Rate.describe('Share of pupils whom the shares send to another school than they went to'),
  misplacedByNearest: Rate.describe('The same of everybody to the nearest'),
  low: Rate.describe('Predicted ÷ observed pupils of a school: eight of ten schools lie between low …'),
  high: Rate.describe('… and high'),
  schools: z.number().int().describe('Schools from 30 pupils on, of which the interval is'),
});
export type ChoiceTest = z.infer<typeof ChoiceTest>;

const InCounty = z.object({ county: CountyKey });
const OfVariant = z.object({ county: CountyKey, id: z.uuid() });
const Shown = z.object({
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  children: z
    .enum(childrenModes)
    .optional()
    .describe(
      'As many as today (default), or as forecast for the year; where there is no forecast, as today with a notice',
    ),
});

export const listVariants = endpoint({
  method: 'get',
  path: '/api/counties/{county}/variants',
  summary: 'Planning variants of the county, the one changed last first',
  tag: 'Variants',
  params: InCounty,
  query: z.object({}),
  response: z.object({ variants: z.array(VariantHead) }),
});

export const planToday = endpoint({
  method: 'get',
  path: '/api/counties/{county}/plan',
  summary:
    'What variants start from: schools, districts and figures of today, or of a school year to come without any change',
  tag: 'Variants',
  params: InCounty,
  query: Shown,
  response: z.object({
    plan: Plan,
    lookAhead: z
      .object({ forecast: ChildrenAhead.nullable(), missing: Sentence.nullable().describe('Why there is none') })
      .describe('What children=ahead would rest on'),
    protection: Protection,
    ways: WayNote,
    rules: z.array(RuleNote),
    burden: z.object({ indicator: z.string(), year: z.number().int() }).nullable(),
    choice: z
      .array(ChoiceTest)
      .describe('How well the model of choice tells a later year; empty without an earlier list'),
    sources: z.array(SourceNote),
  }),
});

export const planGround = endpoint({
  method: 'get',
  path: '/api/counties/{county}/plan/ground',
  summary: 'The atoms as ground without holes, as arcs that neighbours share',
  tag: 'Variants',
  params: InCounty,
  query: z.object({}),
  response: z.object({
    atoms: z.array(z.object({ key: z.string(), name: z.string(), home: z.string(), point: Position })),
    arcs: z.array(z.array(Position)),
    sides: z
      .array(z.tuple([z.number().int(), z.number().int()]))
      .describe('Atom on either side of each arc; −1 outside'),
    polygons: z
      .array(z.array(z.array(z.array(z.number().int()))))
      .describe('Of each atom: polygons, rings, arcs as in TopoJSON (~n: arc n backwards)'),
  }),
});

export const newVariant = endpoint({
  method: 'post',
  path: '/api/counties/{county}/variants',
  summary: 'Begin a variant, or copy one with its changes',
  tag: 'Variants',
  params: InCounty,
  query: z.object({}),
  body: NewVariant,
  response: VariantHead,
  status: 201,
});
export const getVariant = endpoint({
  method: 'get',
  path: '/api/counties/{county}/variants/{id}',
  summary: 'A variant with its changes and figures',
  tag: 'Variants',
  params: OfVariant,
  query: Shown,
  response: Variant,
});

export const changeVariant = endpoint({
  method: 'post',
  path: '/api/counties/{county}/variants/{id}/changes',
  summary: 'Change a variant (If-Match: its version); the figures that follow come back',
  tag: 'Variants',
  params: OfVariant,
  query: Shown,
  body: NewChange,
  ifMatch: true,
  response: Variant,
});

export const describeVariant = endpoint({
  method: 'patch',
  path: '/api/counties/{county}/variants/{id}',
  summary: 'Name, status and notes of a variant (If-Match: its version)',
  tag: 'Variants',
  params: OfVariant,
  query: z.object({}),
  body: VariantText,
  ifMatch: true,
  response: VariantHead,
});
export const removeVariant = endpoint({
  method: 'delete',
  path: '/api/counties/{county}/variants/{id}',
  summary: 'Remove a variant (If-Match: its version)',
  tag: 'Variants',
  params: OfVariant,
  query: z.object({}),
  ifMatch: true,
  response: z.object({}),
});
