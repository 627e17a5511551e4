/** The built service with the sample county in memory, and a browser that draws WebGL without a graphics card. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chromium, type Browser, type Page } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export interface Service {
  url: string;
  stop(): Promise<void>;
}

export async function startService(): Promise<Service> {
  const { DATABASE_URL: _server, ...env } = process.env;
  const child: ChildProcess = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...env, PORT: '0', PLANUNGSRAUM_DATA: 'memory://' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      const address = /läuft: (\S+)/.exec(text.toString())?.[1];
      if (address !== undefined) resolve(address);
    });
    child.on('exit', (code) => reject(new Error(`The service ended with ${code} before it listened.`)));
  });
  await until(async () => {
    const answer = (await (await fetch(`${url}/api/counties`)).json()) as { counties: unknown[]; loading: boolean };
    return answer.counties.length > 0 && !answer.loading;
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.on('exit', () => resolve());
        child.kill('SIGINT');
      }),
  };
}

export async function until(condition: () => Promise<boolean>, limit = 180_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('What was waited for did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

export function startBrowser(): Promise<Browser> {
  const executablePath = process.env['PLANUNGSRAUM_TEST_CHROMIUM'];
  if (!executablePath) throw new Error('PLANUNGSRAUM_TEST_CHROMIUM is not set: run the tests with npm test.');
  return chromium.launch({ executablePath, args: flags });
}

export interface Watched {
  page: Page;
  /** Errors of the page and of its console. */
  errors: string[];
  /** Requests to anywhere but the service. */
  foreign: string[];
}

export async function watchedPage(browser: Browser, service: Service, width: number, height: number): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width, height }, locale: 'de-DE' });
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && origin !== service.url) foreign.push(request.url());
  });
  return { page, errors, foreign };
}
