/** The best districts that can be: a job that ends with plans, each with how far it is from the best possible. */
import { z } from 'zod';
import { CountyKey, Rate, Sentence } from './common.ts';
import { endpoint } from './endpoint.ts';
import { VariantHead } from './variants.ts';

const Weight = z.number().min(0).max(10);
export const PlanWeights = z.object({
  distance: Weight.describe('Mean way, as part of today’s'),
  utilisation: Weight.describe('Schools unequally full: Σ|load − even load| ÷ pupils'),
  moved: Weight.describe('Pupils who change their school, as part of all'),
  mix: Weight.describe('Social separation: index of dissimilarity'),
});
export type PlanWeights = z.infer<typeof PlanWeights>;

export const OptimiseWish = z.object({
  schoolType: z.string().max(40),
  from: z
    .number()
    .int()
    .min(2000)
    .max(2100)
    .describe('First calendar year of the school year from which it would hold'),
  weights: PlanWeights.refine((weights) => Object.values(weights).some((weight) => weight > 0)),
  capacity: z.boolean().describe('No school above its places'),
  minimum: z.boolean().describe('No school below its minimum size'),
  seconds: z.number().int().min(1).max(600),
  plans: z
    .number()
    .int()
    .min(1)
    .max(8)
    .describe('1: the best for the weights; more: plans from few moves to short ways'),
});
export type OptimiseWish = z.infer<typeof OptimiseWish>;

const Terms = z.object({ distance: Rate, utilisation: Rate, moved: Rate, mix: Rate });

export const OptimalPlan = z.object({
  terms: Terms,
  goal: Rate,
  bound: Rate.describe('No plan that keeps the rules has a lesser goal'),
  gap: z.number().describe('(goal − bound) ÷ goal; 0: proven best'),
  difference: Rate.describe('goal − bound: says more where the goal is near 0'),
  meanMetres: Rate,
  moved: Rate.describe('Pupils'),
  atoms: z.number().int().describe('Atoms with another school than in the variant'),
});
export type OptimalPlan = z.infer<typeof OptimalPlan>;

export const PlanRule = z.object({
  kind: z.enum(['capacity', 'minimum', 'locked', 'contiguity', 'totalCapacity']),
  school: z.string().nullable(),
  atom: z.string().nullable(),
  gain: Rate.describe('By how much the goal would fall without the rule; null in a contradiction'),
});
export type PlanRule = z.infer<typeof PlanRule>;

export const Optimised = z.object({
  schoolType: z.string(),
  status: z.enum(['optimal', 'feasible', 'infeasible', 'stopped']),
  plans: z.array(OptimalPlan).describe('By pupils moved, fewest first'),
  today: z.object({ goal: Rate, terms: Terms, keepsRules: z.boolean() }).nullable(),
  binding: z.array(PlanRule).describe('What keeps the plan from being better, the most important first'),
  conflict: z.array(PlanRule).describe('Rules that contradict each other: without any one of them there is a plan'),
  islands: z.number().int().describe('Parts of the county without a school of the type inside: handled apart'),
  seconds: z.number(),
});
export type Optimised = z.infer<typeof Optimised>;

export const OptimiseJob = z.object({
  id: z.string(),
  county: CountyKey,
  status: z.enum(['running', 'done', 'failed']),
  phase: Sentence,
  progress: z.number().min(0).max(1),
  result: Optimised.nullable(),
  problem: z.object({ code: z.string(), status: z.number().int(), text: Sentence }).nullable(),
});
export type OptimiseJob = z.infer<typeof OptimiseJob>;

const OfVariant = z.object({ county: CountyKey, id: z.uuid() });
const OfJob = z.object({ county: CountyKey, id: z.uuid(), job: z.uuid() });

export const startOptimising = endpoint({
  method: 'post',
  path: '/api/counties/{county}/variants/{id}/optimise',
  summary: 'Look for the best districts that the variant’s schools and locks allow',
  tag: 'Variants',
  params: OfVariant,
  query: z.object({}),
  body: OptimiseWish,
  response: OptimiseJob,
  status: 202,
});

export const getOptimising = endpoint({
  method: 'get',
  path: '/api/counties/{county}/variants/{id}/optimise/{job}',
  summary: 'How far it has come, and in the end the plans',
  tag: 'Variants',
  params: OfJob,
  query: z.object({}),
  response: OptimiseJob,
});

export const stopOptimising = endpoint({
  method: 'delete',
  path: '/api/counties/{county}/variants/{id}/optimise/{job}',
  summary: 'Stop it; nothing is stored',
  tag: 'Variants',
  params: OfJob,
  query: z.object({}),
  response: z.object({}),
});

export const takePlan = endpoint({
  method: 'post',
  path: '/api/counties/{county}/variants/{id}/optimise/{job}/variants',
  summary: 'One of the plans as a variant of its own: a copy with the districts redrawn',
  tag: 'Variants',
  params: OfJob,
  query: z.object({}),
  body: z.object({ plan: z.number().int().min(0), name: z.string().trim().min(1).max(120) }),
  response: VariantHead,
  status: 201,
});
export const TakePlan = takePlan.body as z.ZodType<{ plan: number; name: string }>;
