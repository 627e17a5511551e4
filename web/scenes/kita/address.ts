/** What the address says of the scene Kita-Versorgung; only web/scene.ts reads and writes with it. */
import { readMetres } from '../transport/address.ts';

export const kitaViews = ['gap', 'reach', 'unserved', 'sites', 'fewer'] as const;
export type KitaView = (typeof kitaViews)[number];
const viewWord = {
  gap: 'luecke',
  reach: 'erreichbar',
  unserved: 'ohne-platz',
  sites: 'standorte',
  fewer: 'weniger',
} satisfies Record<KitaView, string>;

export interface KitaScene {
  name: 'kita';
  group: string | null;
  layer: string | null;
  date: string | null;
  /** End of a year to come; null: the reference date. */
  year: number | null;
  /** Target rate, places per child; null = the default of the rule set. */
  rate: number | null;
  /** The rule set's rates, though the county has its own. */
  stateRates: boolean;
  /** What lacks inside the area, what is within reach, who remains without a place, where to build, or what can go. */
  view: KitaView;
  /** Accepted metres on foot; null = those of the rule set. */
  metres: number | null;
  area: string | null;
  /** Whose measures count; null: places stay as today. */
  variant: string | null;
  /** Another variant beside it. */
  compare: string | null;
  /** Of a new site, or that go; null: as many as the service takes. */
  places: number | null;
  /** Sites to open; null: one. */
  count: number | null;
  /** All homes are compared, though there is a list of plots. */
  allHomes: boolean;
}

export const emptyKita: KitaScene = {
  name: 'kita',
  group: null,
  layer: null,
  date: null,
  year: null,
  rate: null,
  stateRates: false,
  view: 'gap',
  metres: null,
  area: null,
  variant: null,
  compare: null,
  places: null,
  count: null,
  allHomes: false,
};

/** As far as the service takes a way to a Kita, in metres. */
const FARTHEST_KITA = 50_000;

function readRate(text: string | null): number | null {
  const percent = text === null || text === '' ? Number.NaN : Number(text);
  return percent >= 0 && percent <= 150 ? Math.round(percent * 10) / 1000 : null;
}

const readYear = (text: string | null): number | null => (/^20\d\d$/.test(text ?? '') ? Number(text) : null);

const readId = (text: string | null): string | null =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text ?? '') ? text : null;

function readWhole(text: string | null, least: number, most: number): number | null {
  const number = /^\d{1,4}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}

export function readKita(query: URLSearchParams): KitaScene {
  const word = (name: string): string | null => query.get(name) || null;
  return {
    name: 'kita',
    group: word('gruppe'),
    layer: word('ebene'),
    date: word('stichtag'),
    year: readYear(query.get('jahr')),
    rate: readRate(query.get('quote')),
    stateRates: query.get('quoten') === 'land',
    view: kitaViews.find((view) => viewWord[view] === query.get('zeigen')) ?? 'gap',
    metres: readMetres(query.get('weg'), FARTHEST_KITA),
    area: word('gebiet'),
    variant: readId(query.get('variante')),
    compare: readId(query.get('vergleich')),
    places: readWhole(query.get('plaetze'), 1, 1000),
    count: readWhole(query.get('standorte'), 2, 5),
    allHomes: query.get('orte') === 'wohnorte',
  };
}

export const queryOfKita = (scene: KitaScene): Record<string, string | null> => ({
  gruppe: scene.group,
  ebene: scene.layer,
  stichtag: scene.date,
  jahr: scene.year === null ? null : String(scene.year),
  quote: scene.rate === null ? null : String(Math.round(scene.rate * 1000) / 10),
  quoten: scene.stateRates ? 'land' : null,
  zeigen: scene.view === 'gap' ? null : viewWord[scene.view],
  weg: scene.metres === null ? null : String(scene.metres),
  gebiet: scene.area,
  variante: scene.variant,
  vergleich: scene.compare,
  plaetze: scene.places === null ? null : String(scene.places),
  standorte: scene.count === null ? null : String(scene.count),
  orte: scene.allHomes ? 'wohnorte' : null,
});
