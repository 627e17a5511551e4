/** A plan of buses as a timetable: who boards when, how full the bus is, how long they ride. */
import type { BusPlan } from './schoolBusProblem.ts';
import type { TourNode, TourProblem } from './tourProblem.ts';

export interface ScheduledStop {
  node: TourNode;
  /** Seconds of the day: the bus is there, and leaves. */
  arrive: number;
  leave: number;
  /** Who gets on; on the way home: off. */
  boarding: number;
  /** On board when it leaves; on the way home: when it arrives. */
  load: number;
  /** From leaving the stop to the school; on the way home: from leaving the school to the stop. */
  rideSeconds: number;
}

export interface ScheduledRoute {
  destination: number;
  stops: ScheduledStop[];
  /** The first stop. */
  leave: number;
  /** At the school; on the way home the school is the first and a stop the last. */
  arrive: number;
  metres: number;
}

export interface ScheduledBus {
  routes: ScheduledRoute[];
  /** From the first stop to the last school, empty ways between routes included. */
  metres: number;
}

/** Every bus is at a school just in time, so that nobody waits longer than must be. */
export function scheduleTours({ problem, nodes, metres }: TourProblem, plan: Pick<BusPlan, 'buses'>): ScheduledBus[] {
  const { stops, schools, travel, standing, bell, unloading, pupils } = problem;
  const all = stops + schools;
  return plan.buses.map((routes) => {
    let before = -1;
    let length = 0;
    const driven = routes.map(({ school, stops: list }): ScheduledRoute => {
      const arrive = bell[school]! - unloading;
      const way = [...list, stops + school];
      let leave = arrive;
      const scheduled: ScheduledStop[] = [];
      let own = 0;
      let left = list.reduce((people, stop) => people + pupils[stop]!, 0);
      for (let at = list.length - 1; at >= 0; at--) {
        const [stop, next] = [list[at]!, way[at + 1]!];
        leave -= travel[stop * all + next]!;
        own += metres[stop * all + next]!;
        const boarding = pupils[stop]!;
        scheduled.unshift({
          node: nodes[stop]!,
          arrive: leave - standing[stop]!,
          leave,
          boarding,
          load: left,
          rideSeconds: arrive - leave,
        });
        left -= boarding;
        leave -= standing[stop]!;
      }
      if (before !== -1) length += metres[(stops + before) * all + list[0]!]!;
      before = school;
      length += own;
      return { destination: school, stops: scheduled, leave: scheduled[0]!.leave, arrive, metres: own };
    });
    return { routes: driven, metres: length };
  });
}

/** Minutes of ride by pupils: mean, what 9 of 10 do not exceed, and the longest; null where nobody rides. */
export function rideFigures(
  buses: readonly ScheduledBus[],
): { mean: number; mostOfTen: number; longest: number } | null {
  const rides = buses
    .flatMap(({ routes }) => routes.flatMap(({ stops }) => stops))
    .map(({ rideSeconds, boarding }) => ({ minutes: rideSeconds / 60, boarding }))
    .sort((a, b) => a.minutes - b.minutes);
  const people = rides.reduce((sum, { boarding }) => sum + boarding, 0);
  if (people === 0) return null;
  let counted = 0;
  const mostOfTen = rides.find(({ boarding }) => (counted += boarding) >= 0.9 * people)!.minutes;
  return {
    mean: rides.reduce((sum, { minutes, boarding }) => sum + minutes * boarding, 0) / people,
    mostOfTen,
    longest: rides.at(-1)!.minutes,
  };
}
