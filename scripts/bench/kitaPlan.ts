/** Kita planning on a running service: the years to come, a measure and what follows from it, where to build. */
import type { Response as AnswerOf } from '../../server/contract/endpoint.ts';
import type { kitaOutlook, KitaOutlook } from '../../server/contract/kitaOutlook.ts';
import type { listKitas } from '../../server/contract/sites.ts';
import type { VariantHead } from '../../server/contract/variants.ts';
import { getJson, percentile, send } from './http.ts';
import type { Figure } from './measure.ts';
import { openBrowser, openWindow, untilDrawn } from './screen.ts';

const GROUPS = ['u3', 'ue3', 'all'];
const ASKED = 12;
const CHANGES = 30;
const ON_SCREEN = 10;

/** @param page address of the county in the client, without a scene */
export async function measureKitaPlan(api: string, page: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  const add = (what: string, value: number, unit: Figure['unit'], limit: number | null) =>
    figures.push({ what, value, unit, limit, ratio: null, baseline: null });
  const timed = async <T>(path: string): Promise<[T, number]> => {
    const start = performance.now();
    return [await getJson<T>(`${api}/${path}`), performance.now() - start];
  };
  const [, cold] = await timed('kita/outlook?layer=gemeinde');
  add('Kita places ahead, first answer (forecast made)', cold / 1000, 's', null);
  const all: number[] = [];
  let told: AnswerOf<typeof kitaOutlook> | null = null;
  for (let at = 0; at < ASKED; at++) {
    let sum = 0;
    for (const group of GROUPS) {
      const [answer, ms] = await timed<KitaOutlook>(`kita/outlook?layer=gemeinde&group=${group}`);
      sum += ms;
      told = answer;
    }
    all.push(sum);
  }
  add(
    `gap of ${told!.areas.length} areas × ${GROUPS.length} groups × ${told!.years.length} years p95`,
    percentile(all, 0.95),
    'ms',
    200,
  );
  const { id } = (await send<VariantHead>(`${api}/variants`, { name: 'bench Kita' })).body;
  const { kitas } = await getJson<AnswerOf<typeof listKitas>>(`${api}/kitas`);
  const from = told!.years[2]!;
  const taken: number[] = [];
  for (let version = 0; version < CHANGES; version++) {
    const wish = { kind: 'kitaPlaces', kita: kitas[version % kitas.length]!.key, placesU3: 20, placesUe3: 40, from };
    const { status, ms } = await send<KitaOutlook>(`${api}/variants/${id}/kitas?layer=gemeinde`, wish, version);
    if (status !== 200) throw new Error(`A measure was not stored: ${status}.`);
    taken.push(ms);
  }
  add('a measure changed, all figures p95', percentile(taken.slice(3), 0.95), 'ms', 200);
  const browser = await openBrowser();
  if (browser) {
    const window = await openWindow(browser);
    await untilDrawn(window, `${page}/kita?variante=${id}&ebene=gemeinde`);
    const shown: number[] = [];
    for (let step = 0; step < ON_SCREEN; step++) {
      const wanted = CHANGES - ((step + 1) % 2);
      await window.waitForTimeout(1500);
      shown.push(
        await window.evaluate(
          ({ name, count }) =>
            new Promise<number>((resolve) => {
              const start = performance.now();
              const watch = new MutationObserver(() => {
                if (document.querySelectorAll('.controls ol li').length !== count) return;
                watch.disconnect();
                setTimeout(() => resolve(performance.now() - start));
              });
              watch.observe(document.body, { childList: true, subtree: true });
              const buttons = [...document.querySelectorAll<HTMLButtonElement>('.controls button')];
              buttons.find((button) => button.textContent.includes(name))!.click();
            }),
          { name: step % 2 === 0 ? 'Zurück' : 'Wieder', count: wanted },
        ),
      );
    }
    await browser.close();
    add('a measure changed, told to the screen p50', percentile(shown, 0.5), 'ms', 200);
  }
  const [, sites] = await timed('kita/sites?group=all&metres=3000');
  add('best site for 75 places, first answer', sites / 1000, 's', null);
  return figures;
}
