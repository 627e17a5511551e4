/** A kept forecast on the screen: its assumptions come back, and what it told stands beside what is told now. */
import { expect, test } from 'vitest';
import type { Forecast } from '../../server/contract/demography.ts';
import type { KeptForecast } from '../../server/contract/keptForecasts.ts';
import { emptyPopulation } from '../../web/scenes/population/address.ts';
import { againstKept, sceneOf } from '../../web/scenes/population/kept.ts';
import { leversOf } from '../../web/scenes/population/questions.ts';
import { de } from '../../web/text/de.ts';
import { formatter } from '../../web/text/format.ts';

const speech = { text: de, format: formatter('de') } as unknown as Parameters<typeof againstKept>[2];
const kept = {
  ...{ id: 'a', madeAt: '2026-11-27T10:00:00.000Z', baseDate: '2025-12-31' },
  levers: { base: '2025-12-31', scenario: 'low', births: 0.9, housing: 'without' },
  bands: [{ band: 'u3', series: [{ year: 2030, low: 900, middle: 1000, high: 1100 }] }],
} as unknown as KeptForecast;
const now = (middle: unknown, year = 2030) => ({ band: 'u3', year, total: { middle } }) as unknown as Forecast;

test('its levers are those of the screen, and the other way round', () => {
  const scene = sceneOf({ ...emptyPopulation, arrivals: 120, layer: 'gemeinde' }, kept);
  expect(scene).toMatchObject({ kept: 'a', layer: 'gemeinde', scenario: 'low', births: 90, arrivals: null });
  expect(leversOf(scene)).toEqual(kept.levers);
  const plain = { ...kept, levers: { scenario: 'middle', births: 1 } } as unknown as KeptForecast;
  expect(leversOf(sceneOf(scene, plain))).toEqual({});
});

test('then and now; hidden or other years are not told', () => {
  const words = (forecast: Forecast) => againstKept(kept, forecast, speech).join(' ');
  expect(words(now(1000.3))).toMatch(
    /am 27\.11\.2026, vorausberechnet ab 31\.12\.2025\. .*1\.000 \(900.*1\.100\)\. Jetzt ebenso/,
  );
  expect(words(now(950))).toMatch(/Jetzt: 950 \(−50\), weil Daten oder Annahmen andere sind/);
  expect(words(now('hidden'))).toMatch(/steht nicht darin/);
  expect(words(now(950, 2050))).toMatch(/steht nicht darin/);
});
