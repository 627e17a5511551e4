/** The areas of a layer as streets and house numbers, for those who count by address. */
import { z } from 'zod';
import { CountyKey, CountySelection } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Answers with the file itself, not with JSON of ours. */
export const streetGrid = endpoint({
  method: 'get',
  path: '/api/counties/{county}/street-grid',
  summary:
    'Each area of a layer as streets with ranges of house numbers ("Straßenraster"): every house of the register in one row',
  tag: 'Social spaces',
  params: z.object({ county: CountySelection }),
  query: z.object({ layer: z.string().max(60).optional() }),
  response: z.string(),
  responseType: 'text/csv',
});

export const agencyGrid = endpoint({
  method: 'get',
  path: '/api/counties/{county}/street-grid/employment-agency',
  summary:
    'Each area of a layer in the two tables of the employment agency: keys of nine digits with residents; streets with odd and even numbers',
  tag: 'Social spaces',
  params: z.object({ county: CountyKey }),
  query: z.object({ layer: z.string().max(60).optional() }),
  response: z.string().meta({ format: 'binary' }),
  responseType: 'application/zip',
});
