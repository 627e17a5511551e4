/** The districts that a variant draws: as shapes for the GIS office, and after the decision as the new statute. */
import { z } from 'zod';
import { CountyKey } from './common.ts';
import { endpoint } from './endpoint.ts';
import { ImportJob } from './imports.ts';

const params = z.object({ county: CountyKey, id: z.uuid() });
const SchoolType = z.string().min(1).max(40);

export const DistrictShapes = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({
        key: z.string().describe("The school's key"),
        name: z.string(),
        school: z.string().describe('Key'),
        square_metres: z.number().int(),
      }),
      geometry: z.object({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
      }),
    }),
  ),
});
export type DistrictShapes = z.infer<typeof DistrictShapes>;

export const NewDistricts = z.object({
  schoolType: SchoolType,
  validFrom: z.string().max(10).describe('A day, as 2027-08-01'),
  source: z
    .string()
    .trim()
    .max(300)
    .optional()
    .describe('The decision, as „Kreistag 12/2027“; the variant is named after it'),
});
export type NewDistricts = z.infer<typeof NewDistricts>;

export const variantDistricts = endpoint({
  method: 'get',
  path: '/api/counties/{county}/variants/{id}/districts.geojson',
  summary: "A variant's districts of a type when all of it holds, as GeoJSON (EPSG:4326): one per school",
  tag: 'Variants',
  params,
  query: z.object({ type: SchoolType }),
  response: DistrictShapes,
});

export const adoptDistricts = endpoint({
  method: 'post',
  path: '/api/counties/{county}/variants/{id}/districts',
  summary: "Store a variant's districts as an edition of the statute (If-Match: its version): an import, as a job",
  tag: 'Variants',
  params,
  query: z.object({}),
  body: NewDistricts,
  ifMatch: true,
  response: ImportJob,
  status: 202,
});
