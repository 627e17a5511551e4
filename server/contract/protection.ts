/** How a county protects its pupils' homes: its settings, what is stored by them, what the audit found. */
import { z } from 'zod';
import { CountyKey } from './common.ts';
import { endpoint } from './endpoint.ts';

export const ProtectionSettings = z.object({
  base: z.number().int().min(3).max(10).describe('Shown numbers are multiples of it'),
  minimum: z.number().int().min(3).max(50).describe('Pupils that an atom holds at least'),
  sensitiveTypes: z.array(z.string().max(60)).max(30).describe('School types told no finer than the Gemeinde'),
  sensitiveSchools: z.array(z.string().max(80)).max(200).describe('Further schools told no finer than the Gemeinde'),
});
export type ProtectionSettings = z.infer<typeof ProtectionSettings>;

export const ProtectedYear = z.object({
  year: z.string().describe('School year; of children before school the reference date'),
  kind: z.enum(['pupil-list', 'child-list', 'pupils']).describe('A list with addresses, or a table that came counted'),
  homeLayer: z.string(),
  base: z.number().int(),
  minimum: z.number().int(),
  atoms: z.number().int(),
  rows: z.number().int().describe('Protected counts that are stored'),
  purpose: z.string().nullable(),
  legalBasis: z.string().nullable(),
  source: z.string().nullable(),
  importedAt: z.string(),
  audit: z
    .object({
      rows: z.number().int(),
      attacked: z.number().int(),
      narrowest: z.number().int().describe('Fewest whole numbers that an attacked row may still be'),
      below: z.number().int().describe('Attacked rows that may be fewer numbers than the base'),
      at: z.string(),
    })
    .nullable()
    .describe('Result of npm run audit; null where it has not run'),
});
export type ProtectedYear = z.infer<typeof ProtectedYear>;

export const Protection = z.object({
  settings: ProtectionSettings,
  defaults: ProtectionSettings,
  atomMinimum: z.number().int().describe('The minimum, raised to a multiple of the base'),
  years: z.array(ProtectedYear).describe('Newest first'),
});
export type Protection = z.infer<typeof Protection>;

const params = z.object({ county: CountyKey });
const none = z.object({});

export const getProtection = endpoint({
  method: 'get',
  path: '/api/counties/{county}/protection',
  summary: "How pupils' homes are protected: settings, stored years, audit",
  tag: 'Protection',
  params,
  query: none,
  response: Protection,
});

export const setProtection = endpoint({
  method: 'put',
  path: '/api/counties/{county}/protection',
  summary: 'Change the settings; they hold for lists that are imported from then on',
  tag: 'Protection',
  params,
  query: none,
  body: ProtectionSettings,
  bodyType: 'application/json',
  response: Protection,
});
