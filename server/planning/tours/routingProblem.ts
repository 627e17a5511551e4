/** Capacitated vehicle routing: the problem as the kernel takes it, and what it refuses. */
import { DomainError } from '../errors.ts';

/** Place 0 is the depot; every other place is visited once, by one vehicle that starts and ends at the depot. */
export interface RoutingProblem {
  places: number;
  /** places × places, row by row, in any unit, from 0 on. */
  distance: Float64Array;
  /** Per place: what is delivered there; 0 at the depot. */
  demand: Float64Array;
  /**
   * Per place: what is picked up there; left out: nothing anywhere. A place has one of both. On each tour all deliveries come
   * before the first pickup, and there is at least one delivery.
   */
  pickup?: Float64Array;
  /** What a vehicle holds, in the unit of the demand. */
  capacity: number;
  /** Vehicles there are at most; left out: as many as are needed. */
  vehicles?: number;
}

export interface Routing {
  /** The places of each tour in order, without the depot. */
  tours: Int32Array[];
  cost: number;
  seconds: number;
}

/**
 * @throws RangeError where the arrays do not fit each other; DomainError `tours.demandTooLarge`, `tours.tooFewVehicles` where
 *   no plan can exist
 */
export function checkRouting(problem: RoutingProblem): void {
  const { places, distance, demand, capacity, pickup } = problem;
  if (places < 1) throw new RangeError('Please give at least the depot.');
  if (demand.length !== places || (pickup && pickup.length !== places) || distance.length !== places * places)
    throw new RangeError(`Please give a demand for each of ${places} places and a distance for each pair.`);
  const isAmount = (each: number) => each >= 0 && each < Infinity;
  if (!demand.every(isAmount) || !distance.every(isAmount) || pickup?.every(isAmount) === false)
    throw new RangeError('Demands and distances must be finite and not below 0.');
  if (!(capacity > 0)) throw new RangeError('The capacity must be above 0.');
  if (demand[0] !== 0 || (pickup && pickup[0] !== 0)) throw new RangeError('The depot has no demand: please give 0.');
  if (pickup?.some((each, place) => each > 0 && demand[place]! > 0) === true)
    throw new RangeError('A place has a delivery or a pickup: please give two places where it has both.');
  for (const amounts of pickup ? [demand, pickup] : [demand]) {
    const place = amounts.findIndex((each) => each > capacity);
    if (place >= 0) throw demandTooLarge(place, amounts[place]!, capacity);
  }
  const needed = leastVehicles(problem);
  if (needed > (problem.vehicles ?? Infinity)) throw tooFewVehicles(problem.vehicles!, needed);
}

/** No plan has fewer: the deliveries and the pickups have to fit. */
export function leastVehicles({ demand, pickup, capacity }: RoutingProblem): number {
  const sum = (list: Float64Array) => list.reduce((all, each) => all + each, 0);
  return Math.ceil(Math.max(sum(demand), pickup ? sum(pickup) : 0) / capacity);
}

const demandTooLarge = (place: number, demand: number, capacity: number): DomainError =>
  new DomainError('invalid', 'tours.demandTooLarge', {
    de: `Der Bedarf von Ort ${place + 1} (${demand}) ist größer als die Kapazität eines Fahrzeugs (${capacity}): bitte größere Fahrzeuge einsetzen oder den Bedarf auf mehrere Orte aufteilen.`,
    en: `The demand of place ${place + 1} (${demand}) is larger than the capacity of a vehicle (${capacity}): please use larger vehicles or divide the demand among several places.`,
  });

const tooFewVehicles = (vehicles: number, needed: number): DomainError =>
  new DomainError('invalid', 'tours.tooFewVehicles', {
    de: `Die Bedarfe aller Orte brauchen mindestens ${needed} Fahrzeuge, zugelassen sind ${vehicles}: bitte mehr oder größere Fahrzeuge zulassen.`,
    en: `The demands of all places need at least ${needed} vehicles, ${vehicles} are allowed: please allow more or larger vehicles.`,
  });

export const noneFound = (missing: number): DomainError =>
  new DomainError('invalid', 'tours.noneFound', {
    de: `In der Zeit wurde kein Plan gefunden, der alle Orte bedient (${missing} fehlen im besten): bitte mehr Zeit geben oder mehr Fahrzeuge zulassen.`,
    en: `No plan that serves all places was found in the time (${missing} are missing in the best): please give more time or allow more vehicles.`,
  });
