/** Planning variants on the sample county with two and a half times its residents: a change and its figures, alone, for twenty, and on the screen. */
import type { Page } from 'playwright-core';
import { generateSample, writeSample } from '../../geodata/sample/index.ts';
import { planDistricts } from '../../server/contract/besideToday.ts';
import type { planGround, planToday } from '../../server/contract/variants.ts';
import { type Variant, type VariantHead } from '../../server/contract/variants.ts';
import type { Response as AnswerOf } from '../../server/contract/endpoint.ts';
import { measureDoors } from './doors.ts';
import { measureEntitlement } from './entitlement.ts';
import { measureKitaPlan } from './kitaPlan.ts';
import { getJson, percentile, send } from './http.ts';
import { load } from './load.ts';
import type { Figure } from './measure.ts';
import { openBrowser, openWindow, untilDrawn } from './screen.ts';
import { Service, type Place } from './service.ts';

const COUNTY = '16999';
const CHANGES = 80;
const PLANNERS = 20;
const EACH = 5;
const ON_SCREEN = 12;

const NEEDED = new Set([
  ...['network', 'schools', 'addresses', 'districts', 'gtfs', 'pupil-list'],
  // Pupils of the years to come.
  ...['population', 'vital-events', 'enrolments'],
]);

export async function measureVariants(place: Place, say: (line: string) => void): Promise<Figure[]> {
  say('sample county with two and a half times its residents …');
  // Made before the service runs: meanwhile it would close the connection, which is then written to in vain.
  const files = await writeSample(generateSample({ seed: 1, scale: 2.5 }));
  const service = await Service.start(place);
  const figures: Figure[] = [];
  const add = (what: string, value: number, unit: Figure['unit'], limit: number | null) =>
    figures.push({ what, value, unit, limit, ratio: null, baseline: null });
  const api = `${service.url}/api/counties/${COUNTY}`;
  try {
    while ((await getJson<{ loading: boolean }>(`${service.url}/api/counties`)).loading)
      await new Promise((resolve) => setTimeout(resolve, 500));
    for (const { kind, path, bytes, options } of files)
      if (NEEDED.has(kind)) await load(service.url, COUNTY, kind, path, new Uint8Array(bytes), options);
    // Atoms are kept from list to list, unless the settings change: those of the larger county are finer.
    for (const minimum of [9, 6]) {
      const settings = await getJson<{ settings: object }>(`${api}/protection`);
      await send(`${api}/protection`, { ...settings.settings, minimum }, undefined, 'PUT');
      for (const { kind, path, bytes, options } of files)
        if (kind === 'pupil-list') await load(service.url, COUNTY, kind, path, new Uint8Array(bytes), options);
    }
    const start = performance.now();
    const { plan } = await getJson<AnswerOf<typeof planToday>>(`${api}/plan`);
    add('plan of today, cold', (performance.now() - start) / 1000, 's', null);
    const ground = await getJson<AnswerOf<typeof planGround>>(`${api}/plan/ground`);
    const what = `${ground.atoms.length.toLocaleString('en')} atoms × ${plan.schools.length} schools`;
    const districts = planDistricts(plan, plan, 'grundschule')!;
    /** Atoms of the border of two districts, which a planner would move. */
    const border = [
      ...new Set(
        ground.sides
          .filter(([a, b]) => a >= 0 && b >= 0 && districts.schools[a] !== districts.schools[b])
          .map(([a, b]) => JSON.stringify([a, districts.schools[b]])),
      ),
    ].map((text) => JSON.parse(text) as [number, number]);
    const wish = (at: number) => {
      const [atom, school] = border[at % border.length]!;
      return {
        kind: 'assign',
        schoolType: 'grundschule',
        school: plan.schools[school]!.key,
        homes: { by: 'atoms', atoms: [ground.atoms[atom]!.key] },
        from: plan.year + 2,
        mode: 'atOnce',
      };
    };
    const begin = async (name: string) => (await send<VariantHead>(`${api}/variants`, { name })).body;

    say('door to door …');
    figures.push(...(await measureDoors(api)));
    figures.push(...(await measureEntitlement(api)));

    say('one planner …');
    const alone = async (query: string): Promise<number[]> => {
      const { id } = await begin('bench');
      let version = 0;
      const taken: number[] = [];
      for (let at = 0; taken.length < CHANGES && at < border.length; at++) {
        const { status, body, ms } = await send<Variant>(`${api}/variants/${id}/changes${query}`, wish(at), version);
        // An atom may have come where it should go already.
        if (status !== 200) continue;
        version = body.version;
        taken.push(ms);
      }
      return taken.slice(5);
    };
    const taken = await alone('');
    add(`one area moved, all figures p95, ${what}`, percentile(taken, 0.95), 'ms', 50);
    add('one area moved, all figures p50', percentile(taken, 0.5), 'ms', null);
    const ahead = `?children=ahead&year=${plan.year + 5}`;
    const made = performance.now();
    await getJson(`${api}/plan${ahead}`);
    add('plan of a school year to come, with its forecast, cold', (performance.now() - made) / 1000, 's', null);
    const takenAhead = await alone(ahead);
    add('one area moved, all figures of ten years to come p95', percentile(takenAhead, 0.95), 'ms', 50);
    add('one area moved, all figures of ten years to come p50', percentile(takenAhead, 0.5), 'ms', null);

    say('twenty planners …');
    const variants = await Promise.all(Array.from({ length: PLANNERS }, (_, n) => begin(`bench ${n}`)));
    const together: number[] = [];
    const reached = await Promise.all(
      variants.map(async ({ id }, n) => {
        let own = 0;
        for (let at = n; own < EACH; at += PLANNERS) {
          const { status, body, ms } = await send<Variant>(`${api}/variants/${id}/changes`, wish(at), own);
          together.push(ms);
          if (status === 200) own = body.version;
        }
        return (await getJson<Variant>(`${api}/variants/${id}`)).changes.length;
      }),
    );
    if (reached.some((changes) => changes !== EACH)) throw new Error('A change of a planner was lost.');
    add(`${PLANNERS} planners on ${PLANNERS} variants at once p95`, percentile(together, 0.95), 'ms', 200);

    say('Kita places ahead …');
    figures.push(...(await measureKitaPlan(api, `${service.url}/${COUNTY}`)));

    const browser = await openBrowser();
    if (browser) {
      say('screen …');
      const page = await openWindow(browser);
      const own = await begin('bench screen');
      const shown = await onScreen(page, `${service.url}/${COUNTY}/varianten?variante=${own.id}`);
      await browser.close();
      add('one area moved, told to the screen p50', percentile(shown.told, 0.5), 'ms', 100);
      add('one area moved, told to the screen p95', percentile(shown.told, 0.95), 'ms', null);
      add('one area moved, drawn (by the processor) p50', percentile(shown.drawn, 0.5), 'ms', null);
    }
    return figures;
  } finally {
    await service.stop();
  }
}

