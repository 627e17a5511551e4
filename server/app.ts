/** The service as an Express application: middleware, routes, errors. It does not listen. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Context } from './context.ts';
import { faultOf, problemOf, titleOf, type Problem } from './errors.ts';
import { routes } from './routes/index.ts';

export function createApp(context: Context, webFolder: string | null): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: contentSecurity(context) },
      crossOriginEmbedderPolicy: false,
    }),
  );
  app.use(loopbackOnly);
  app.use(requestLog(context));
  app.use(
    '/api',
    rateLimit({
      windowMs: 60_000,
      limit: context.limits.requestsPerMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      handler: tooMany,
    }),
  );
  // Tiles come compressed from the store.
  app.use(
    compression({
      filter: (request, response) => !request.path.startsWith('/tiles/') && compression.filter(request, response),
    }),
  );
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-cache');
    next();
  });
  routes(app, context);
  if (webFolder !== null) serveWeb(app, webFolder);
  app.use((request, response) => {
    send(response, request, {
      status: 404,
      code: 'notFound',
      unexpected: false,
      text: { de: `Die Adresse ${request.path} gibt es nicht.`, en: `There is no address ${request.path}.` },
    });
  });
  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    const problem = problemOf(error);
    if (problem.unexpected)
      context.log.error(
        { fault: faultOf(error), route: (request.route as { path?: unknown } | undefined)?.path },
        'request failed',
      );
    if (response.headersSent) response.destroy();
    else send(response, request, problem);
  };
  app.use(onError);
  return app;
}

/** What MapLibre needs (its worker, images made in the page) and nothing from elsewhere. */
function contentSecurity(context: Context): Record<string, string[]> {
  const background = context.basemapDe ? ['https://sgx.geodatenzentrum.de'] : [];
  return {
    'default-src': ["'self'"],
    'base-uri': ["'self'"],
    'connect-src': ["'self'", ...background],
    'font-src': ["'self'", 'data:'],
    'form-action': ["'self'"],
    'frame-ancestors': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:', ...background],
    'object-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'worker-src': ["'self'", 'blob:'],
  };
}

/** A web page of another origin must not speak to a service on this machine under a name of its own (DNS rebinding). */
const loopbackOnly: RequestHandler = (request, response, next) => {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const origin = request.headers.origin;
  const foreign = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.headers.host);
  if (['localhost', '127.0.0.1', '[::1]'].includes(host) && !(foreign && request.method !== 'GET')) {
    next();
    return;
  }
  send(response, request, {
    status: 403,
    code: 'request.foreign',
    unexpected: false,
    text: {
      de: 'Dieser Dienst antwortet nur auf diesem Rechner: bitte http://localhost mit dem angezeigten Port verwenden.',
      en: 'This service answers on this machine only: please use http://localhost with the port shown.',
    },
  });
};

/** Route and duration only: query texts and bodies can hold names. */
function requestLog(context: Context): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.on('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path ?? '–';
      context.log.debug(
        { method: request.method, route, status: response.statusCode, ms: Math.round(performance.now() - start) },
        'request',
      );
    });
    next();
  };
}

const tooMany: RequestHandler = (request, response) => {
  send(response, request, {
    status: 429,
    code: 'request.tooMany',
    unexpected: false,
    text: {
      de: 'Es kommen zu viele Anfragen in kurzer Zeit: bitte eine Minute warten.',
      en: 'Too many requests in a short time: please wait a minute.',
    },
  });
};

function send(
  response: Parameters<RequestHandler>[1],
  request: Parameters<RequestHandler>[0],
  { status, code, text }: Problem,
): void {
  const english = request.acceptsLanguages('de', 'en') === 'en';
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:planungsraum:problem:${code}`,
        title: titleOf(status),
        status,
        code,
        detail: english ? text.en : text.de,
        text,
      }),
    );
}

/** The built client; every scene is an address of its own and gets the same page. */
function serveWeb(app: Express, folder: string): void {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return;
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: true }));
  app.use(express.static(folder, { index: 'index.html' }));
  app.get(/^\/(?!api\/|tiles\/|assets\/)[^.]*$/, (_request, response) => {
    response.sendFile(page);
  });
}
