/** What the choices of the address ask of the service; what is not chosen is left to it. */
import type { QueryInput } from '../../../server/contract/endpoint.ts';
import type { demography, forecast } from '../../../server/contract/demography.ts';
import type { ForecastLevers } from '../../../server/contract/keptForecasts.ts';
import { factorWord, type FactorName, type PopulationScene } from './address.ts';

const told = <Values extends Record<string, unknown>>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as {
    [Key in keyof Values]?: NonNullable<Values[Key]>;
  };

export function demographyQuery({ layer, area, date, band }: PopulationScene): QueryInput<typeof demography> {
  return told({ layer, area, date, band });
}

export function forecastQuery(scene: PopulationScene): QueryInput<typeof forecast> {
  const { layer, area, year, band } = scene;
  return { ...told({ layer, area, year, band }), ...leversOf(scene) };
}

/** What a forecast rests on. */
export function leversOf(scene: PopulationScene): ForecastLevers {
  const { base, scenario, housing } = scene;
  const factors = Object.fromEntries(
    (Object.keys(factorWord) as FactorName[]).flatMap((name) => {
      const percent = scene[name];
      return percent === null ? [] : [[name, percent / 100]];
    }),
  );
  return { ...told({ base, scenario, housing }), ...factors };
}
