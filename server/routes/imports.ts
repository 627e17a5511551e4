/** Import: preview, start as a job, follow, log, undo. Uploads stay in memory; nothing of them touches the disk. */
import type { Request, Response as HttpResponse, Router } from 'express';
import multer from 'multer';
import { z } from 'zod';
import * as contract from '../contract/imports.ts';
import type { ImportJob } from '../contract/imports.ts';
import type { Context } from '../context.ts';
import type { JobRecord } from '../jobs/runner.ts';
import { changesWays } from '../operations/import/measureWays.ts';
import { describeKinds } from '../operations/import/kinds.ts';
import { importLog, undoImport } from '../operations/import/log.ts';
import { previewImport } from '../operations/import/preview.ts';
import type { ImportRequest } from '../operations/import/request.ts';
import { runImport } from '../operations/import/run.ts';
import { DomainError } from '../planning/errors.ts';
import type { WayJobs } from './network.ts';
import { route } from './route.ts';

const Texts = z.record(z.string().max(60), z.string().max(500));

/** Options of a command line and of the screen alike; an empty text means "not stated". */
function texts(json: string | undefined): Record<string, string> {
  if (json === undefined || json === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw badForm();
  }
  const checked = Texts.safeParse(parsed);
  if (!checked.success) throw badForm();
  return checked.data;
}

function badForm(): DomainError {
  return new DomainError('invalid', 'import.badForm', {
    de: 'Die Angaben zum Import sind nicht lesbar: „options“, „mapping“ und „corrections“ müssen JSON-Objekte aus Texten sein.',
    en: "The import's fields cannot be read: 'options', 'mapping' and 'corrections' must be JSON objects of texts.",
  });
}

export function importRoutes(app: Router, context: Context, ways: WayJobs): void {
  const upload = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: context.limits.uploadBytes, files: 1, fields: 8, fieldSize: 1_000_000 },
    defParamCharset: 'utf8',
  });
  const receive = (request: Request, response: HttpResponse) =>
    new Promise<void>((resolve, reject) => {
      void upload.single('file')(request, response, (error: unknown) => {
        if (error === undefined || error === null) resolve();
        else reject(error instanceof Error ? error : new Error('The form cannot be read.'));
      });
    });

  async function formOf(request: Request, response: HttpResponse, county: string): Promise<ImportRequest> {
    await receive(request, response);
    if (!request.file) {
      throw new DomainError('invalid', 'import.noFile', {
        de: 'Es wurde keine Datei gesendet: bitte eine Datei im Feld „file“ mitgeben.',
        en: "No file was sent: please add one in the field 'file'.",
      });
    }
    const form = contract.ImportForm.parse(request.body ?? {});
    const options = Object.fromEntries(Object.entries(texts(form.options)).filter(([, value]) => value !== ''));
    return {
      county,
      kind: form.kind,
      name: request.file.originalname,
      bytes: request.file.buffer,
      options,
      mapping: form.mapping === undefined || form.mapping === '' ? null : texts(form.mapping),
      corrections: texts(form.corrections),
    };
  }

  route(app, context, contract.listKinds, () => Promise.resolve({ kinds: describeKinds() }));
  route(app, context, contract.previewImport, async ({ params, request, response }) => {
    // It may show addresses to the person who sent them: no cache on the way keeps them.
    response.set('Cache-Control', 'no-store');
    return previewImport(context, await formOf(request, response, params.county));
  });
  route(app, context, contract.startImport, async ({ params, request, response }) => {
    const form = await formOf(request, response, params.county);
    const phase = { de: 'Import beginnt', en: 'Import begins' };
    return jobOf(
      await context.jobs.start(context.newId(), params.county, phase, (report) => runImport(context, form, report)),
    );
  });
  route(app, context, contract.getJob, async ({ params }) => {
    const job = await context.jobs.find(params.county, params.job);
    if (job) return jobOf(job);
    throw new DomainError('notFound', 'job.unknown', {
      de: 'Diesen Auftrag gibt es nicht (mehr): bitte im Protokoll nachsehen.',
      en: 'There is no such job (any more): please look at the log.',
    });
  });
  route(app, context, contract.listImports, ({ params }) => importLog(context, params.county));
  route(app, context, contract.undoImport, async ({ params: { county, importId } }) => {
    const record = await undoImport(context, county, importId);
    if (changesWays(record.kind)) await ways.start(county);
    return record;
  });
}

export function jobOf({ id, county, status, phase, progress, report, problem }: JobRecord): ImportJob {
  return {
    id,
    county,
    status,
    phase,
    progress,
    report: report as ImportJob['report'],
    problem: problem as ImportJob['problem'],
  };
}
