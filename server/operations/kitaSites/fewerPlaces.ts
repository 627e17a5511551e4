/**
 * Which places can go with least harm, where children become fewer. Places are public; children without one are told as a model
 * figure in whole places (see newSites.ts).
 */
import type { FewerPlaces } from '../../contract/kitaSites.ts';
import { releaseProtectedFigure } from '../../planning/confidentiality/release.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Forecasting } from '../demography/work.ts';
import { sitesGround, type SitesQuery } from './ground.ts';

/** Of a usual group, where nothing is asked. */
const USUAL_STEP = 15;
/** Kitas told of those that could close. */
const CLOSINGS = 8;

const whole = (children: number) => releaseProtectedFigure(Math.round(children));

export async function fewerPlaces(
  context: Forecasting,
  selection: string,
  { step = USUAL_STEP, ...query }: SitesQuery & { step?: number | undefined },
): Promise<FewerPlaces> {
  const { ground, problem, column, places, told } = await sitesGround(context, selection, query);
  const { groups, total, cap, children } = problem;
  const placesOf = (kita: number) => (column < 0 ? total[kita]! : Math.min(total[kita]!, cap[kita * groups + column]!));
  const all = Array.from(total, (_, kita) => placesOf(kita)).reduce((sum, own) => sum + own, 0);
  if (places > all) throw tooMany(places, Math.floor(all));
  const made = await context.onPeople({ task: 'fewerPlaces', problem, group: column, places, step });
  const named = (kita: number) => {
    const { county, key, name, lon, lat } = ground.kitas[kita]!;
    return { county, key, name, position: [lon, lat] as [number, number] };
  };
  const { before, after, runnerUp } = made;
  const demand = Array.from(children).reduce((sum, own) => sum + own, 0);
  const mean = ({ unserved, metres }: typeof before) => (demand > unserved ? metres / (demand - unserved) : 0);
  return {
    ...told,
    step,
    givenUp: made.givenUp.map(({ kita, places: own }) => ({ ...named(kita), places: own, before: placesOf(kita) })),
    unserved: { before: whole(before.unserved), after: whole(after.unserved) },
    metresMore: whole(mean(after) - mean(before)),
    bound: whole(made.bound),
    runnerUp: runnerUp && {
      ...{ ...named(runnerUp.kita), places: runnerUp.places },
      unserved: whole(runnerUp.unserved),
    },
    closings: made.closings.slice(0, CLOSINGS).map(({ kita, places: own, lost, metres }) => ({
      ...{ ...named(kita), places: own },
      lost: whole(lost),
      metres: whole(metres),
    })),
  };
}

const tooMany = (places: number, all: number) =>
  new DomainError('invalid', 'kita.tooMany', {
    de: `${places} Plätze können nicht wegfallen: es gibt nur ${all}. Bitte weniger angeben.`,
    en: `${places} places cannot go: there are only ${all}. Please give fewer.`,
  });
