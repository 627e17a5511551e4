/** A kept forecast beside the one that is computed now. */
import type { Forecast } from '../../../server/contract/demography.ts';
import type { KeptForecast } from '../../../server/contract/keptForecasts.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { factorWord, type FactorName, type PopulationScene } from './address.ts';

/** Its assumptions, on the screen as it is. */
export function sceneOf(scene: PopulationScene, { id, levers }: KeptForecast): PopulationScene {
  const { base, scenario, housing } = levers;
  const factors = Object.fromEntries(
    (Object.keys(factorWord) as FactorName[]).map((name) => {
      const factor = levers[name];
      return [name, factor === undefined || factor === 1 ? null : Math.round(factor * 100)];
    }),
  ) as Record<FactorName, number | null>;
  return {
    ...{ ...scene, ...factors, kept: id, base: base ?? null },
    scenario: scenario === undefined || scenario === 'middle' ? null : scenario,
    housing: housing === 'without' ? 'without' : null,
  };
}

/** What it told of the shown age group and year for the whole county, and what is told now. */
export function againstKept(kept: KeptForecast, forecast: Forecast, { text, format }: Speech): string[] {
  const words = text.populationScene.kept;
  const then = kept.bands.find(({ band }) => band === forecast.band)?.series.find(({ year }) => year === forecast.year);
  const when = words.from(format.date(kept.madeAt.slice(0, 10)), format.date(kept.baseDate));
  const now = forecast.total.middle;
  if (!then || typeof then.middle !== 'number' || typeof now !== 'number') return [when, words.notTold];
  const range =
    typeof then.low === 'number' && typeof then.high === 'number' ? format.range(then.low, then.high) : null;
  const change = now - then.middle;
  return [
    when,
    words.then(String(forecast.year), format.number(then.middle), range),
    Math.abs(change) < 0.5 ? words.same : words.now(format.number(now), format.signed(change)),
  ];
}
