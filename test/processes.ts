/** The built service and command line as processes of their own, as a person starts them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export class Process {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';

  constructor(file: string, args: string[], env: Record<string, string>) {
    const { PATH = '', HOME = '' } = process.env;
    this.child = spawn(process.execPath, [file, ...args], { cwd: ROOT, env: { PATH, HOME, ...env } });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) =>
      this.child.on('close', (code, signal) => resolve({ code, signal, stdout: this.stdout, stderr: this.stderr })),
    );
  }

  /** Waits until the output says something; fails with the output when the process ends before. */
  async says(pattern: RegExp, ms = 60_000): Promise<RegExpExecArray> {
    const deadline = Date.now() + ms;
    let over = false;
    void this.ended.then(() => (over = true));
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match) return match;
      if (over || Date.now() > deadline) throw new Error(`${pattern} was not said:\n${this.stdout}\n${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async kill(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

export const service = (env: Record<string, string>): Process =>
  new Process('dist/server/main.js', [], { PORT: '0', ...env });

export const load = (args: string[], env: Record<string, string>): Promise<Ended> =>
  new Process('dist/server/load.js', args, env).ended;

/** The JSON object that `npm run load` writes as its last line. */
export function lastLine({ stdout }: Ended): {
  kind: string;
  stored: number;
  read: number;
  rejected: number;
  problems: { code: string; text: { de: string } }[];
} {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ReturnType<typeof lastLine>;
}
