/** The service as an Express application: its routes behind the shell. It does not listen. */
import { Router, type Express, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Context } from './context.ts';
import { sendProblem } from './errors.ts';
import { routes } from './routes/index.ts';
import { createShell } from './shell.ts';

/** Everything below `/api` and `/tiles`. */
export function createApi(context: Context): RequestHandler {
  const router = Router();
  router.use(
    '/api',
    rateLimit({
      windowMs: 60_000,
      limit: context.limits.requestsPerMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      // A check of the library's own that reads every source map at the start: a sixth of a second.
      validate: { creationStack: false },
      handler: tooMany,
    }),
  );
  router.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-cache');
    next();
  });
  routes(router, context);
  return router;
}

export function createApp(context: Context, webFolder: string | null): Express {
  const { basemapDe, log } = context;
  return createShell({ webFolder, basemapDe, log }, Promise.resolve(createApi(context)));
}

const tooMany: RequestHandler = (request, response) => {
  sendProblem(response, request, {
    status: 429,
    code: 'request.tooMany',
    unexpected: false,
    text: {
      de: 'Es kommen zu viele Anfragen in kurzer Zeit: bitte eine Minute warten.',
      en: 'Too many requests in a short time: please wait a minute.',
    },
  });
};
