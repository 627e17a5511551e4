/** Which limit keeps the plan from fewer buses: found by widening each of them alone. */
import type { ToursWish } from '../../contract/tours.ts';
import type { Sentence } from '../../planning/types.ts';
import { WIDER, type TourResult } from './tourWork.ts';

const suffice = (n: number): string => (n === 1 ? 'genügte ein Bus' : `genügten ${n} Busse`);
const busesEn = (n: number): string => (n === 1 ? 'one bus' : `${n} buses`);

export function bindingLimits(
  wish: ToursWish,
  now: number,
  { relief, bound, isSkipped, isStopped, staggered }: TourResult,
): Sentence[] {
  const said = relief.map(({ limit, buses: enough }): Sentence => {
    switch (limit) {
      case 'seats':
        return {
          de: `Die Zahl der Sitzplätze kostet Busse: mit ${wish.seats * WIDER.seats} statt ${wish.seats} je Bus ${suffice(enough)} statt ${now}.`,
          en: `The number of seats costs buses: with ${wish.seats * WIDER.seats} instead of ${wish.seats} in a bus ${busesEn(enough)} would do instead of ${now}.`,
        };
      case 'ride': {
        const longer = wish.longestRide + WIDER.rideSeconds / 60;
        return {
          de: `Die Grenze für die längste Fahrt kostet Busse: mit ${longer} statt ${wish.longestRide} Minuten ${suffice(enough)} statt ${now}.`,
          en: `The limit of the longest ride costs buses: with ${longer} instead of ${wish.longestRide} minutes ${busesEn(enough)} would do instead of ${now}.`,
        };
      }
      case 'bells':
        return {
          de: `Der Unterrichts${wish.direction === 'back' ? 'schluss' : 'beginn'} kostet Busse: würde er um höchstens ${WIDER.bellSeconds / 60} Minuten verschoben, ${suffice(enough)} statt ${now}.`,
          en: `The ${wish.direction === 'back' ? 'ends of lessons' : 'bells'} cost buses: if they were moved by at most ${WIDER.bellSeconds / 60} minutes ${busesEn(enough)} would do instead of ${now}.`,
        };
    }
  });
  if (isSkipped)
    return [
      ...said,
      {
        de: `${isStopped ? 'Die Suche endete zu früh' : 'Die Suchzeit reichte nicht'}, um alle Vorgaben zu prüfen: bitte länger suchen lassen.`,
        en: `${isStopped ? 'The search ended too early' : 'The time was too short'} to look at each limit: please let it look for longer.`,
      },
    ];
  const saved = staggered !== null && staggered.buses < now;
  if (said.length > 0 || now === 0 || saved) return said;
  return now === bound && now === 1
    ? []
    : [
        {
          de: `Weder doppelt so viele Sitzplätze noch ${WIDER.rideSeconds / 60} Minuten längere Fahrten oder verschobene Zeiten sparten in der kurzen Suche einen Bus.`,
          en: `Neither twice the seats, nor rides ${WIDER.rideSeconds / 60} minutes longer, nor moved times saved a bus in the short search.`,
        },
      ];
}
