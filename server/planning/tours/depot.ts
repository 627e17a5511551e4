/** Empty kilometres between the depot and the places where buses begin and end. */
import type { TourGround } from './tourGround.ts';
import type { ScheduledBus } from './tourSchedule.ts';

export interface DepotWay {
  /** Metres by road from the depot to where the bus begins, and from where it ends; Infinity where no road leads. */
  out: number;
  in: number;
}

/**
 * @param ground on which the roads are as they are driven
 * @param depot its number among the ground's schools
 * @param schoolOf destinations: number of the school where the bus stops
 */
export function depotWays(
  { stops, metres }: TourGround,
  depot: number,
  buses: readonly ScheduledBus[],
  schoolOf: readonly number[],
  isHome: boolean,
): DepotWay[] {
  const count = Math.sqrt(metres.length);
  const at = stops.length + depot;
  return buses.map(({ routes }) => {
    const [first, last] = [routes[0]!, routes.at(-1)!];
    const begin = isHome ? stops.length + schoolOf[first.destination]! : first.stops[0]!.node.stop;
    const end = isHome ? last.stops.at(-1)!.node.stop : stops.length + schoolOf[last.destination]!;
    return { out: metres[at * count + begin]!, in: metres[end * count + at]! };
  });
}
