/** What the address says: county, scene and every choice made in it. One union, read and written here only. */
import { emptyKita, queryOfKita, readKita, type KitaScene } from './scenes/kita/address.ts';
import {
  emptyPopulation,
  queryOfPopulation,
  readPopulation,
  readScenario,
  scenarioWord,
  type OtherScenario,
  type PopulationScene,
} from './scenes/population/address.ts';
import { emptySocial, queryOfSocial, readSocial, type SocialScene } from './scenes/social/address.ts';
import { emptyTransport, queryOfTransport, readTransport, type TransportScene } from './scenes/transport/address.ts';

export { transportViews, type TransportView } from './scenes/transport/address.ts';
export { kitaViews } from './scenes/kita/address.ts';
export type { KitaScene, PopulationScene, SocialScene, TransportScene };

export const catchmentViews = [
  'number',
  'share',
  'nearest',
  'choice',
  'ways',
  'equipment',
  'outlook',
  'allDay',
] as const;
export type CatchmentView = (typeof catchmentViews)[number];
/** Those that tell of school years to come. */
export const isAheadView = (view: CatchmentView): view is 'outlook' | 'allDay' =>
  view === 'outlook' || view === 'allDay';

export interface StartScene {
  name: 'start';
}
export interface CatchmentsScene {
  name: 'catchments';
  type: string | null;
  school: string | null;
  /** The second school, compared with the first. */
  compare: string | null;
  year: string | null;
  view: CatchmentView;
  /** Areas of the school choice; null = those by which homes are counted. */
  layer: string | null;
  /** By atom rather than by area. */
  atoms: boolean;
  flows: boolean;
  /** How the reach of the school is meant. */
  by: 'walk' | 'drive';
  area: string | null;
  /** In which the school year to come begins that is shown; null: some years ahead. */
  ahead: number | null;
  /** All-day places per pupil; null: the rule's. */
  takeUp: number | null;
  /** Of the residents; null: the middle one. */
  scenario: OtherScenario | null;
}
export interface VariantsScene {
  name: 'variants';
  type: string | null;
  /** Null: the plan of today. */
  variant: string | null;
  /** Another variant, or 'heute', beside it. */
  compare: string | null;
  school: string | null;
  /** Interim year; null: when everything holds for everybody, or some years ahead. */
  year: number | null;
  /** As many children as are forecast for the year; null: as many as today. */
  children: 'ahead' | null;
}
export interface DataScene {
  name: 'data';
}
/** For the data-protection officer; reached from the data and from the notes beside protected figures. */
export interface ProtectionScene {
  name: 'protection';
}
export type Scene =
  | StartScene
  | CatchmentsScene
  | VariantsScene
  | TransportScene
  | KitaScene
  | PopulationScene
  | SocialScene
  | DataScene
  | ProtectionScene;
export type SceneName = Scene['name'];
export type SceneNamed<N extends SceneName> = Extract<Scene, { name: N }>;

export interface Address {
  /** One key, or several joined with +; null before a county is chosen. */
  county: string | null;
  scene: Scene;
}

const segments: Record<SceneName, string> = {
  start: '',
  catchments: 'einzugsbereiche',
  variants: 'varianten',
  transport: 'befoerderung',
  kita: 'kita',
  population: 'bevoelkerung',
  social: 'sozialraeume',
  data: 'daten',
  protection: 'datenschutz',
};
const viewWords: Record<CatchmentView, string> = {
  number: 'anzahl',
  share: 'anteil',
  nearest: 'naechste',
  choice: 'schulwahl',
  ways: 'wege',
  outlook: 'vorausschau',
  allDay: 'ganztag',
  equipment: 'merkmale',
};

export const emptyScenes: { [N in SceneName]: SceneNamed<N> } = {
  start: { name: 'start' },
  catchments: {
    name: 'catchments',
    type: null,
    school: null,
    compare: null,
    year: null,
    view: 'number',
    layer: null,
    atoms: false,
    flows: true,
    by: 'walk',
    area: null,
    ahead: null,
    takeUp: null,
    scenario: null,
  },
  variants: { name: 'variants', type: null, variant: null, compare: null, school: null, year: null, children: null },
  transport: emptyTransport,
  kita: emptyKita,
  population: emptyPopulation,
  social: emptySocial,
  data: { name: 'data' },
  protection: { name: 'protection' },
};

