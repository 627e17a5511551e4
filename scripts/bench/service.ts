/** The service as `npm start` runs it, on a data folder or database of its own. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { builtFile } from '../../server/data/open.ts';

export interface Place {
  dataDir: string;
  databaseUrl: string | null;
}

export class Service {
  readonly #child: ChildProcess;
  readonly url: string;
  readonly started: number;

  private constructor(child: ChildProcess, url: string, started: number) {
    this.#child = child;
    this.url = url;
    this.started = started;
  }

  static async start({ dataDir, databaseUrl }: Place): Promise<Service> {
    const started = performance.now();
    const { DATABASE_URL: _other, ...rest } = process.env;
    const env = {
      ...rest,
      PORT: '0',
      PLANUNGSRAUM_DATA: dataDir,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    };
    const child = spawn(process.execPath, [builtFile('..', 'scripts', 'start.mjs')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /http:\/\/\S+/.exec(line)?.[0];
      if (url) {
        child.stdout.resume();
        return new Service(child, url, started);
      }
    }
    throw new Error('The service ended before it told its address.');
  }

  /** Resident memory now and at its highest, MB; the highest only where the system tells it (Linux). */
  memory(): { now: number; peak: number | null } {
    const file = `/proc/${this.#child.pid}/status`;
    if (existsSync(file)) {
      const status = readFileSync(file, 'utf8');
      const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN);
      return { now: kilobytes('VmRSS') / 1024, peak: kilobytes('VmHWM') / 1024 };
    }
    return { now: Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.#child.pid)])) / 1024, peak: null };
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}
