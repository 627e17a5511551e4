/** Planning assumptions of school bus tours, told with every answer. */
import { schoolBus } from '../../../geodata/rules/schoolBus.ts';
import type { Sentence } from '../../planning/types.ts';
import { ASSUMED as ON_FOOT } from '../transitGround.ts';
import type { TourTask } from './task.ts';

export const ASSUMED = {
  /** Network speeds are those of a bus on a free road; in the morning it takes so many times as long. */
  busFactor: 1.1,
  stopSeconds: 20,
  childSeconds: 3,
  schoolSeconds: 120,
  /** Metres by road between schools that are one destination. */
  togetherMetres: 400,
  /** Steps in seconds in which arrivals and bells are moved. */
  step: 300,
};

const decimal = (value: number): string => value.toLocaleString('de-DE');

/** @param destinations with the seconds that pupils of the farthest school of each go on on foot */
export function assumptions(
  task: Pick<TourTask, 'wish' | 'schools' | 'rule'>,
  destinations: readonly { walkSeconds: number }[],
): Sentence[] {
  const { wish } = task;
  const { busFactor, stopSeconds, childSeconds, schoolSeconds, togetherMetres } = ASSUMED;
  const walks = Math.max(0, ...destinations.map(({ walkSeconds }) => walkSeconds));
  return [
    whoRides(task),
    ...bells(task),
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
    ...(walks > 0
      ? [
          {
            de: `Für den Fußweg zur entferntesten Schule eines gemeinsamen Ziels (bis ${Math.ceil(walks / 60)} Minuten bei ${ON_FOOT.walkMetresPerHour / 1000} km/h) ist der Bus so viel früher da.`,
            en: `For the way on foot to the farthest school of a shared destination (up to ${Math.ceil(walks / 60)} minutes at ${ON_FOOT.walkMetresPerHour / 1000} km/h) the bus is there so much earlier.`,
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

function whoRides({ wish: { who }, rule }: Pick<TourTask, 'wish' | 'rule'>): Sentence {
  if (who.beyond !== null)
    return {
      de: `Einen Bus braucht nur, wer ${decimal(who.beyond)} m Fußweg oder weiter von der Schule wohnt; näher Wohnende gehen zu Fuß, auch an gefährlichen Stellen.`,
      en: `Only who lives ${who.beyond} m or more on foot from the school needs a bus; who lives nearer walks, dangerous places included.`,
    };
  const isSafe = (rule?.dangerousWay ?? 'entitles') === 'entitles';
  const usual = schoolBus.values.ridesFromMetres;
  return {
    de: `Einen Bus braucht nur, wer jenseits der Entfernungsgrenze des Landes für Schulart und Klasse wohnt${isSafe ? '; gezählt wird der kürzeste Weg ohne gefährliche Stellen' : ''}. Wo keine Grenze gilt: ab ${decimal(usual)} m.`,
    en: `Only who lives beyond the state's distance limit for school type and grade needs a bus${isSafe ? '; what counts is the shortest way past no dangerous place' : ''}. Where there is no limit: from ${usual} m.`,
  };
}

function bells({ schools }: Pick<TourTask, 'schools'>): Sentence[] {
  const by = (who: TourTask['schools'][number]['bellBy']) => schools.filter(({ bellBy }) => bellBy === who);
  const listed = (of: TourTask['schools']) => of.map(({ record, bell }) => `${record.name} ${clock(bell)}`).join(', ');
  const [hours, usual] = [by('hours'), by('usual')];
  return [
    ...(hours.length > 0
      ? [
          {
            de: `Beginn laut Unterrichtszeiten der Schule (jüngste Klassen dieses Wochentags): ${listed(hours)}.`,
            en: `Bell as the school's hours say (youngest grades on this weekday): ${listed(hours)}.`,
          },
        ]
      : []),
    ...(usual.length > 0
      ? [
          {
            de: `Beginn angenommen, weil keine Unterrichtszeiten vorliegen: ${listed(usual)}.`,
            en: `Bell assumed, as there are no hours of the school: ${listed(usual)}.`,
          },
        ]
      : []),
  ];
}

const two = (value: number): string => String(value).padStart(2, '0');
const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}`;
