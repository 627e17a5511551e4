/** Planning assumptions of school bus tours, told with every answer. */
import type { ToursWish } from '../../contract/tours.ts';
import type { Sentence } from '../../planning/types.ts';

export const ASSUMED = {
  /** Network speeds are those of a bus on a free road; in the morning it takes so many times as long. */
  busFactor: 1.1,
  stopSeconds: 20,
  childSeconds: 3,
  schoolSeconds: 120,
  /** Metres by road between schools that are one destination. */
  togetherMetres: 400,
  /** Bell of schools for which none was said. */
  usualBell: '07:45',
  /** Steps in seconds in which arrivals and bells are moved. */
  step: 300,
};

const decimal = (value: number): string => value.toLocaleString('de-DE');

export function assumptions(wish: ToursWish): Sentence[] {
  const { busFactor, stopSeconds, childSeconds, schoolSeconds, togetherMetres } = ASSUMED;
  return [
    {
      de: `Fahrzeit auf dem Straßennetz × ${decimal(busFactor)}; Halt ${stopSeconds} s und ${childSeconds} s je Kind, an der Schule ${schoolSeconds / 60} Minuten.`,
      en: `Driving time by road × ${busFactor}; ${stopSeconds} s at a stop and ${childSeconds} s for each child, ${schoolSeconds / 60} minutes at a school.`,
    },
    {
      de: 'Kilometer vom ersten Halt bis zur letzten Schule samt Leerfahrten dazwischen, ohne Wege vom und zum Betriebshof; nur morgens.',
      en: 'Kilometres from the first stop to the last school with empty ways between, without ways from and to the depot; mornings only.',
    },
    {
      de: 'Ein Bus fährt jede Schule höchstens einmal an und darf an Halten wenden; jedes Kind sitzt.',
      en: 'A bus drives to each school once at most and may turn round at stops; every child has a seat.',
    },
    ...(wish.mixedLoads
      ? [
          {
            de: `Schulen mit gleichem Beginn, die auf der Straße höchstens ${togetherMetres} m auseinanderliegen, sind ein Ziel: der Bus hält an einer, die Kinder der anderen gehen den Rest zu Fuß. Andere Schulen teilen sich keine Fahrt.`,
            en: `Schools with the same bell at most ${togetherMetres} m apart by road are one destination: the bus stops at one, pupils of the others walk the rest. Other schools share no trip.`,
          },
        ]
      : []),
    ...(wish.earliest > wish.margin
      ? [
          {
            de: `Busse sind ${wish.margin} bis ${wish.earliest} Minuten vor Beginn an der Schule, alle einer Schule zur selben Zeit.`,
            en: `Buses are at the school ${wish.margin} to ${wish.earliest} minutes before the bell, all of one school at the same time.`,
          },
        ]
      : []),
  ];
}
