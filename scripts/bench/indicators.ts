/** The indicator store: half a thousand indicators of two hundred areas, and all Gemeinden of Germany on the map. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import type { CDPSession, Page } from 'playwright-core';
import type { ImportJob } from '../../server/contract/imports.ts';
import { getJson, percentile, times } from './http.ts';
import type { Figure } from './measure.ts';
import { openBrowser, openWindow, untilDrawn } from './screen.ts';
import { Service, type Place } from './service.ts';

const [INDICATORS, YEARS, AREAS, FILES] = [500, 20, 200, 25];
const ASKED = 60;
const STORE = '16099';
const GERMANY = '../shared/data/boundaries/vg5000_2021_gk3';
const METHODS = ['quantile', 'naturalBreaks', 'equalInterval', 'standardDeviation'];
const STEPS = 12;
const PAN_FRAMES = 60;

async function load(base: string, county: string, kind: string, name: string, bytes: Uint8Array | string) {
  const form = new FormData();
  form.set('kind', kind);
  form.set('file', new Blob([bytes as string]), name);
  const address = `${base}/api/counties/${county}`;
  const response = await fetch(`${address}/imports`, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  let job = (await response.json()) as ImportJob;
  while (job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    job = await getJson<ImportJob>(`${address}/jobs/${job.id}`);
  }
  if (!job.report) throw new Error(`${name} was not stored: ${JSON.stringify(job.problem)}`);
}

const keyOf = (at: number) => `${STORE}${String(at + 1).padStart(3, '0')}`;

/** Ten by twenty squares. */
function grid(): string {
  const side = 0.02;
  const features = Array.from({ length: AREAS }, (_, at) => {
    const [x, y] = [11 + (at % 20) * side, 51 + Math.floor(at / 20) * side];
    const ring = [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ];
    return {
      type: 'Feature',
      properties: { AGS: keyOf(at), GEN: `Dorf ${at + 1}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

function table(file: number): string {
  const lines = ['Indikator;Einheit;Schlüssel;Jahr;Wert'];
  for (let one = 0; one < INDICATORS / FILES; one++) {
    const number = file * (INDICATORS / FILES) + one;
    for (let year = 0; year < YEARS; year++)
      for (let area = 0; area < AREAS; area++)
        lines.push(`Quote ${number};%;${keyOf(area)};${2006 + year};${((number * 7 + year * 3 + area) % 400) / 10}`);
  }
  return lines.join('\n').replaceAll('.', ',');
}

export async function measureIndicators(place: Place, say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  const add = (what: string, value: number, unit: Figure['unit'], limit: number | null) =>
    figures.push({ what, value, unit, limit, ratio: null, baseline: null });
  const service = await Service.start(place);
  try {
    const base = service.url;
    say('indicators …');
    await load(base, STORE, 'areas', 'gemeinden_2025-01-01.geojson', grid());
    const began = performance.now();
    for (let file = 0; file < FILES; file++) await load(base, STORE, 'indicators', `quoten${file}.csv`, table(file));
    const rows = INDICATORS * YEARS * AREAS;
    add(`${rows.toLocaleString('en')} values of indicators stored`, (performance.now() - began) / 1000, 's', null);
    const api = `${base}/api/counties/${STORE}/indicators`;
    const [first = 0] = await times([api]);
    add(`${INDICATORS} indicators listed, first`, first, 'ms', null);
    const step = Math.floor(INDICATORS / ASKED);
    const shown = await times(
      Array.from({ length: ASKED }, (_, at) => `${api}/values?key=quote-${(at * step * 7) % INDICATORS}`),
    );
    add(`one of ${INDICATORS} indicators × ${YEARS} years × ${AREAS} areas p95`, percentile(shown, 0.95), 'ms', 200);
    figures.push(...(await germany(base, say)));
    return figures;
  } finally {
    await service.stop();
  }
}

async function germany(base: string, say: (line: string) => void): Promise<Figure[]> {
  const browser = existsSync(GERMANY) ? await openBrowser() : null;
  if (!browser) {
    say(`all Gemeinden of Germany are not measured: ${GERMANY} or a browser is not on this machine`);
    return [];
  }
  try {
    const members = readdirSync(GERMANY).map(
      (name) => [name, new Uint8Array(readFileSync(join(GERMANY, name)))] as const,
    );
    await load(base, 'DE', 'areas', `${basename(GERMANY)}.zip`, zipSync(Object.fromEntries(members), { level: 1 }));
    const { areas } = await getJson<{ areas: { key: string }[] }>(`${base}/api/counties/DE/areas?layer=gemeinde`);
    const quote = (name: string, factor: number) =>
      areas.map(({ key }, at) => `${name};%;${key};2021;${(((at * factor) % 997) / 10).toFixed(1).replace('.', ',')}`);
    const lines = ['Indikator;Einheit;Schlüssel;Jahr;Wert', ...quote('Quote A', 7), ...quote('Quote B', 31)];
    await load(base, 'DE', 'indicators', 'quoten.csv', lines.join('\n'));
    const page = await openWindow(browser);
    await untilDrawn(page, `${base}/DE/sozialraeume?indikator=quote-a`);
    const of = `${areas.length.toLocaleString('en')} Gemeinden`;
    const [drawn, classed] = [await drawnAgain(page), await reclassified(page)];
    const { script, fps } = await panned(page);
    const figure = (what: string, value: number, unit: Figure['unit'], limit: number | null): Figure => ({
      ...{ what: `${of}: ${what}`, value, unit, limit, ratio: null, baseline: null },
    });
    say(`panning ${of}: ${fps.toFixed(1)} frames a second`);
    return [
      figure('another indicator drawn p50', drawn, 'ms', 1000),
      figure('reclassified p50', classed, 'ms', 1000),
      figure('panning, script and layout a frame', script, 'ms', 16),
    ];
  } finally {
    await browser.close();
  }
}

/** From a choice to the map at rest with it, by the clock of the page: the map says so each time. */
async function untilRest(page: Page, choose: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    const seen = window as unknown as { rested?: number };
    delete seen.rested;
    performance.mark('chosen');
    new MutationObserver((_, observer) => {
      seen.rested = performance.measure('rest', 'chosen').duration;
      observer.disconnect();
    }).observe(document.querySelector('.canvas')!, { attributeFilter: ['aria-busy'] });
  });
  await choose();
  const rest = await page.waitForFunction(() => (window as unknown as { rested?: number }).rested, null, {
    polling: 'raf',
    timeout: 30_000,
  });
  return Number(await rest.jsonValue());
}

async function drawnAgain(page: Page): Promise<number> {
  const taken: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const path = `/DE/sozialraeume?indikator=quote-${step % 2 ? 'a' : 'b'}`;
    taken.push(
      await untilRest(page, () =>
        page.evaluate((to) => {
          history.pushState(null, '', to);
          dispatchEvent(new PopStateEvent('popstate'));
        }, path),
      ),
    );
    await page.waitForTimeout(400);
  }
  // The first of each is fetched.
  return percentile(taken.slice(2), 0.5);
}

async function reclassified(page: Page): Promise<number> {
  const taken: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const method = METHODS[step % METHODS.length]!;
    taken.push(
      await untilRest(page, () =>
        page.evaluate((value) => {
          const select = [...document.querySelectorAll('select')].find((one) =>
            [...one.options].some((option) => option.value === 'naturalBreaks'),
          )!;
          select.value = value;
          select.dispatchEvent(new Event('change', { bubbles: true }));
        }, method),
      ),
    );
    await page.waitForTimeout(400);
  }
  return percentile(taken, 0.5);
}

interface Metrics {
  script: number;
  layout: number;
}

async function metrics(session: CDPSession): Promise<Metrics> {
  const { metrics: all } = await session.send('Performance.getMetrics');
  const of = (name: string) => all.find((one) => one.name === name)?.value ?? 0;
  return { script: of('ScriptDuration'), layout: of('LayoutDuration') + of('RecalcStyleDuration') };
}

/** The map drawn to and fro by the pointer: milliseconds of script and layout in a frame, and frames in a second. */
async function panned(page: Page): Promise<{ script: number; fps: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const box = await page.locator('.canvas').boundingBox();
  if (!box) throw new Error('There is no map to draw.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    const seen = window as unknown as { frames?: number; began?: number };
    seen.frames = 0;
    seen.began = performance.now();
    const count = () => {
      seen.frames = (seen.frames ?? 0) + 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const before = await metrics(session);
  for (let step = 0; step < PAN_FRAMES; step++)
    await page.mouse.move(x + 80 * Math.sin(step / 6), y + 40 * Math.sin(step / 9));
  const [after, { frames, seconds }] = [
    await metrics(session),
    await page.evaluate(() => {
      const seen = window as unknown as { frames?: number; began?: number };
      return { frames: seen.frames ?? 1, seconds: (performance.now() - (seen.began ?? 0)) / 1000 };
    }),
  ];
  await page.mouse.up();
  const spent = after.script - before.script + after.layout - before.layout;
  return { script: (spent * 1000) / Math.max(1, frames), fps: frames / seconds };
}
