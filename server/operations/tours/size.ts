/** What can be planned together: the search begins with a plan of all stops, which takes longer than anyone waits past this. */
import * as refused from './refused.ts';

/** Stops and schools. */
export const MOST_NODES = 2500;
/** Stops and schools × schools. */
export const MOST_SIZE = 50_000;

/** @throws DomainError `tours.tooLarge` */
export function refuseTooLarge(stops: number, schools: number): void {
  const nodes = stops + schools;
  if (nodes > MOST_NODES || nodes * schools > MOST_SIZE) throw refused.toursTooLarge(stops, schools);
}
