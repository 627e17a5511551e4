/** An endpoint becomes a route: parse, call the operation, send. */
import type { Request, Response as HttpResponse, Router } from 'express';
import type { Endpoint, Params, Query, Response } from '../contract/endpoint.ts';
import type { Context } from '../context.ts';
import type { Answer } from '../operations/answers.ts';

export interface Call<E> {
  params: Params<E>;
  query: Query<E>;
  request: Request;
  response: HttpResponse;
}

type Handle<E> = (call: Call<E>) => Promise<Response<E>>;

export function route<E extends Endpoint>(app: Router, context: Context, endpoint: E, handle: Handle<E>): void {
  app[endpoint.method](expressPath(endpoint.path), async (request, response) => {
    const body = await answer(context, endpoint, handle, request, response);
    response.status(endpoint.status ?? 200).json(body);
  });
}

/**
 * For what depends on the chosen counties' stored data only: kept per revision, 304 for who has it. Over a restart too where
 * nobody typed or chose anything. What hangs on a variant changes without the county's data, and is made anew.
 */
export function routeByRevision<E extends Endpoint>(
  app: Router,
  context: Context,
  endpoint: E,
  handle: Handle<E>,
): void {
  app.get(expressPath(endpoint.path), async (request, response) => {
    const asked = questionOf(request, endpoint);
    const compute = () => answer(context, endpoint, handle, request, response);
    if ('variant' in endpoint.query.shape && request.query['variant'] !== undefined) {
      response.json(await compute());
      return;
    }
    const selection = String(request.params['county']);
    const made = await context.answers.answer(selection, asked, compute, !asked.includes('?'));
    sendAnswer(request, response, made);
  });
}

/** The address without what the endpoint does not know: that would only make the same answer anew. */
function questionOf({ originalUrl, query }: Request, endpoint: Endpoint): string {
  const [path = ''] = originalUrl.split('?', 1);
  const known = Object.keys(endpoint.query.shape).filter((name) => query[name] !== undefined);
  const question = new URLSearchParams(known.map((name) => [name, JSON.stringify(query[name])])).toString();
  return question ? `${path}?${question}` : path;
}

export function sendAnswer(request: Request, response: HttpResponse, { etag, body }: Answer): void {
  response.set('ETag', etag);
  if (request.headers['if-none-match'] === etag) response.status(304).end();
  else response.type('application/json').send(body);
}

async function answer<E extends Endpoint>(
  context: Context,
  endpoint: E,
  handle: Handle<E>,
  request: Request,
  response: HttpResponse,
): Promise<Response<E>> {
  const params = endpoint.params.parse(request.params) as Params<E>;
  const query = endpoint.query.parse(request.query) as Query<E>;
  const body = await handle({ params, query, request, response });
  if (context.checkResponses) endpoint.response.parse(body);
  return body;
}

/** /api/counties/{county} → /api/counties/:county */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
