/** Domain error → HTTP status and stable code (RFC 9457), in this one file. No stack trace and no data leave the server. */
import type { Request, Response } from 'express';
import { MulterError } from 'multer';
import { ZodError } from 'zod';
import { SourceError } from '../geodata/formats/source.ts';
import { DomainError, type DomainProblem } from './planning/errors.ts';
import type { Sentence } from './planning/types.ts';

export interface Problem {
  status: number;
  code: string;
  text: Sentence;
  /** A fault of ours: it is logged, and the person is told only that it happened. */
  unexpected: boolean;
}

const statusOf: Record<DomainProblem, number> = {
  notFound: 404,
  conflict: 409,
  invalid: 422,
  tooLarge: 413,
  busy: 503,
  changed: 412,
  unseen: 428,
};

const titles: Record<number, string> = {
  400: 'Bad request',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  422: 'Cannot be processed',
  428: 'Version required',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
};

export const titleOf = (status: number): string => titles[status] ?? 'Error';

const expected = (status: number, code: string, de: string, en: string): Problem => ({
  status,
  code,
  text: { de, en },
  unexpected: false,
});

export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) {
    return { status: statusOf[error.kind], code: error.code, text: error.text, unexpected: false };
  }
  if (error instanceof SourceError) return { status: 422, code: error.code, text: error.text, unexpected: false };
  if (error instanceof ZodError) {
    const where = error.issues
      .map(({ path }) => path.join('.'))
      .filter(Boolean)
      .join(', ');
    return expected(
      400,
      'request.invalid',
      `Die Anfrage ist nicht lesbar: bitte ${where ? `die Angabe „${where}“` : 'die Angaben'} prüfen (siehe /api/openapi.json).`,
      `The request cannot be read: please check ${where ? `'${where}'` : 'its fields'} (see /api/openapi.json).`,
    );
  }
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
    return expected(
      413,
      'upload.tooLarge',
      'Die Datei ist größer als erlaubt: bitte auf den Kreis zuschneiden oder mit „npm run load“ auf dem Rechner des Dienstes laden.',
      "The file is larger than allowed: please cut it to the county, or load it with 'npm run load' on the service's machine.",
    );
  }
  if (error instanceof MulterError || isHttpError(error)) {
    return expected(
      400,
      'request.malformed',
      'Die Anfrage ist unvollständig oder falsch aufgebaut: bitte erneut senden.',
      'The request is incomplete or malformed: please send it again.',
    );
  }
  return {
    status: 500,
    code: 'internal',
    text: {
      de: 'Im Dienst ist ein Fehler aufgetreten; es wurde nichts verändert. Bitte erneut versuchen und sonst der Administration melden.',
      en: 'An error occurred in the service; nothing was changed. Please try again, or tell the administrator.',
    },
    unexpected: true,
  };
}

/** Errors of Express' own parsers (a broken multipart body, a malformed address). */
function isHttpError(error: unknown): boolean {
  const status = (error as { status?: unknown } | null)?.status;
  const message = error instanceof Error ? error.message : '';
  return (
    (typeof status === 'number' && status >= 400 && status < 500) || /multipart|Unexpected end of form/i.test(message)
  );
}

/**
 * A fault for the log. Messages and details of a database quote rows, so of its errors only the code, the rule that was
 * broken and the place in our code are kept.
 */
export function faultOf(error: unknown): Record<string, string | undefined> {
  const facts = (error ?? {}) as Partial<
    Record<'name' | 'message' | 'code' | 'constraint' | 'table' | 'stack', string>
  >;
  const fromDatabase = typeof facts.code === 'string' && /^[0-9A-Z]{5}$/.test(facts.code);
  return {
    name: facts.name,
    code: facts.code,
    constraint: facts.constraint,
    table: facts.table,
    message: fromDatabase ? undefined : (facts.message ?? String(error)),
    at: facts.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
  };
}

/** As application/problem+json, in the language that was asked for, with both inside. */
export function sendProblem(response: Response, request: Request, { status, code, text }: Problem): void {
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
