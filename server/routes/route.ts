/** An endpoint becomes a route: parse, call the operation, send. */
import type { Express, Request, Response as HttpResponse } from 'express';
import type { Endpoint, Params, Query, Response } from '../contract/endpoint.ts';
import type { Context } from '../context.ts';

// `any` schema parameters would lose the inference; this is the widest endpoint.
type AnyEndpoint = Endpoint;

export interface Call<E> {
  params: Params<E>;
  query: Query<E>;
  request: Request;
  response: HttpResponse;
}

export function route<E extends AnyEndpoint>(
  app: Express,
  context: Context,
  endpoint: E,
  handle: (call: Call<E>) => Promise<Response<E>>,
): void {
  app[endpoint.method](expressPath(endpoint.path), async (request, response) => {
    const params = endpoint.params.parse(request.params) as Params<E>;
    const query = endpoint.query.parse(request.query) as Query<E>;
    const body = await handle({ params, query, request, response });
    if (context.checkResponses) endpoint.response.parse(body);
    response.status(endpoint.status ?? 200).json(body);
  });
}

/** /api/counties/{county} → /api/counties/:county */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
