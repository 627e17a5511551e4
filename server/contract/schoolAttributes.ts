/** What schools have and offer, and the guide to them that a county puts on its own web server. No people: neither names nor numbers. */
import { z } from 'zod';
import { CountyKey, CountySelection, Sentence, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';

export const AttributeGroup = z.enum(['equipment', 'offer', 'contact', 'other']);
export type AttributeGroup = z.infer<typeof AttributeGroup>;

export const AttributeValue = z
  .union([z.number(), z.boolean(), z.string(), z.array(z.string())])
  .describe('As the type says: number; true or false; words; else one text');
export type AttributeValue = z.infer<typeof AttributeValue>;

export const SchoolAttribute = z.object({
  key: z.string().describe('Stable, in addresses too'),
  label: Sentence,
  short: Sentence.describe('For the head of a column'),
  group: AttributeGroup,
  type: z.enum(['number', 'yesNo', 'words', 'text', 'address', 'phone', 'email', 'web']),
  unit: z.string().nullable(),
  schools: z.number().int().describe('Of how many schools it is told'),
});
export type SchoolAttribute = z.infer<typeof SchoolAttribute>;

export const DescribedSchool = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  schoolType: z.string(),
  values: z.record(z.string(), AttributeValue).describe('By key of the attribute; one left out is not told'),
});
export type DescribedSchool = z.infer<typeof DescribedSchool>;

export const SchoolAttributes = z.object({
  attributes: z.array(SchoolAttribute).describe('In the order of the table'),
  schools: z.array(DescribedSchool).describe('All schools of the county, with attributes or without'),
  notices: z.array(Sentence),
  sources: z.array(SourceNote),
});
export type SchoolAttributes = z.infer<typeof SchoolAttributes>;

export const schoolAttributes = endpoint({
  method: 'get',
  path: '/api/counties/{county}/school-attributes',
  summary: 'What schools have and offer: equipment, offers, contact of their offices',
  tag: 'Sites',
  params: z.object({ county: CountySelection }),
  query: z.object({}),
  response: SchoolAttributes,
});

export const schoolGuide = endpoint({
  method: 'get',
  path: '/api/counties/{county}/school-guide',
  summary: "The public guide to the county's schools, as a folder for any web server: page, map, data, no people",
  tag: 'Sites',
  params: z.object({ county: CountyKey }),
  query: z.object({
    title: z.string().trim().min(1).max(120).optional(),
    imprint: z.string().max(300).optional().describe("Address of the county's own imprint, https only"),
    lang: z.enum(['de', 'en']).default('de'),
  }),
  response: z.string().meta({ format: 'binary' }),
  responseType: 'application/zip',
});
