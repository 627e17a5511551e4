/** All measurements on one engine, each with its ratio to a baseline of the same run. */
import { spawnSync } from 'node:child_process';
import type { CountyOverview } from '../../server/contract/counties.ts';
import { getJson, percentile, times } from './http.ts';
import { measureImport } from './importing.ts';
import { openBrowser, openWindow, SCENES, sceneChanges, untilDrawn } from './screen.ts';
import { Service, type Place } from './service.ts';
import { measureTiles, tileAddresses } from './tiles.ts';

export interface Figure {
  what: string;
  value: number;
  unit: 's' | 'ms' | 'MB' | 'kB' | '%';
  /** What must not be exceeded; null where nothing is promised. */
  limit: number | null;
  ratio: number | null;
  /** What the ratio compares with. */
  baseline: string | null;
}

const COUNTY = '16999';
const LOADING_LIMIT_MS = 300_000;
const STARTS = 3;

/** Until a person who opens the address finds the county: the page, and its overview with all data loaded. */
async function untilLoaded(base: string, since: number): Promise<number> {
  while (performance.now() - since < LOADING_LIMIT_MS) {
    const { loading, counties } = await getJson<{ loading: boolean; counties: unknown[] }>(`${base}/api/counties`);
    if (!loading && counties.length > 0) {
      await times([`${base}/${COUNTY}`, `${base}/api/counties/${COUNTY}`]);
      return (performance.now() - since) / 1000;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The sample county was not loaded within five minutes.');
}

/** A Node that starts and ends. */
function bareStart(): number {
  const start = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return (performance.now() - start) / 1000;
}

async function addresses(base: string): Promise<Record<string, string[]>> {
  const api = `${base}/api/counties/${COUNTY}`;
  const { schools } = await getJson<{ schools: { key: string; schoolType: string }[] }>(`${api}/schools`);
  const layers = ['gemeinde', 'planungsraum'];
  const groups = ['u3', 'ue3'];
  return {
    'kita/supply': layers.flatMap((layer) => groups.map((group) => `${api}/kita/supply?layer=${layer}&group=${group}`)),
    'catchments/observed': schools.map(({ key }) => `${api}/catchments/observed?school=${encodeURIComponent(key)}`),
    'catchments/nearest': [...new Set(schools.map((school) => school.schoolType))].map(
      (type) => `${api}/catchments/nearest?type=${type}`,
    ),
  };
}

export async function measureEngine(place: Place, say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  const add = (
    what: string,
    value: number,
    unit: Figure['unit'],
    limit: number | null = null,
    base?: [string, number],
  ) => figures.push({ what, value, unit, limit, ratio: base ? value / base[1] : null, baseline: base?.[0] ?? null });

  const bare: [string, number] = ['a bare Node', bareStart()];
  const browser = await openBrowser();
  const first = browser && (await openWindow(browser));
  say('first start …');
  let service = await Service.start(place);
  try {
    const drawn = first && untilDrawn(first, service.url).then(() => first.close());
    add('first start, sample county loaded', await untilLoaded(service.url, service.started), 's', 60, bare);
    if (drawn) {
      await drawn;
      add('first start, map drawn', (performance.now() - service.started) / 1000, 's', 60, bare);
    }
    add('memory after loading the sample', service.memory().now, 'MB', 1500);
    await service.stop();

    say('second start …');
    service = await Service.start(place);
    await times([`${service.url}/api/health`]);
    add('second start, first answer', (performance.now() - service.started) / 1000, 's', 3, bare);
    add('second start, county page', await untilLoaded(service.url, service.started), 's', 5, bare);

    if (browser) {
      say('screen …');
      // One start in three meets a browser that is busy with itself: the middle one counts.
      const drawn: number[] = [];
      let page = await openWindow(browser);
      for (let start = 0; start < STARTS; start++) {
        await service.stop();
        if (start > 0) {
          await page.close();
          page = await openWindow(browser);
        }
        service = await Service.start(place);
        await untilDrawn(page, `${service.url}/${COUNTY}`);
        drawn.push((performance.now() - service.started) / 1000);
      }
      say(`second starts, map drawn: ${drawn.map((seconds) => `${seconds.toFixed(2)} s`).join(', ')}`);
      add('second start, map drawn', percentile(drawn, 0.5), 's', 5, bare);
      const changes = await sceneChanges(page);
      await browser.close();
      add('scene switch, first visits', Math.max(...changes.slice(0, SCENES)), 'ms');
      add('scene switch p95', percentile(changes.slice(SCENES), 0.95), 'ms', 300);
    }

    const health = await times(Array.from({ length: 200 }, () => `${service.url}/api/health`));
    const base: [string, number] = ['/api/health p50', percentile(health.slice(50), 0.5)];
    add('/api/health p50', base[1], 'ms', null, base);

    say('tiles …');
    const overview = await getJson<CountyOverview>(`${service.url}/api/counties/${COUNTY}`);
    const tiles = await measureTiles(tileAddresses(service.url, COUNTY, overview));
    say(`${tiles.tiles} tiles, the largest ${tiles.largestKilobytes.toFixed(0)} kB`);
    add('tile cold p50', percentile(tiles.cold, 0.5), 'ms', null, base);
    add('tile cold p95', percentile(tiles.cold, 0.95), 'ms', 50, base);
    add('tile cached p50', percentile(tiles.cached, 0.5), 'ms', null, base);
    add('tile cached p95', percentile(tiles.cached, 0.95), 'ms', 5, base);
    add('tile unchanged (304) p95', percentile(tiles.unchanged, 0.95), 'ms', 5, base);

    say('answers …');
    for (const [name, urls] of Object.entries(await addresses(service.url))) {
      const cold = await times(urls);
      const repeated = [...urls, ...urls, ...urls];
      add(`${name} first p95`, percentile(cold, 0.95), 'ms', null, base);
      add(`${name} again p95`, percentile(await times(repeated), 0.95), 'ms', 300, base);
    }

    say('import …');
    const areas = await getJson<{ areas: { key: string }[] }>(
      `${service.url}/api/counties/${COUNTY}/areas?layer=gemeinde`,
    );
    const importing = await measureImport(
      service.url,
      COUNTY,
      areas.areas.map(({ key }) => key),
    );
    add('import of 100,000 rows', importing.whole, 's', 20, ['reading alone', importing.read]);
    const { now, peak } = service.memory();
    add('memory after all of this', now, 'MB', 1500);
    if (peak !== null) add('memory at its highest', peak, 'MB');
    return figures;
  } finally {
    await browser?.close();
    await service.stop();
  }
}
