/**
 * Which places can go with least harm, where children become fewer. Places are public; children without one are told as a model
 * figure in whole places (see newSites.ts).
 */
import type { FewerPlaces } from '../../contract/kitaSites.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Forecasting } from '../demography/work.ts';
import { sitesGround, type SitesQuery } from './ground.ts';
import { children, metresOf, whole } from './told.ts';

/** Of a usual group, where nothing is asked. */
const USUAL_STEP = 15;
/** Each asks anew which Kita gives up the next one. */
const MOST_GROUPS = 60;
/** Kitas told of those that could close. */
const CLOSINGS = 8;

export async function fewerPlaces(
  context: Forecasting,
  selection: string,
  { step = USUAL_STEP, ...query }: SitesQuery & { step?: number | undefined },
): Promise<FewerPlaces> {
  const { ground, homes, problem, column, places, told } = await sitesGround(context, selection, query);
  const { groups, total, cap } = problem;
  const placesOf = (kita: number) => (column < 0 ? total[kita]! : Math.min(total[kita]!, cap[kita * groups + column]!));
  // Childminders are no county's to close.
  const fixed = ground.kitas.map(({ isDayCare }) => isDayCare);
  const steps = Array.from(total, (_, kita) => (fixed[kita] ? 0 : Math.floor(placesOf(kita) / step))).reduce(
    (sum, own) => sum + own,
    0,
  );
  if (Math.ceil(places / step) > steps) throw tooMany(places, step, steps);
  if (Math.ceil(places / step) > MOST_GROUPS) throw tooFine(places, step);
  const made = await context.onPeople({ task: 'leastHarm', problem, group: column, places, step, fixed });
  const named = (kita: number) => {
    const { county, key, name, lon, lat } = ground.kitas[kita]!;
    return { county, key, name, position: [lon, lat] as [number, number] };
  };
  const { best, runnerUp, unserved, mean, bound } = made;
  return {
    ...told,
    step,
    gone: best.givenUp.reduce((sum, one) => sum + one.places, 0),
    givenUp: best.givenUp
      .map(({ kita, places: own }) => ({ ...named(kita), places: own, before: placesOf(kita) }))
      .sort((a, b) => b.places - a.places),
    unserved: { before: whole(unserved), after: whole(unserved + best.lost) },
    lost: whole(best.lost),
    metresMore: metresOf(best.mean === null || mean === null ? null : best.mean - mean),
    bound: whole(bound),
    runnerUp: runnerUp && {
      ...{ spared: named(runnerUp.spared).name, instead: named(runnerUp.instead).name },
      lost: whole(runnerUp.lost),
    },
    closings: made.closings
      .filter(({ kita }) => !fixed[kita])
      .slice(0, CLOSINGS)
      .map(({ kita, places: own, lost, mean: way }) => ({
        ...{ ...named(kita), places: own },
        lost: children(lost, homes.base),
        metres: metresOf(way),
      })),
  };
}

const tooFine = (places: number, step: number) =>
  new DomainError('invalid', 'kita.tooFine', {
    de: `${places} Plätze in Gruppen zu ${step} sind mehr als ${MOST_GROUPS} Gruppen: bitte größere Gruppen oder weniger Plätze angeben.`,
    en: `${places} places in groups of ${step} are more than ${MOST_GROUPS} groups: please give larger groups or fewer places.`,
  });

const tooMany = (places: number, step: number, steps: number) =>
  new DomainError('invalid', 'kita.tooMany', {
    de: `${places} Plätze können nicht wegfallen: die Kitas haben nur ${steps} Gruppen zu ${step}. Bitte weniger angeben.`,
    en: `${places} places cannot go: the Kitas have only ${steps} groups of ${step}. Please give fewer.`,
  });
