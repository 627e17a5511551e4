/**
 * Tours home are tours to school run backwards: with times below 0 for those of the day and each road in the other direction, a
 * bus that leaves the school and lets pupils off is one that gathers them and arrives. So the same search plans both.
 */
import type { TourGround } from './tourGround.ts';
import type { ScheduledBus, ScheduledRoute, ScheduledStop } from './tourSchedule.ts';

/** The same places with each way driven from its end: the way back is seldom as long as the way there. */
export function transposed(ground: TourGround): TourGround {
  const count = Math.sqrt(ground.seconds.length);
  const turned = (ways: Float64Array) => ways.map((_, at) => ways[(at % count) * count + Math.floor(at / count)]!);
  return { ...ground, seconds: turned(ground.seconds), metres: turned(ground.metres) };
}

/** A timetable of turned time as it is driven: from the school, stop by stop, trip by trip. */
export const homeward = (buses: readonly ScheduledBus[]): ScheduledBus[] =>
  buses.map(({ routes, metres }) => ({ metres, routes: routes.map(turnedRoute).reverse() }));

const turnedRoute = ({ stops, leave, arrive, ...route }: ScheduledRoute): ScheduledRoute => ({
  ...route,
  stops: stops.map(turnedStop).reverse(),
  leave: -arrive,
  arrive: -leave,
});

const turnedStop = ({ arrive, leave, ...stop }: ScheduledStop): ScheduledStop => ({
  ...stop,
  arrive: -leave,
  leave: -arrive,
});
