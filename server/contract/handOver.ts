/** What the transport authority gets: pupils by school, bell and stop, with the trip that they take. */
import { z } from 'zod';
import { CountyKey, IsoDate } from './common.ts';
import { endpoint } from './endpoint.ts';

export const handOverFormats = ['csv', 'xlsx', 'geojson', 'gtfs'] as const;

/** Answers with the file itself, not with JSON of ours. */
export const handOver = endpoint({
  method: 'get',
  path: '/api/counties/{county}/transport/hand-over',
  summary:
    'File for the transport authority: riding pupils by school × bell × stop with line and departure (csv, xlsx, geojson), or the trips that they take with pupils.txt (gtfs)',
  tag: 'Transport',
  params: z.object({ county: CountyKey }),
  query: z.object({
    format: z.enum(handOverFormats).default('csv'),
    date: IsoDate.optional(),
    margin: z.coerce.number().int().min(0).max(60).default(5),
    variant: z.uuid().optional().describe('A planning variant instead of today'),
    language: z.enum(['de', 'en']).default('de'),
  }),
  response: z.string().meta({ format: 'binary' }),
  responseType: 'application/octet-stream',
});