const countySelection = /^(\d{5}|DE)(\+(\d{5}|DE)){0,7}$/;

const readYear = (text: string | null): number | null => {
  const year = /^(20\d\d)\/\d\d$/.exec(text ?? '')?.[1];
  return year === undefined ? null : Number(year);
};

/** Hundredths → share. */
const readShare = (text: string | null): number | null =>
  /^(100|\d{1,2})$/.test(text ?? '') ? Number(text) / 100 : null;

/** 2027 → 2027/28 */
export const schoolYearOf = (year: number): string => `${year}/${String((year + 1) % 100).padStart(2, '0')}`;

function readScene(segment: string, query: URLSearchParams): Scene {
  const word = (name: string): string | null => query.get(name) || null;
  const name = (Object.keys(segments) as SceneName[]).find((key) => segments[key] === segment) ?? 'start';
  switch (name) {
    case 'catchments':
      return {
        name,
        type: word('art'),
        school: word('schule'),
        compare: word('vergleich'),
        year: word('jahr'),
        view: catchmentViews.find((view) => viewWords[view] === query.get('zeigen')) ?? 'number',
        layer: word('gebiete'),
        atoms: query.get('ebene') === 'wohnzellen',
        flows: query.get('linien') !== 'aus',
        by: query.get('mit') === 'auto' ? 'drive' : 'walk',
        area: word('gebiet'),
        ahead: readYear(query.get('schuljahr')),
        takeUp: readShare(query.get('quote')),
        scenario: readScenario(query.get('szenario')),
      };
    case 'variants':
      return {
        name,
        type: word('art'),
        variant: word('variante'),
        compare: word('vergleich'),
        school: word('schule'),
        year: readYear(query.get('jahr')),
        children: query.get('kinder') === 'vorausgeschaetzt' ? 'ahead' : null,
      };
    case 'transport':
      return readTransport(query);
    case 'kita':
      return readKita(query);
    case 'population':
      return readPopulation(query);
    case 'social':
      return readSocial(query);
    default:
      return { name };
  }
}

function queryOf(scene: Scene): Record<string, string | null> {
  switch (scene.name) {
    case 'catchments':
      return {
        art: scene.type,
        schule: scene.school,
        vergleich: scene.compare,
        jahr: scene.year,
        zeigen: scene.view === 'number' ? null : viewWords[scene.view],
        gebiete: scene.layer,
        ebene: scene.atoms ? 'wohnzellen' : null,
        linien: scene.flows ? null : 'aus',
        mit: scene.by === 'drive' ? 'auto' : null,
        gebiet: scene.area,
        schuljahr: scene.ahead === null ? null : schoolYearOf(scene.ahead),
        quote: scene.takeUp === null ? null : String(Math.round(scene.takeUp * 100)),
        szenario: scene.scenario && scenarioWord[scene.scenario],
      };
    case 'variants':
      return {
        art: scene.type,
        variante: scene.variant,
        vergleich: scene.compare,
        schule: scene.school,
        jahr: scene.year === null ? null : schoolYearOf(scene.year),
        kinder: scene.children === 'ahead' ? 'vorausgeschaetzt' : null,
      };
    case 'transport':
      return queryOfTransport(scene);
    case 'kita':
      return queryOfKita(scene);
    case 'population':
      return queryOfPopulation(scene);
    case 'social':
      return queryOfSocial(scene);
    default:
      return {};
  }
}

export function readAddress(pathname: string, search: string): Address {
  const [, county = '', segment = ''] = pathname.split('/').map((part) => part.replaceAll('%2B', '+'));
  if (!countySelection.test(county)) return { county: null, scene: emptyScenes.start };
  return { county, scene: readScene(segment, new URLSearchParams(search)) };
}

export function writeAddress({ county, scene }: Address): string {
  if (county === null) return '/';
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(queryOf(scene))) if (value) query.set(name, value);
  const path = ['', county, segments[scene.name]].filter((part, index) => index < 2 || part !== '').join('/');
  // A school year keeps its slash: 2025/26 is easier to read in a sent link than 2025%2F26.
  const text = query.toString().replaceAll('%2F', '/');
  return text ? `${path}?${text}` : path;
}