interface Shown {
  /** Until the page holds the new figures and has told the map. */
  told: number[];
  /** Until the frame after that is drawn: where no graphics card draws, by the processor. */
  drawn: number[];
}

/** From the key that undoes or redoes to the list of changes and the figures that follow; the clock is the page's own. */
async function onScreen(page: Page, url: string): Promise<Shown> {
  await untilDrawn(page, url);
  await page.locator('.answers tbody tr').first().waitFor();
  await page.locator('.answers tbody tr button').first().click();
  await page.getByRole('button', { name: 'Nächstgelegene Wohnzellen zuordnen' }).click();
  await page.locator('.answers ol li').first().waitFor();
  const shown: Shown = { told: [], drawn: [] };
  for (let step = 0; step < ON_SCREEN; step++) {
    await page.waitForTimeout(1500);
    const [told, drawn] = await page.evaluate(
      ({ key, wanted }) =>
        new Promise<[number, number]>((resolve) => {
          const start = performance.now();
          const answers = document.querySelector('.answers')!;
          const watch = new MutationObserver(() => {
            if (answers.querySelectorAll('ol li').length !== wanted) return;
            watch.disconnect();
            // After the effects of the same change, and after the frame that they ask for.
            setTimeout(() => {
              const told = performance.now() - start;
              requestAnimationFrame(() => requestAnimationFrame(() => resolve([told, performance.now() - start])));
            });
          });
          watch.observe(answers, { childList: true, subtree: true });
          window.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true }));
        }),
      { key: step % 2 === 0 ? 'z' : 'y', wanted: step % 2 },
    );
    shown.told.push(told);
    shown.drawn.push(drawn);
  }
  return shown;
}
