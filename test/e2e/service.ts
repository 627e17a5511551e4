/** The built service with the sample county in memory, and a browser that draws WebGL without a graphics card. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { addressOf } from '../address.ts';
import { browserFlags } from '../../scripts/test/browser.mjs';
import type { Endpoint, Params, QueryInput, Response as Answer } from '../../server/contract/endpoint.ts';

export const county = '16999';

interface Running {
  url: string;
  browser: Browser;
  child: ChildProcess;
}
let running: Running | null = null;

function now(): Running {
  if (!running) throw new Error('The service does not run: startAll comes first.');
  return running;
}

/** Address of the service, for what is not read. */
export const base = (): string => now().url;

export async function until(condition: () => Promise<boolean> | boolean, limit = 30_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`What was waited for did not happen in ${limit / 1000} s: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function startService(): Promise<{ url: string; child: ChildProcess }> {
  const { DATABASE_URL: _server, ...env } = process.env;
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...env, PORT: '0', PLANUNGSRAUM_DATA: 'memory://' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      const address = /läuft: (\S+)/.exec(text.toString())?.[1];
      if (address !== undefined) resolve(address);
    });
    child.on('exit', (code) => reject(new Error(`The service ended with ${code} before it listened.`)));
  });
  await until(async () => {
    const answer = (await (await fetch(`${url}/api/counties`)).json()) as { counties: unknown[]; loading: boolean };
    return answer.counties.length > 0 && !answer.loading;
  }, 200_000);
  return { url, child };
}

export async function startAll(): Promise<void> {
  const executablePath = process.env['PLANUNGSRAUM_TEST_CHROMIUM'];
  if (!executablePath) throw new Error('PLANUNGSRAUM_TEST_CHROMIUM is not set: run the tests with npm test.');
  const [service, browser] = await Promise.all([
    startService(),
    chromium.launch({ executablePath, args: browserFlags }),
  ]);
  running = { ...service, browser };
}

export async function stopAll(): Promise<void> {
  const { browser, child } = now();
  await browser.close();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await ended;
}

export interface Visit {
  path: string;
  size?: [number, number];
  before?: (page: Page) => Promise<unknown>;
  /** Another server than the service. */
  at?: string;
  /** The service refuses something in this visit: the browser reports that as an error of its own. */
  refused?: boolean;
}

/** One page, from its first request to its end: whatever it does, it asks only its own server and reports no error. */
export async function visit(where: string | Visit, run: (page: Page) => Promise<void>): Promise<void> {
  const { url, browser } = now();
  const {
    path,
    size = [1440, 900],
    before,
    at = url,
    refused = false,
  } = typeof where === 'string' ? { path: where } : where;
  const context = await browser.newContext({
    viewport: { width: size[0], height: size[1] },
    // The processor draws the map: of a quarter of the pixels in a quarter of the time.
    deviceScaleFactor: 0.5,
    locale: 'de-DE',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && origin !== at) foreign.push(request.url());
  });
  try {
    await before?.(page);
    await page.goto(at + path);
    await run(page);
    expect(errors.filter((error) => !(refused && /status of 4\d\d/.test(error)))).toEqual([]);
    expect(foreign).toEqual([]);
  } finally {
    await context.close();
  }
}

/** What the service itself says, to hold against what stands on screen. */
export async function ask<E extends Endpoint>(
  endpoint: E,
  params: Params<E>,
  query: Partial<QueryInput<E>> = {},
): Promise<Answer<E>> {
  const response = await fetch(now().url + addressOf(endpoint, params, query));
  expect(response.status).toBe(200);
  return endpoint.response.parse(await response.json()) as Answer<E>;
}
