/** Wire types that every resource shares. Metres, seconds, people; geometry in EPSG:4326 (GeoJSON). */
import { z } from 'zod';

export const CountyKey = z
  .string()
  .regex(/^(\d{5}|DE)$/, 'Kreisschlüssel mit 5 Ziffern oder DE')
  .describe('Key of one county: 5 digits, leading zero kept (07235), or DE for all Germany');

/** Planning across counties is chosen in the address: `07211+07235`. */
export const CountySelection = z
  .string()
  .regex(/^(\d{5}|DE)(\+(\d{5}|DE)){0,7}$/)
  .describe('One county, or several joined with + as one chosen view (07211+07235)');

export const IsoDate = z.iso.date();

export const SchoolYear = z
  .string()
  .regex(/^\d{4}\/\d{2}$/)
  .describe('School year, as 2025/26');

/** A sentence or label in both languages of the screen. */
export const Sentence = z.object({ de: z.string(), en: z.string() });
export type Sentence = z.infer<typeof Sentence>;

/**
 * A number of people after disclosure control: only `release()` makes the branded number.
 * 'hidden' = not shown, null = missing; a true zero is 0.
 */
export const Count = z
  .union([z.number().brand<'released'>(), z.literal('hidden')])
  .nullable()
  .describe("People: a number, 'hidden' (not shown) or null (no data). 0 is a true zero.");
export type Count = z.infer<typeof Count>;

/** A sum of counts that were protected at their import. */
export const ProtectedCount = z
  .union([z.number().brand<'released'>(), z.literal('hidden'), z.literal('few')])
  .nullable()
  .describe(
    "People: a multiple of the base, 'few' (0 to base − 1), 'hidden' (counted with a neighbour) or null (no data)",
  );
export type ProtectedCount = z.infer<typeof ProtectedCount>;

/** How counts of pupils in an answer are protected: once, at their import. */
export const Protection = z.object({
  base: z
    .number()
    .int()
    .describe('Every number is a multiple of it, and each published sum lies within it of the truth'),
  minimum: z.number().int().describe('Pupils that every atom holds at least'),
  notices: z.array(Sentence).describe('What cannot be compared, or is counted inside former borders'),
});
export type Protection = z.infer<typeof Protection>;

/** A share of people (0…1) or a mean over people, released with its numerator and denominator. */
export const Rate = z
  .union([z.number().brand<'released'>(), z.literal('hidden')])
  .nullable()
  .describe("Share 0…1 or a mean over people: a number, 'hidden' or null (no data)");
export type Rate = z.infer<typeof Rate>;

/** How ways to school were found. */
export const WayNote = z.object({
  method: z
    .enum(['network', 'estimate'])
    .describe(
      'network: shortest way on foot over the road network from the middle of each atom; where an atom has none, and everywhere ' +
        "with 'estimate', straight line × detourFactor",
    ),
  networkDate: IsoDate.nullable(),
  detourFactor: z.number(),
});
export type WayNote = z.infer<typeof WayNote>;

export const BoundingBox = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .describe('west, south, east, north');
export const Position = z.tuple([z.number(), z.number()]).describe('longitude, latitude');

/** Where a figure comes from; every figure on screen opens one. */
export const SourceNote = z.object({
  importId: z.string().nullable(),
  title: z.string(),
  source: z.string().nullable(),
  licence: z.string().nullable(),
  referenceDate: IsoDate.nullable(),
  importedAt: z.string().nullable(),
});
export type SourceNote = z.infer<typeof SourceNote>;

export const RuleNote = z.object({
  subject: z.string(),
  state: z.string(),
  paragraph: z.string(),
  source: z.string(),
  validFrom: IsoDate,
  confidence: z.enum(['sure', 'likely', 'unsure', 'unset']),
  summary: Sentence,
});
export type RuleNote = z.infer<typeof RuleNote>;

/** RFC 9457. `code` is stable; `detail` is one sentence that says what to do, in the language asked for. */
export const ProblemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  text: Sentence.optional(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;

export const RowProblem = z.object({
  code: z.string(),
  text: Sentence,
  row: z.number().int().optional(),
  column: z.string().optional(),
});
export type RowProblem = z.infer<typeof RowProblem>;
