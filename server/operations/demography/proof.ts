/** Would it have been right? Forecasts from past years against what came, on the county's own data. */
import type { ForecastProof } from '../../contract/demography.ts';
import { bands } from '../../planning/forecast/bands.ts';
import { sources } from '../counties.ts';
import { forecastAssumptionsOf } from '../rules.ts';
import { TAIL } from './forecast.ts';
import { basisOf } from './forecasts.ts';
import { bandContract, demographyGround } from './ground.ts';
import { countyHistory } from './history.ts';
import type { Forecasting } from './work.ts';

/** Enough to tell whether eight of ten lie inside. */
const DRAWS = 100;

export async function proofOf(
  context: Forecasting,
  selection: string,
  query: { layer?: string | undefined },
): Promise<ForecastProof> {
  const { keys, layer, tables, groupOf } = await demographyGround(context, selection, query.layer);
  const from = await sources(context, keys, ['population', 'vital-events', 'areas']);
  const { values: assumptions } = await forecastAssumptionsOf(context, keys[0]!);
  const basis = tables ? basisOf(tables, assumptions, undefined) : null;
  const judged = basis
    ? await context.onPeople({
        task: 'proof',
        ...{ history: basis.history, county: countyHistory(basis.history), groupOf, groups: layer.areas.length },
        ...{ assumptions, draws: DRAWS, tail: TAIL },
      })
    : { bases: [], rows: [] };
  const dateOf = (year: number) => basis!.bases.find((date) => date.startsWith(`${year}`)) ?? `${year}-12-31`;
  return {
    layer: layer.layer,
    bases: judged.bases.map(dateOf),
    bands: bands.filter(({ key }) => judged.rows.some((row) => row.band === key)).map(bandContract),
    rows: judged.rows,
    notices:
      judged.rows.length > 0
        ? []
        : [
            {
              de: 'Für eine Erprobung fehlen frühere Jahre: bitte Einwohner mehrerer Jahre auf einer Grundlage unter „Daten“ importieren.',
              en: "Earlier years are missing for a test: please import residents of several years on one basis under 'Data'.",
            },
          ],
    sources: from,
  };
}
