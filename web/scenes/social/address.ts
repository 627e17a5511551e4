/** What the address says of the scene Sozialräume; only web/scene.ts reads and writes with it. */
import type { ClassMethod } from '../../../server/planning/socialSpace/classes.ts';

export const socialViews = ['map', 'change', 'two', 'index', 'schools', 'profile'] as const;
export type SocialView = (typeof socialViews)[number];
const viewWord = {
  map: 'karte',
  change: 'veraenderung',
  two: 'zwei',
  index: 'index',
  schools: 'schulen',
  profile: 'profil',
} satisfies Record<SocialView, string>;

export const classMethods = [
  'rounded',
  'quantile',
  'naturalBreaks',
  'equalInterval',
  'standardDeviation',
  'own',
] as const satisfies readonly ClassMethod[];
const methodWord = {
  rounded: 'gerundet',
  quantile: 'quantile',
  naturalBreaks: 'natuerlich',
  equalInterval: 'gleich',
  standardDeviation: 'streuung',
  own: 'eigene',
} satisfies Record<ClassMethod, string>;

export const rampNames = ['teal', 'orange', 'grey'] as const;
export type RampName = (typeof rampNames)[number];
const rampWord = { teal: 'tuerkis', orange: 'orange', grey: 'grau' } satisfies Record<RampName, string>;

export const classRange = [2, 9] as const;
export const USUAL_CLASSES = 5;

export interface SocialScene {
  name: 'social';
  view: SocialView;
  indicator: string | null;
  /** Beside the first one, where two are shown. */
  second: string | null;
  layer: string | null;
  area: string | null;
  /** Null: the newest. */
  year: number | null;
  /** From which a change is told; null: the oldest. */
  since: number | null;
  method: ClassMethod;
  classes: number;
  /** Inner limits of own classes, ascending; empty unless the method is own. */
  limits: number[];
  ramp: RampName;
  /** A count as a colour of its area: never unless it is asked for. */
  filled: boolean;
  /** What the index is made of; empty: the usual burdens, each as much as the others. */
  weights: Weighed[];
  /** Kinds of offers on the map. */
  offers: string[];
  /** Where residence and school are compared; null: the type of the most schools. */
  schoolType: string | null;
  school: string | null;
  /** Indicators of a profile; empty: all. */
  described: string[];
}

export interface Weighed {
  key: string;
  weight: number;
  direction: 'burden' | 'strength';
}

/** As the service reads it, and as it stands in the address. */
export const writeWeights = (weights: readonly Weighed[]): string =>
  weights
    .map(({ key, weight, direction }) => `${key}:${weight}${direction === 'strength' ? ':strength' : ''}`)
    .join(',');

export const MOST_WEIGHTS = 20;
function readWeights(text: string | null): Weighed[] {
  const parts = (text ?? '').split(',').map((part) => /^([a-z0-9-]+):(\d{1,2}(?:\.\d)?)(:strength)?$/.exec(part));
  if (parts.length > MOST_WEIGHTS || parts.some((part) => part === null)) return [];
  return parts.map((part) => ({
    key: part?.[1] ?? '',
    weight: Number(part?.[2]),
    direction: part?.[3] ? 'strength' : 'burden',
  }));
}

const MOST_KINDS = 40;
/** Each once; what is no key of a kind is left out. */
const readKinds = (text: string | null): string[] =>
  [...new Set((text ?? '').split(/[ +]/))].filter((key) => /^[a-z0-9]{1,60}$/.test(key)).slice(0, MOST_KINDS);

const MOST_DESCRIBED = 60;
const readKeys = (text: string | null): string[] =>
  [...new Set((text ?? '').split(/[ +]/))].filter((key) => /^[a-z0-9-]{1,200}$/.test(key)).slice(0, MOST_DESCRIBED);

export const emptySocial: SocialScene = {
  name: 'social',
  view: 'map',
  indicator: null,
  second: null,
  layer: null,
  area: null,
  year: null,
  since: null,
  method: 'rounded',
  classes: USUAL_CLASSES,
  limits: [],
  ramp: 'teal',
  filled: false,
  weights: [],
  offers: [],
  schoolType: null,
  school: null,
  described: [],
};

const keyOfWord = <Key extends string>(words: Record<Key, string>, word: string | null): Key | null =>
  (Object.keys(words) as Key[]).find((key) => words[key] === word) ?? null;

const yearOf = (text: string | null): number | null => (/^(19|20)\d\d$/.test(text ?? '') ? Number(text) : null);

/** Numbers with a point, parted by a line: a comma would be one of German numbers. */
function readLimits(text: string | null): number[] {
  const limits = (text ?? '')
    .split('_')
    .map((part) => (/^-?\d+(\.\d+)?(e-?\d+)?$/.test(part) ? Number(part) : Number.NaN));
  const ascends = limits.every((limit, at) => Number.isFinite(limit) && (at === 0 || limit > limits[at - 1]!));
  return ascends && limits.length < classRange[1] ? limits : [];
}

export function readSocial(query: URLSearchParams): SocialScene {
  const word = (name: string): string | null => query.get(name) || null;
  const limits = readLimits(query.get('grenzen'));
  const method = keyOfWord(methodWord, query.get('klassen')) ?? 'rounded';
  const classes = Number(query.get('anzahl') ?? USUAL_CLASSES);
  return {
    name: 'social',
    view: keyOfWord(viewWord, query.get('zeigen')) ?? 'map',
    indicator: word('indikator'),
    second: word('mit'),
    layer: word('ebene'),
    area: word('gebiet'),
    year: yearOf(query.get('jahr')),
    since: yearOf(query.get('seit')),
    method: method === 'own' && limits.length === 0 ? 'rounded' : method,
    classes:
      Number.isInteger(classes) && classes >= classRange[0] && classes <= classRange[1] ? classes : USUAL_CLASSES,
    limits: method === 'own' ? limits : [],
    ramp: keyOfWord(rampWord, query.get('farben')) ?? 'teal',
    filled: query.get('anzahl-als') === 'flaeche',
    weights: readWeights(query.get('gewichte')),
    offers: readKinds(query.get('angebote')),
    schoolType: word('art'),
    school: word('schule'),
    described: readKeys(query.get('im-profil')),
  };
}

export function queryOfSocial(scene: SocialScene): Record<string, string | null> {
  const number = (value: number | null) => (value === null ? null : String(value));
  return {
    zeigen: scene.view === 'map' ? null : viewWord[scene.view],
    indikator: scene.indicator,
    mit: scene.second,
    ebene: scene.layer,
    gebiet: scene.area,
    jahr: number(scene.year),
    seit: number(scene.since),
    klassen: scene.method === 'rounded' ? null : methodWord[scene.method],
    anzahl: scene.classes === USUAL_CLASSES ? null : String(scene.classes),
    grenzen: scene.limits.length > 0 ? scene.limits.join('_') : null,
    farben: scene.ramp === 'teal' ? null : rampWord[scene.ramp],
    'anzahl-als': scene.filled ? 'flaeche' : null,
    gewichte: scene.weights.length > 0 ? writeWeights(scene.weights) : null,
    // A space in a query is written as +.
    angebote: scene.offers.length > 0 ? scene.offers.join(' ') : null,
    art: scene.schoolType,
    schule: scene.school,
    'im-profil': scene.described.length > 0 ? scene.described.join(' ') : null,
  };
}
