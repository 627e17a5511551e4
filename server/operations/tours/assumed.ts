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

/**
 * @param destinations with the seconds that pupils of the farthest school of each go on on foot
 * @param stoppedAfter seconds of the search; null: nobody stopped it
 */
export function assumptions(
  task: Pick<TourTask, 'wish' | 'schools' | 'rule' | 'variant'>,
  destinations: readonly { walkSeconds: number }[],
  stoppedAfter: number | null = null,
): Sentence[] {
  const { wish } = task;
  const { busFactor, stopSeconds, childSeconds, schoolSeconds, togetherMetres } = ASSUMED;
  const isHome = wish.direction === 'back';
  const depot = wish.depot
    ? {
        de: 'Wege vom und zum Betriebshof sind eigens gezählt und lenken die Suche nicht',
        en: 'ways from and to the depot are counted apart and do not guide the search',
      }
    : { de: 'ohne Wege vom und zum Betriebshof', en: 'without ways from and to the depot' };
  const walks = Math.max(0, ...destinations.map(({ walkSeconds }) => walkSeconds));
  return [
    ...(stoppedAfter === null
      ? []
      : [
          {
            de: `Die Suche wurde nach ${Math.round(stoppedAfter)} von ${wish.seconds} Sekunden beendet: das ist der beste Plan bis dahin.`,
            en: `The search was ended after ${Math.round(stoppedAfter)} of ${wish.seconds} seconds: this is the best plan until then.`,
          },
        ]),
    ...(task.variant
      ? [
          {
            de: `Kinder, wie die Planungsvariante „${task.variant.name}“ (Stand ${task.variant.version}) sie den Schulen zuweist, wenn alles davon für alle gilt; Anteile von Kindern sind auf ganze gerundet, je Schule bleibt die Summe.`,
            en: `Pupils as the planning variant '${task.variant.name}' (version ${task.variant.version}) sends them to schools once all of it holds for everybody; parts of pupils are rounded to whole ones, the sum of each school stays.`,
          },
        ]
      : []),
    whoRides(task),
    ...bells(task),
    ...(isHome
      ? [
          {
            de: 'Alle Kinder einer Schule fahren zu diesem Schluss nach Hause, auch wer an dem Tag länger Unterricht hat.',
            en: "All pupils of a school go home at this lessons' end, also those who have lessons for longer on the day.",
          },
        ]
      : []),
    {
      de: `Fahrzeit auf dem Straßennetz × ${decimal(busFactor)}; Halt ${stopSeconds} s und ${childSeconds} s je Kind, an der Schule ${schoolSeconds / 60} Minuten.`,
      en: `Driving time by road × ${busFactor}; ${stopSeconds} s at a stop and ${childSeconds} s for each child, ${schoolSeconds / 60} minutes at a school.`,
    },
    isHome
      ? {
          de: `Kilometer von der ersten Schule bis zum letzten Halt samt Leerfahrten dazwischen, ${depot.de}; nur nach Hause.`,
          en: `Kilometres from the first school to the last stop with empty ways between, ${depot.en}; the way home only.`,
        }
      : {
          de: `Kilometer vom ersten Halt bis zur letzten Schule samt Leerfahrten dazwischen, ${depot.de}; nur morgens.`,
          en: `Kilometres from the first stop to the last school with empty ways between, ${depot.en}; mornings only.`,
        },
    {
      de: 'Ein Bus fährt jede Schule höchstens einmal an und darf an Halten wenden; jedes Kind sitzt.',
      en: 'A bus drives to each school once at most and may turn round at stops; every child has a seat.',
    },
    ...(wish.mixedLoads
      ? [
          {
            de: `Schulen mit gleichem ${isHome ? 'Schluss' : 'Beginn'}, die auf der Straße höchstens ${togetherMetres} m auseinanderliegen, sind ein Ziel: der Bus hält an einer, die Kinder der anderen gehen den Rest zu Fuß. Andere Schulen teilen sich keine Fahrt.`,
            en: `Schools with the same ${isHome ? "lessons' end" : 'bell'} at most ${togetherMetres} m apart by road are one destination: the bus stops at one, pupils of the others walk the rest. Other schools share no trip.`,
          },
        ]
      : []),
    ...(walks > 0
      ? [
          {
            de: `Für den Fußweg zur entferntesten Schule eines gemeinsamen Ziels (bis ${Math.ceil(walks / 60)} Minuten bei ${ON_FOOT.walkMetresPerHour / 1000} km/h) ${isHome ? 'fährt der Bus so viel später ab' : 'ist der Bus so viel früher da'}.`,
            en: `For the way on foot to the farthest school of a shared destination (up to ${Math.ceil(walks / 60)} minutes at ${ON_FOOT.walkMetresPerHour / 1000} km/h) the bus ${isHome ? 'leaves so much later' : 'is there so much earlier'}.`,
          },
        ]
      : []),
    ...(wish.earliest > wish.margin
      ? [
          {
            de: `Busse ${isHome ? 'fahren' : 'sind'} ${wish.margin} bis ${wish.earliest} Minuten ${isHome ? 'nach Schluss von der Schule ab' : 'vor Beginn an der Schule'}, alle einer Schule zur selben Zeit.`,
            en: `Buses ${isHome ? 'leave' : 'are at'} the school ${wish.margin} to ${wish.earliest} minutes ${isHome ? "after the lessons' end" : 'before the bell'}, all of one school at the same time.`,
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

function bells({ schools, wish }: Pick<TourTask, 'schools' | 'wish'>): Sentence[] {
  const by = (who: TourTask['schools'][number]['bellBy']) => schools.filter(({ bellBy }) => bellBy === who);
  const listed = (of: TourTask['schools']) => of.map(({ record, bell }) => `${record.name} ${clock(bell)}`).join(', ');
  const [de, en] = wish.direction === 'back' ? ['Schluss', "Lessons' end"] : ['Beginn', 'Bell'];
  const [hours, usual] = [by('hours'), by('usual')];
  return [
    ...(hours.length > 0
      ? [
          {
            de: `${de} laut Unterrichtszeiten der Schule (jüngste Klassen dieses Wochentags): ${listed(hours)}.`,
            en: `${en} as the school's hours say (youngest grades on this weekday): ${listed(hours)}.`,
          },
        ]
      : []),
    ...(usual.length > 0
      ? [
          {
            de: `${de} angenommen, weil keine Unterrichtszeiten vorliegen: ${listed(usual)}.`,
            en: `${en} assumed, as there are no hours of the school: ${listed(usual)}.`,
          },
        ]
      : []),
  ];
}

const two = (value: number): string => String(value).padStart(2, '0');
const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}`;
