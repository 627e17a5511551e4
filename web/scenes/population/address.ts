/** What the address says of the scene Bevölkerung; only web/scene.ts reads and writes with it. */
export const populationViews = ['now', 'forecast', 'proof'] as const;
export type PopulationView = (typeof populationViews)[number];
const viewWord = { now: 'stand', forecast: 'vorausberechnung', proof: 'erprobung' } satisfies Record<
  PopulationView,
  string
>;
export const scenarioWord = { low: 'niedrig', high: 'hoch' } as const;
/** Null: the middle one. */
export type OtherScenario = keyof typeof scenarioWord;
export const readScenario = (word: string | null): OtherScenario | null =>
  (['low', 'high'] as const).find((key) => scenarioWord[key] === word) ?? null;

/** The factors of the assumptions, by the word of the address; 100 % is the same as none. */
export const factorWord = {
  births: 'geburten',
  arrivals: 'zuzug',
  departures: 'fortzug',
  deaths: 'sterblichkeit',
} as const;
export type FactorName = keyof typeof factorWord;
export const factorRange = [50, 150] as const;

export interface PopulationScene extends Record<FactorName, number | null> {
  name: 'population';
  view: PopulationView;
  layer: string | null;
  area: string | null;
  band: string | null;
  date: string | null;
  /** Date from which it is forecast; null: the newest. */
  base: string | null;
  year: number | null;
  /** Null: the middle one. */
  scenario: OtherScenario | null;
  /** Without: as if none of the planned homes were built. */
  housing: 'without' | null;
  /** A kept forecast that is held against this one. */
  kept: string | null;
}

export const emptyPopulation: PopulationScene = {
  name: 'population',
  view: 'now',
  layer: null,
  area: null,
  band: null,
  date: null,
  base: null,
  year: null,
  scenario: null,
  births: null,
  arrivals: null,
  departures: null,
  deaths: null,
  housing: null,
  kept: null,
};

const readNumber = (text: string | null, pattern: RegExp, low: number, high: number): number | null => {
  const number = text !== null && pattern.test(text) ? Number(text) : Number.NaN;
  return number >= low && number <= high ? number : null;
};
const readDate = (text: string | null): string | null => /^\d{4}-\d{2}-\d{2}$/.exec(text ?? '')?.[0] ?? null;

export function readPopulation(query: URLSearchParams): PopulationScene {
  const word = (name: string): string | null => query.get(name) || null;
  const percent = (name: FactorName) => {
    const chosen = readNumber(query.get(factorWord[name]), /^\d{2,3}$/, ...factorRange);
    return chosen === 100 ? null : chosen;
  };
  return {
    name: 'population',
    view: populationViews.find((view) => viewWord[view] === query.get('zeigen')) ?? 'now',
    layer: word('ebene'),
    area: word('gebiet'),
    band: word('gruppe'),
    date: readDate(query.get('stichtag')),
    base: readDate(query.get('ab')),
    year: readNumber(query.get('jahr'), /^\d{4}$/, 1990, 2100),
    scenario: readScenario(query.get('szenario')),
    births: percent('births'),
    arrivals: percent('arrivals'),
    departures: percent('departures'),
    deaths: percent('deaths'),
    housing: query.get('bauen') === 'ohne' ? 'without' : null,
    kept: /^[\da-f-]{36}$/.exec(query.get('festgehalten') ?? '')?.[0] ?? null,
  };
}

export function queryOfPopulation(scene: PopulationScene): Record<string, string | null> {
  const number = (value: number | null) => (value === null ? null : String(value));
  return {
    zeigen: scene.view === 'now' ? null : viewWord[scene.view],
    ebene: scene.layer,
    gebiet: scene.area,
    gruppe: scene.band,
    stichtag: scene.date,
    ab: scene.base,
    jahr: number(scene.year),
    szenario: scene.scenario && scenarioWord[scene.scenario],
    ...Object.fromEntries(
      (Object.keys(factorWord) as FactorName[]).map((name) => [factorWord[name], number(scene[name])]),
    ),
    bauen: scene.housing && 'ohne',
    festgehalten: scene.kept,
  };
}
