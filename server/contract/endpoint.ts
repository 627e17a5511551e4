/** An endpoint is described once: the route parses by it, the client calls by it, OpenAPI is generated from it. */
import type { z } from 'zod';

export interface Endpoint<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  R extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI form: /api/counties/{county}/schools */
  path: string;
  summary: string;
  tag: string;
  params: P;
  query: Q;
  /** A JSON body, or the description of a multipart form. */
  body?: z.ZodType;
  bodyType?: 'application/json' | 'multipart/form-data';
  /** Changes what somebody else may have changed meanwhile: the version that was seen is named in If-Match. */
  ifMatch?: true;
  response: R;
  /** Left out: JSON. */
  responseType?: 'application/zip' | 'application/pdf' | 'text/csv' | 'application/octet-stream';
  status?: 200 | 201 | 202;
}

export function endpoint<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
  definition: Endpoint<P, Q, R>,
): Endpoint<P, Q, R> {
  return definition;
}

export type Params<E> = E extends Endpoint<infer P, z.ZodObject, z.ZodType> ? z.infer<P> : never;
export type Query<E> = E extends Endpoint<z.ZodObject, infer Q, z.ZodType> ? z.infer<Q> : never;
export type QueryInput<E> = E extends Endpoint<z.ZodObject, infer Q, z.ZodType> ? z.input<Q> : never;
export type Response<E> = E extends Endpoint<z.ZodObject, z.ZodObject, infer R> ? z.infer<R> : never;
