/** Words of the scene Bevölkerung. */
import { oneDe as one } from './counted.ts';

export const populationDe = {
  title: 'Bevölkerung',
  question: 'Wie viele Kinder wird es geben, wo, und wie sicher ist das?',
  view: 'Zeigen',
  views: { now: 'Stand', forecast: 'Vorausberechnung', proof: 'Erprobung' },
  viewHelp: {
    now: 'wer heute und früher wo wohnt, gezählt zum Stichtag',
    forecast: 'wie es unter Annahmen weitergeht, mit Spannweite',
    proof: 'was frühere Vorausberechnungen getroffen hätten',
  },
  band: 'Altersgruppe',
  layer: 'Gebiete',
  date: 'Stichtag',
  year: 'Jahr',
  whole: 'Ganzer Kreis',
  people: 'Einwohner',
  share: 'Anteil',
  change: 'Veränderung',
  changeSince: (date: string) => `Veränderung seit ${date}`,
  since: (year: string) => `seit ${year}`,
  legendShare: (band: string, date: string) => `${band}: Anteil an den Einwohnern, ${date}`,
  legendChange: (band: string, from: string, to: string) => `${band}: Veränderung ${from} bis ${to} in %`,
  tip: (n: string, of: string, share: string) => `${n} von ${of} Einwohnern (${share})`,
  noData:
    'Für diese Gebiete gibt es noch keine Einwohner nach Alter. Unter „Daten“ eine Einwohnertabelle mit Stichtag und Altersstufen einlesen.',
  pyramid: {
    title: (area: string, when: string) => `${area}: Altersaufbau ${when}`,
    male: 'männlich',
    female: 'weiblich',
    together: 'zusammen',
    age: 'Alter',
    ages: (from: number, to: number | null) =>
      to === null ? `${from} Jahre und älter` : from === to ? one(from, 'Jahr', 'Jahre') : `${from} bis ${to} Jahre`,
    hidden: (n: number) => `${one(n, 'Altersstufe', 'Altersstufen')} geschützt`,
    note: 'Länge der Balken: Personen je Altersjahr.',
  },
  line: {
    title: (area: string, band: string) => `${area}: ${band} nach Stichtag`,
    otherBasis: 'andere Grundlage',
    breaks: (n: number) => `${one(n, 'Bruch', 'Brüche')} der Reihe: andere Grundlage.`,
    axisFrom: (value: string) => `Die Achse beginnt bei ${value}.`,
    hidden: (n: number) => `${one(n, 'Stichtag fehlt', 'Stichtage fehlen')} im Bild: geschützt.`,
  },
  balance: {
    title: (area: string) => `${area}: Bilanz der Jahre`,
    year: 'Jahr',
    births: 'Geburten',
    deaths: 'Sterbefälle',
    arrivals: 'Zuzüge',
    departures: 'Fortzüge',
    change: 'Veränderung',
    remainder: 'Rest',
    sentence: (year: number, natural: string | null, migration: string | null) =>
      `${year}: ${[
        ...(natural === null ? [] : [`Geburten minus Sterbefälle ${natural}`]),
        ...(migration === null ? [] : [`Wanderungssaldo ${migration}`]),
      ].join(', ')}.`,
    explained:
      'Rest = Veränderung der Einwohnerzahl − (Geburten − Sterbefälle + Zuzüge − Fortzüge). Er entsteht durch Berichtigungen des Registers und später gemeldete Fälle; er wird gezeigt und nicht verteilt.',
    broken: '* Die beiden Stichtage haben eine andere Grundlage: Der Rest ist vor allem der Sprung zwischen ihnen.',
  },
  method:
    'Gezählt zum Stichtag nach vollendeten Lebensjahren. Anteil = Einwohner der Altersgruppe ÷ alle Einwohner. Verglichen werden nur Stichtage mit gleicher Grundlage (Zensus 2011, Zensus 2022, Melderegister).',
  basis: (basis: string) => `Grundlage: ${basis}.`,
  base: 'Vorausberechnet ab Stichtag',
  against: (year: number) => `gegen ${year}`,
  ofFutures: (low: string, high: string) => `${low} bis ${high} in 80 von 100 Zukünften`,
  interval: 'Spanne',
  uncertain: (n: string) => `≈ unsicher: weniger als ${n} Einwohner, kleine Zahlen schwanken stark`,
  fan: {
    title: (area: string, band: string) => `${area}: ${band} bis`,
    base: (year: number) => `Stichtag ${year}`,
    ends: { high: 'hoch', middle: 'Mitte', low: 'niedrig' },
    interval: (low: string, high: string) => `in 80 von 100 Zukünften ${low} bis ${high}`,
    note: 'Fläche: 80 von 100 Zukünften. 10 liegen darüber, 10 darunter.',
  },
  outline: (year: number) => `Umriss: ${year}`,
  scenario: 'Szenario',
  scenarioNamed: (name: string) => `Szenario ${name}`,
  withoutHousing: 'ohne Wohnbauvorhaben',
  scenarios: { low: 'niedrig', middle: 'mittel', high: 'hoch' },
  assumptions: 'Annahmen',
  rates: (from: number, to: number) => (from === to ? `aus ${from}` : `aus ${from} bis ${to}`),
  ofRates: 'der beobachteten Werte',
  ofScenario: 'des Szenarios',
  computedWith: (factor: string) => `gerechnet mit ${factor} der beobachteten Werte`,
  reset: 'zurücksetzen',
  noAssumptions:
    'Geburten, Sterbefälle und Wanderungen sind nicht bekannt. Jeder Jahrgang wird so fortgeschrieben, wie er sich zuletzt veränderte.',
  housing: 'Wohnbauvorhaben',
  housings: { with: 'mit', without: 'ohne' },
  homes: (n: number, from: number, to: number) =>
    `${one(n, 'Wohnung', 'Wohnungen')}, Bezug ${from === to ? from : `${from} bis ${to}`}`,
  kept: {
    title: 'Festgehaltene Vorausberechnungen',
    none: 'keine',
    name: 'Wofür? (zum Beispiel: Jugendhilfeausschuss März 2027)',
    keep: 'Festhalten',
    keepLong: 'Diese Vorausberechnung festhalten …',
    cancel: 'Abbrechen',
    remove: 'Festgehaltene entfernen',
    from: (day: string, base: string) => `Festgehalten am ${day}, vorausberechnet ab ${base}.`,
    then: (year: string, people: string, range: string | null) =>
      `Damals für ${year} im ganzen Kreis: ${people}${range ? ` (${range})` : ''}.`,
    now: (people: string, change: string) => `Jetzt: ${people} (${change}), weil Daten oder Annahmen andere sind.`,
    same: 'Jetzt ebenso.',
    notTold: 'Diese Altersgruppe oder dieses Jahr steht nicht darin.',
  },
  noForecast:
    'Hier kann noch nicht vorausberechnet werden. Dafür braucht es Einwohner nach Alter zu mindestens zwei Stichtagen mit gleicher Grundlage.',
  methods: {
    cohortComponent:
      'Kohorten-Komponenten-Methode: Jedes Jahr altern alle um ein Jahr; Geburten, Sterbefälle, Zuzüge und Fortzüge folgen den Raten der genannten Jahre, multipliziert mit den Annahmen.',
    cohortChange:
      'Fortschreibung der Jahrgänge nach Hamilton und Perry: Jeder Jahrgang verändert sich, wie es die gleichaltrigen zuletzt taten.',
  },
  draws: (n: string) =>
    `Spannweite aus ${n} Zukünften, in denen Zufall und Schwankung der Raten gezogen werden: 10 von 100 liegen darunter, 10 darüber. Die Mitte ist ohne Zufall gerechnet.`,
  noProjection: 'Eine Vorausberechnung sagt, was unter diesen Annahmen geschieht; sie ist keine Zusage.',
  proof: {
    explained:
      'Von jedem früheren Stichtag aus wird vorausberechnet, als wüsste man nichts Späteres, und mit dem verglichen, was kam.',
    bases: (n: number, from: string, to: string) =>
      `${one(n, 'Stichtag', 'Stichtage')} als Ausgang: ${from === to ? from : `${from} bis ${to}`}.`,
    mapNote: 'Die Karte zeigt den Stand.',
    title: (band: string) => `${band}: Treffsicherheit nach Jahren`,
    titleAll: 'Treffsicherheit nach Altersgruppe und Jahren',
    showAll: 'Alle Altersgruppen zeigen',
    showOne: (band: string) => `Nur ${band} zeigen`,
    plot: (band: string) => `${band}: Fehler (WAPE) nach Jahren`,
    axis: 'Jahre nach dem Stichtag',
    lines: { forecast: 'Vorausberechnung', naive: 'wie im Vorjahr' },
    years: (n: number) => one(n, 'Jahr', 'Jahre'),
    horizon: 'Jahre',
    wape: 'WAPE',
    naive: 'wie im Vorjahr',
    mape: 'MAPE',
    malpe: 'MALPE',
    coverage: 'getroffen',
    none: 'Es gibt noch nicht genug frühere Stichtage mit gleicher Grundlage, um eine Vorausberechnung zu erproben.',
    noneOfBand: (band: string) => `${band}: für diese Altersgruppe ist nichts erprobt.`,
    verdict: {
      all: (band: string, longest: number) =>
        `${band}: Die Vorausberechnung trifft in allen erprobten Jahren (bis ${longest}) besser als „wie im Vorjahr“.`,
      until: (band: string, until: number, longest: number) =>
        `${band}: Bis ${one(until, 'Jahr', 'Jahre')} nach dem Stichtag trifft die Vorausberechnung besser als „wie im Vorjahr“, danach (erprobt bis ${longest}) nicht durchgehend.`,
      from: (band: string, from: number, longest: number) =>
        `${band}: Erst ab ${one(from, 'Jahr', 'Jahren')} nach dem Stichtag trifft die Vorausberechnung besser als „wie im Vorjahr“ (erprobt bis ${longest}).`,
      some: (band: string, better: string, longest: number) =>
        `${band}: Die Vorausberechnung trifft nur nach ${better} Jahren besser als „wie im Vorjahr“ (erprobt bis ${longest}).`,
      none: (band: string, longest: number) =>
        `${band}: Die Vorausberechnung trifft in keinem erprobten Jahr (bis ${longest}) besser als „wie im Vorjahr“.`,
    },
    covered: (share: string) => `In die Spannweite fielen ${share} dessen, was kam; erwartet sind 80 %.`,
    words:
      'WAPE: Summe der Abweichungen ÷ Summe dessen, was kam. MAPE: mittlere Abweichung je Gebiet. MALPE: mit Vorzeichen, über 0 = zu hoch. Getroffen: Anteil in der Spannweite, erwartet 80 %.',
    method:
      'Rückblickende Erprobung: Vorausberechnung ab früheren Stichtagen, nur mit Daten bis dahin, gegen die späteren Zählungen. „Wie im Vorjahr“ heißt: Es bleibt bei der Zahl des Stichtags.',
  },
};
