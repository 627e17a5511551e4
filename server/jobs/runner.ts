/** Long work off the request: progress while it runs, the result to be fetched later, also from another process. */
import type { Logger } from 'pino';
import type { Database } from '../data/open.ts';
import { failAbandoned, findJob, saveJob, type JobRecord } from '../data/repositories/jobs.ts';
import { faultOf, problemOf } from '../errors.ts';
import { DomainError } from '../planning/errors.ts';
import type { Sentence } from '../planning/types.ts';

export type { JobRecord };

export interface JobProgress {
  phase: Sentence;
  /** 0…1 */
  progress: number;
}

export type Work = (report: (progress: JobProgress) => void) => Promise<unknown>;

/** How often a running job's state is written for other processes. */
const SAVE_EVERY_MS = 1000;
/** How often it is written even where nothing moves, and how long a job may be silent before it counts as ended. */
const HEARTBEAT_MS = 20_000;
const SILENT_MS = 90_000;
const KEPT = 200;
/** Running and waiting. */
const MAX_OPEN = 6;

export class JobRunner {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #now: () => Date;
  readonly #jobs = new Map<string, JobRecord>();
  #last: Promise<void> = Promise.resolve();
  #open = 0;

  constructor(database: Database, log: Logger, now: () => Date) {
    this.#database = database;
    this.#log = log;
    this.#now = now;
  }

  /**
   * One job after another: two imports at once would hold two files in memory, and could store the same one twice.
   *
   * @param always for what follows from something that is stored already, and must not be refused any more
   */
  async start(
    id: string,
    county: string,
    phase: Sentence,
    work: Work,
    { always = false }: { always?: boolean } = {},
  ): Promise<JobRecord> {
    if (this.#open >= MAX_OPEN && !always) throw busy();
    this.#open++;
    const job: JobRecord = { id, county, status: 'running', phase, progress: 0, report: null, problem: null };
    this.#remember(job);
    await saveJob(this.#database.db, job, this.#now()).catch((error: unknown) => {
      this.#open--;
      throw error;
    });
    const heartbeat = setInterval(() => this.#tell(job), HEARTBEAT_MS);
    this.#last = this.#last
      .then(() => this.#run(job, work))
      .finally(() => {
        clearInterval(heartbeat);
        this.#open--;
      });
    return { ...job };
  }

  async find(county: string, id: string): Promise<JobRecord | null> {
    const known = this.#jobs.get(id);
    if (known) return known.county === county ? { ...known } : null;
    if (!this.#database.singleConnection) await this.failAbandoned();
    return findJob(this.#database.db, county, id);
  }

  /** Ends what a process left behind that is gone: on the embedded folder all, since no other can be at work there. */
  async failAbandoned(): Promise<void> {
    const now = this.#now();
    const silent = this.#database.singleConnection ? now : new Date(now.getTime() - SILENT_MS);
    const { code, status, text } = problemOf(interrupted());
    await failAbandoned(this.#database.db, { code, status, text }, silent, now);
  }

  /** Waits for what is running; a service that ends must not cut an import in two. */
  async settle(): Promise<void> {
    await this.#last;
  }

  async #run(job: JobRecord, work: Work): Promise<void> {
    let saved = 0;
    const report = ({ phase, progress }: JobProgress) => {
      job.phase = phase;
      job.progress = Math.min(1, progress);
      const now = this.#now().getTime();
      if (now - saved < SAVE_EVERY_MS) return;
      saved = now;
      this.#tell(job);
    };
    try {
      job.report = (await work(report)) ?? null;
      job.status = 'done';
      job.progress = 1;
    } catch (error) {
      const { code, status, text, unexpected } = problemOf(error);
      if (unexpected) this.#log.error({ job: job.id, fault: faultOf(error) }, 'job failed');
      job.status = 'failed';
      job.problem = { code, status, text };
    }
    await saveJob(this.#database.db, job, this.#now()).catch((error: unknown) =>
      this.#log.error({ job: job.id, fault: faultOf(error) }, 'job result not saved'),
    );
  }

  /** For other processes; with a single connection there are none, and a write would wait behind the import's own. */
  #tell(job: JobRecord): void {
    if (this.#database.singleConnection) return;
    saveJob(this.#database.db, { ...job }, this.#now()).catch((error: unknown) =>
      this.#log.warn({ job: job.id, fault: faultOf(error) }, 'progress not saved'),
    );
  }

  #remember(job: JobRecord): void {
    this.#jobs.set(job.id, job);
    const finished = [...this.#jobs.values()].find(({ status }) => status !== 'running');
    if (this.#jobs.size > KEPT && finished) this.#jobs.delete(finished.id);
  }
}

function interrupted(): DomainError {
  return new DomainError('busy', 'job.interrupted', {
    de: 'Der Dienst wurde während dieses Imports beendet; es wurde nichts gespeichert. Bitte erneut importieren.',
    en: 'The service ended during this import; nothing was stored. Please import again.',
  });
}

function busy(): DomainError {
  return new DomainError('busy', 'job.busy', {
    de: 'Es laufen schon mehrere Vorgänge dieser Art: bitte warten, bis einer fertig ist.',
    en: 'Several jobs of this kind are already running: please wait until one has finished.',
  });
}
