/** The service itself. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';

const none = z.object({});

export const health = endpoint({
  method: 'get',
  path: '/api/health',
  summary: 'Is the service there, and on which database',
  tag: 'Service',
  params: none,
  query: none,
  response: z.object({
    status: z.enum(['ok', 'starting']),
    version: z.string(),
    database: z.object({ engine: z.enum(['pglite', 'postgres']), version: z.string(), postgis: z.string() }),
  }),
});
