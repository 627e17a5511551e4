/** OpenAPI 3.1 from the contract: zod gives JSON Schema 2020-12, which is what 3.1 speaks. */
import { z } from 'zod';
import { ProblemDetails } from '../contract/common.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { endpoints } from '../contract/index.ts';

const schemaOf = (schema: z.ZodType): object => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  return rest;
};

function parameters(shape: z.ZodObject, place: 'path' | 'query'): object[] {
  return Object.entries(shape.shape).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(schema as z.ZodType),
  }));
}

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The version that was seen, in quotes: "7"',
  schema: { type: 'string' },
};

function operation({
  summary,
  tag,
  params,
  query,
  ifMatch,
  body,
  bodyType,
  response,
  responseType,
  status,
  method,
  path,
}: Endpoint): object {
  const problem = {
    description: 'A problem: one sentence that says what to do',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    summary,
    tags: [tag],
    operationId: `${method}${path.replaceAll(/[^a-zA-Z]+(\w?)/g, (_match, letter: string) => letter.toUpperCase())}`,
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query'), ...(ifMatch ? [IF_MATCH] : [])],
    ...(body
      ? { requestBody: { required: true, content: { [bodyType ?? 'application/json']: { schema: schemaOf(body) } } } }
      : {}),
    responses: {
      [status ?? 200]: {
        description: 'OK',
        content: { [responseType ?? 'application/json']: { schema: schemaOf(response) } },
      },
      '4XX': problem,
      '5XX': problem,
    },
  };
}

const tilePaths = {
  '/tiles/{county}/{layer}/{z}/{x}/{y}.mvt': {
    get: {
      summary: 'Vector tile (Mapbox Vector Tile 2.1) of one map layer',
      tags: ['Tiles'],
      operationId: 'getTile',
      parameters: ['county', 'layer', 'z', 'x', 'y'].map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      responses: {
        '200': {
          description: 'The tile, gzip-encoded',
          content: { 'application/vnd.mapbox-vector-tile': { schema: { type: 'string', format: 'binary' } } },
        },
        '204': { description: 'The layer has nothing there' },
        '304': { description: 'Not modified' },
      },
    },
  },
  '/tiles/{county}/{layer}.json': {
    get: {
      summary: 'TileJSON of one map layer',
      tags: ['Tiles'],
      operationId: 'getTileJson',
      parameters: ['county', 'layer'].map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      responses: { '200': { description: 'OK', content: { 'application/json': { schema: { type: 'object' } } } } },
    },
  },
};

let cached: { version: string; document: object } | null = null;

export function openApi(version: string): object {
  if (cached?.version === version) return cached.document;
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) {
    (paths[endpoint.path] ??= {})[endpoint.method] = operation(endpoint);
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Planungsraum',
      version,
      description:
        'Planning areas, schools, school transport and Kita supply of German counties. Metres, seconds, people; geometry in EPSG:4326.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    paths: { ...paths, ...tilePaths },
    components: { schemas: { Problem: schemaOf(ProblemDetails) } },
  };
  cached = { version, document };
  return document;
}
