/**
 * What surrounds the service: headers, who may ask, the client, errors. It needs no database, so that a browser gets
 * the page while the database is still being opened.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { faultOf, problemOf, sendProblem } from './errors.ts';

export interface ShellSettings {
  /** Folder of the built client; null serves none. */
  webFolder: string | null;
  basemapDe: boolean;
  log: Logger;
}

/** `service` answers below `/api` and `/tiles`; until it is there, its requests wait. */
export function createShell(settings: ShellSettings, service: Promise<RequestHandler>): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: contentSecurity(settings.basemapDe) },
      crossOriginEmbedderPolicy: false,
    }),
  );
  app.use(loopbackOnly);
  app.use(requestLog(settings.log));
  // Tiles come compressed from the store.
  app.use(
    compression({
      // Answers of a tenth of a megabyte, within a county's own network: the processor is what is short.
      level: 1,
      filter: (request, response) => !request.path.startsWith('/tiles/') && compression.filter(request, response),
    }),
  );
  app.use(async (request, response, next) => {
    if (/^\/(api|tiles)\//.test(request.path)) await (await service)(request, response, next);
    else next();
  });
  if (settings.webFolder !== null) serveWeb(app, settings.webFolder);
  app.use((request, response) => {
    sendProblem(response, request, {
      status: 404,
      code: 'notFound',
      unexpected: false,
      text: { de: `Die Adresse ${request.path} gibt es nicht.`, en: `There is no address ${request.path}.` },
    });
  });
  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    const problem = problemOf(error);
    if (problem.unexpected)
      settings.log.error(
        { fault: faultOf(error), route: (request.route as { path?: unknown } | undefined)?.path },
        'request failed',
      );
    if (response.headersSent) response.destroy();
    else sendProblem(response, request, problem);
  };
  app.use(onError);
  return app;
}

/** What MapLibre needs (its worker, images made in the page) and nothing from elsewhere. */
function contentSecurity(basemapDe: boolean): Record<string, string[]> {
  const background = basemapDe ? ['https://sgx.geodatenzentrum.de'] : [];
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
  sendProblem(response, request, {
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
function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.on('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path ?? '–';
      log.debug(
        { method: request.method, route, status: response.statusCode, ms: Math.round(performance.now() - start) },
        'request',
      );
    });
    next();
  };
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
