/** What the address says of the scene Schülerbeförderung; only web/scene.ts reads and writes with it. */
import { LimitText } from '../../../server/contract/entitlement.ts';

export const transportViews = ['areas', 'doors', 'load', 'lines', 'tours'] as const;
export type TransportView = (typeof transportViews)[number];
const transportWord = {
  areas: 'gebiete',
  doors: 'fahrt',
  load: 'auslastung',
  lines: 'linien',
  tours: 'touren',
} satisfies Record<TransportView, string>;

const comparatorWord = { '>=': 'mindestens', '>': 'ueber' } as const;
const comparatorOf = (word: string | null): TransportScene['comparator'] =>
  word === 'mindestens' ? '>=' : word === 'ueber' ? '>' : null;

export interface TransportScene {
  name: 'transport';
  date: string | null;
  school: string | null;
  /** By atom rather than by area. */
  atoms: boolean;
  /** What is asked: who lives how far, who is under way how long, what runs. */
  view: TransportView;
  /** Bell and lessons' end, 'HH:MM'; null: as is usual. */
  bell: string | null;
  end: string | null;
  /** What if: other lengths as the service takes them, and another comparator; null: as the rule says. */
  limit: string | null;
  comparator: '>' | '>=' | null;
  /** What if: is the way counted there and back? null: as the rule says. */
  roundTrip: boolean | null;
  /** Of the load: the way home, seats only, where pupils want to go, of which variant, and the trip that is looked at. */
  home: boolean;
  seats: boolean;
  desire: boolean;
  variant: string | null;
  trip: string | null;
  /** Who lives how far from a served stop, with the county's own limit in metres; null: not asked. */
  coverage: number | null;
  /** Another day beside the chosen one. */
  otherDay: string | null;
  /** The planned tours that are looked at; of that view only. */
  job: string | null;
  line: string | null;
  area: string | null;
}
export const emptyTransport: TransportScene = {
  name: 'transport',
  date: null,
  school: null,
  atoms: false,
  view: 'areas',
  bell: null,
  end: null,
  limit: null,
  comparator: null,
  roundTrip: null,
  home: false,
  seats: false,
  desire: false,
  variant: null,
  trip: null,
  coverage: null,
  otherDay: null,
  job: null,
  line: null,
  area: null,
};

/** As the service takes them: 100 to 2,000 to a stop. */
export function readMetres(text: string | null, most = 2000): number | null {
  const metres = text !== null && /^\d{3,5}$/.test(text) ? Number(text) : Number.NaN;
  return metres >= 100 && metres <= most ? metres : null;
}

const readJob = (text: string | null): string | null =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.exec(text ?? '')?.[0] ?? null;

export function readTransport(query: URLSearchParams): TransportScene {
  const word = (name: string): string | null => query.get(name) || null;
  const clock = (name: string): string | null => /^([01]\d|2[0-3]):[0-5]\d$/.exec(query.get(name) ?? '')?.[0] ?? null;
  return {
    name: 'transport',
    date: word('tag'),
    school: word('schule'),
    atoms: query.get('ebene') === 'wohnzellen',
    view: transportViews.find((view) => transportWord[view] === query.get('zeigen')) ?? 'areas',
    bell: clock('beginn'),
    end: clock('ende'),
    limit: LimitText.safeParse(query.get('grenze')).data ?? null,
    comparator: comparatorOf(query.get('grenzwort')),
    roundTrip: { einfach: false, beide: true }[query.get('wege') ?? ''] ?? null,
    home: query.get('richtung') === 'zurueck',
    seats: query.get('plaetze') === 'sitz',
    desire: query.get('wunschlinien') === 'ja',
    variant: word('variante'),
    trip: word('bus'),
    coverage: readMetres(query.get('abdeckung')),
    otherDay: word('vergleichstag'),
    job: query.get('zeigen') === transportWord.tours ? readJob(query.get('fahrplan')) : null,
    line: word('linie'),
    area: word('gebiet'),
  };
}

export function queryOfTransport(scene: TransportScene): Record<string, string | null> {
  return {
    tag: scene.date,
    schule: scene.school,
    ebene: scene.atoms ? 'wohnzellen' : null,
    zeigen: scene.view === 'areas' ? null : transportWord[scene.view],
    beginn: scene.bell,
    ende: scene.end,
    grenze: scene.limit,
    grenzwort: scene.comparator && comparatorWord[scene.comparator],
    wege: scene.roundTrip === null ? null : scene.roundTrip ? 'beide' : 'einfach',
    richtung: scene.home ? 'zurueck' : null,
    plaetze: scene.seats ? 'sitz' : null,
    wunschlinien: scene.desire ? 'ja' : null,
    variante: scene.variant,
    bus: scene.trip,
    abdeckung: scene.coverage === null ? null : String(scene.coverage),
    vergleichstag: scene.otherDay,
    fahrplan: scene.view === 'tours' ? scene.job : null,
    linie: scene.line,
    gebiet: scene.area,
  };
}
