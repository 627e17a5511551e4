/** School and Kita sites. Places and enrolment per site are published figures; homes of pupils are not here. */
import { z } from 'zod';
import { Count, CountyKey, CountySelection, Position, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';

export const School = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  schoolType: z.string(),
  authority: z.string().nullable(),
  street: z.string().nullable(),
  postcode: z.string().nullable(),
  place: z.string().nullable(),
  position: Position,
  gradeFrom: z.number().int().nullable(),
  gradeTo: z.number().int().nullable(),
  parallelClasses: z.number().nullable(),
  places: z.number().int().nullable(),
  enrolment: Count.describe('Pupils of the school as published with the school list'),
});
export type School = z.infer<typeof School>;

export const Kita = z.object({
  county: CountyKey,
  key: z.string(),
  name: z.string(),
  provider: z.string().nullable(),
  street: z.string().nullable(),
  postcode: z.string().nullable(),
  place: z.string().nullable(),
  position: Position,
  licensedPlaces: z.number().int().nullable(),
  usablePlaces: z.number().int().nullable(),
  placesByGroup: z.record(z.string(), z.number().int()).describe('Usable places per age group of the list: u3, ue3 …'),
  unassignedPlaces: z.number().int().describe('Usable places that the list gives to no age group'),
  occupied: Count.describe('Children there, as the list of Kitas tells; null: it does not'),
});
export type Kita = z.infer<typeof Kita>;

const params = z.object({ county: CountySelection });

export const listSchools = endpoint({
  method: 'get',
  path: '/api/counties/{county}/schools',
  summary: 'School sites',
  tag: 'Sites',
  params,
  query: z.object({ type: z.string().max(40).optional() }),
  response: z.object({ schools: z.array(School), sources: z.array(SourceNote) }),
});

export const listKitas = endpoint({
  method: 'get',
  path: '/api/counties/{county}/kitas',
  summary: 'Kita sites with places',
  tag: 'Sites',
  params,
  query: z.object({}),
  response: z.object({ kitas: z.array(Kita), sources: z.array(SourceNote) }),
});
