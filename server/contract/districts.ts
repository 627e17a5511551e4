/** Statutory school districts (Schulbezirke): their schools, houses and atoms, and what does not fit. Addresses are public; no people. */
import { z } from 'zod';
import { CountyKey, IsoDate, Position, RuleNote, SourceNote } from './common.ts';
import { endpoint } from './endpoint.ts';

export const DistrictHouse = z.object({
  street: z.string(),
  houseNumber: z.string(),
  place: z.string(),
  locality: z.string().nullable().describe('Ortsteil'),
  point: Position,
  atom: z.string().nullable(),
  districts: z.array(z.string()).describe('Keys; none in a gap, several where districts overlap'),
  atomDistrict: z.string().nullable().describe('The district of its atom'),
});
export type DistrictHouse = z.infer<typeof DistrictHouse>;

const Houses = z.object({
  total: z.number().int(),
  houses: z.array(DistrictHouse).describe('At most 500'),
});

export const SchoolDistrict = z.object({
  key: z.string(),
  name: z.string(),
  schools: z.array(z.string()).describe('Keys; several share the district'),
  validFrom: IsoDate,
  validTo: IsoDate.nullable().describe('Exclusive'),
  addresses: z.number().int().describe('Houses in it'),
  atoms: z.number().int().describe('Atoms most of whose houses lie in it'),
  squareMetres: z.number().nullable().describe('null where it came as a list of streets'),
  isShared: z.boolean().describe('Several schools'),
  sharedAllowed: z
    .boolean()
    .nullable()
    .describe("May schools of the type share a district? null where the county's rules say nothing of the type"),
});
export type SchoolDistrict = z.infer<typeof SchoolDistrict>;

export const SchoolDistricts = z.object({
  schoolType: z.string(),
  editions: z
    .array(z.object({ schoolType: z.string(), validFrom: IsoDate }))
    .describe('Everything that is loaded, of all school types, newest first'),
  validFrom: IsoDate.nullable().describe('Of the edition that is shown; null: none of the type is valid on the date'),
  form: z.enum(['drawn', 'streets']).nullable().describe("Polygons, or the statute's list of streets"),
  rule: RuleNote.nullable(),
  districts: z.array(SchoolDistrict),
  year: z.string().nullable().describe('School year of the list whose atoms are meant; null where none is loaded'),
  atoms: z.array(
    z.object({
      atom: z.string(),
      district: z.string().nullable(),
      inside: z.number().int().describe('Houses in that district'),
      addresses: z.number().int().describe('All houses of the atom'),
    }),
  ),
  deviating: Houses.describe("Houses in another district than their atom: the majority of an atom's houses decides"),
  gaps: z.object({
    addresses: Houses.describe('In no district'),
    atoms: z.array(z.string()).describe('In no district'),
    drawn: z
      .array(z.object({ squareMetres: z.number(), point: Position }))
      .describe('Holes between polygons above 1 m², largest first, at most 200'),
  }),
  overlaps: z.object({
    isAllowed: z.boolean().nullable().describe('As sharedAllowed: by law districts of the type may share houses'),
    addresses: Houses.describe('In several districts'),
    drawn: z
      .array(z.object({ a: z.string(), b: z.string(), squareMetres: z.number(), point: Position }))
      .describe('Between polygons above 1 m², largest first, at most 200'),
  }),
  unknownStreets: z.object({
    total: z.number().int(),
    rows: z
      .array(
        z.object({
          district: z.string(),
          place: z.string(),
          locality: z.string(),
          street: z.string().describe("'' where a whole place is not known"),
        }),
      )
      .describe('Rows of the list that hold for no house: the address register knows no such street; at most 500'),
  }),
  sources: z.array(SourceNote),
});
export type SchoolDistricts = z.infer<typeof SchoolDistricts>;

export const schoolDistricts = endpoint({
  method: 'get',
  path: '/api/counties/{county}/districts',
  summary: 'Statutory school districts of a type: schools, houses and atoms, gaps, overlaps, houses that deviate',
  tag: 'Catchments',
  params: z.object({ county: CountyKey }),
  query: z.object({
    type: z.string().max(40),
    date: IsoDate.optional().describe('On which they are valid; left out: the newest that are loaded'),
  }),
  response: SchoolDistricts,
});
