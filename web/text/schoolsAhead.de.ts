/** Words of the years to come in the scene Schulen: pupils, classes, and places of all-day care. */
import { oneDe as one } from './counted.ts';

export const schoolsAheadDe = {
  question: 'Welche Schule wird zu klein oder zu voll, und wo fehlen Ganztagsplätze?',
  tell: 'Zeigt',
  tells: { outlook: 'Schülerzahlen', allDay: 'Ganztag' },
  scenario: 'Szenario der Bevölkerung',
  hiddenSchool:
    'In diesem Schuljahr ist die Schule nicht gezeigt: hinter ihren Einschulungen stehen zu wenige Kinder, oder sie schützt eine solche Schule.',
  year: 'Schuljahr',
  pupilsIn: (year: string) => `Schüler ${year}`,
  classesIn: (year: string) => `Klassen ${year}`,
  today: 'heute',
  classes: 'Klassen',
  classesShort: 'Kl.',
  use: 'Auslastung',
  useShort: 'Ausl.',
  risk: 'Risiko',
  shortLong: '±: Schülerinnen und Schüler mehr oder weniger als heute; Kl.: Klassen; Ausl.: Auslastung der Plätze',
  riskLong:
    'Risiko: in so vielen von 100 Zukünften unterschreitet die Schule in einer Klassenstufe oder im Ganzen die Mindestgröße',
  least: (year: string, count: string) =>
    `Die Schule unterschreitet ${year} in ${count} von 100 Zukünften die Mindestgröße.`,
  leastSure: (year: string) => `Im Schuljahr ${year} unterschreitet die Schule die Mindestgröße.`,
  leastNot: (year: string) => `Im Schuljahr ${year} hält die Schule die Mindestgröße ein.`,
  leastRule: (from: number, to: number, pupils: number) =>
    from === to ? `Klasse ${from}: mindestens ${pupils}` : `Klassen ${from}–${to}: zusammen mindestens ${pupils}`,
  ofFutures: (year: string, low: string, high: string) =>
    `${year} sind es in 80 von 100 Zukünften zwischen ${low} und ${high} Schülerinnen und Schüler.`,
  atRisk: (count: number, all: number, year: string) =>
    `${one(count, 'Schule', 'Schulen')} von ${all} ${count === 1 ? 'unterschreitet' : 'unterschreiten'} ${year} in mehr als der Hälfte der Zukünfte die Mindestgröße.`,
  overFull: (count: number) => `${one(count, 'Schule ist', 'Schulen sind')} voller als ihre Plätze.`,
  noneFull: 'Keine ist voller als ihre Plätze.',
  plot: (name: string) => `${name}: Schülerzahl`,
  plotNote: 'Das Jahr ist das, in dem das Schuljahr beginnt.',
  placesLine: 'Plätze',
  grade: (grade: number) => `${grade}.`,
  gradesOf: (name: string) => `${name}: Schüler je Klassenstufe und Schuljahr`,
  all: 'Summe',
  legendUse: (year: string) => `Auslastung der Plätze ${year}, in %`,
  legendGap: (year: string) => `Ganztagsplätze minus Bedarf ${year}`,
  noValue: 'Plätze oder Bedarf nicht bekannt',
  hidden: 'nicht gezeigt',
  choose: 'Eine Schule in der Tabelle oder auf der Karte wählen: dann stehen hier ihr Verlauf und ihre Klassenstufen.',
  proof: (year: string, error: string, naive: string) =>
    `Erprobt: Aus den Schuljahren davor vorausberechnet, lagen die Schülerzahlen der Schulen ${year} im Mittel ${error} daneben („wie im Vorjahr“: ${naive}).`,
  rates: 'Quoten ansehen',
  rateTitle: 'Quoten dieser Vorausberechnung',
  rate: 'Quote',
  value: 'Wert',
  people: 'gesehen an',
  rateNames: {
    entry: () => 'Eingangsquote: Einschulungen je Kind nach Stichtag',
    deferral: () => 'Zurückstellungen: Anteil, der ein Jahr später kommt',
    progress: (grade: number) => `Durchgangsquote Klasse ${grade} → ${grade + 1}`,
    transition: (grade: number, type: string) => `Übergangsquote nach Klasse ${grade}: ${type}`,
  },
  method: (draws: string) =>
    `Einschulungen: Kinder nach dem Stichtag aus der Bevölkerungsvorausberechnung (mit Baugebieten) × Eingangsquote, verteilt wie heute die Kinder jedes Gebiets auf die Schulen; danach Durchgangs- und Übergangsquoten der geladenen Schuljahre, kleine Schulen an ihre Schulart angelehnt. Klassen: aufgerundet nach Klassenteiler oder Plätzen. Spannweite aus ${draws} Zukünften. Ein Planungswert, keine Zusage.`,
  populationLink: 'Woraus die Kinder kommen: Bevölkerung, Vorausberechnung',
  noForecast: 'Die kommenden Schuljahre lassen sich hier noch nicht vorausberechnen.',
  noPupils: 'Es sind noch keine Schülerzahlen geladen.',
  noneOfType: 'Für diese Schulart gibt es keine Schülerzahlen nach Klassenstufe.',
  allDay: {
    demand: 'Bedarf',
    demandIn: (year: string) => `Bedarf ${year}`,
    placesIn: (year: string) => `Plätze ${year}`,
    claim: 'Anspruch',
    claimLong:
      'Anspruch: Bedarf der Klassenstufen mit Rechtsanspruch; Bedarf: alle Klassen 1–4, mit oder ohne Anspruch',
    places: 'Plätze',
    gap: 'Lücke',
    surplus: 'Überhang',
    balanced: 'ausgeglichen',
    risk: 'Risiko',
    riskLong: 'Risiko: in so vielen von 100 Zukünften fehlen an der Schule Plätze',
    none: (year: string) => `Im Schuljahr ${year} gibt es noch keinen Rechtsanspruch.`,
    claimed: (year: string, grade: number) =>
      grade === 1
        ? `Im Schuljahr ${year} hat Klasse 1 den Rechtsanspruch auf Ganztag.`
        : `Im Schuljahr ${year} haben die Klassen 1–${grade} den Rechtsanspruch auf Ganztag.`,
    lacking: (count: number, all: number) => `An ${one(count, 'Schule', 'Schulen')} von ${all} fehlen Plätze.`,
    nowhere: 'An keiner Schule fehlen Plätze.',
    mostShort: (name: string, gap: string) => `Am meisten fehlen an: ${name} (${gap}).`,
    takeUp: 'Zielquote',
    takeUpHelp: 'Plätze je 100 Kinder der Klassen 1–4',
    reset: 'zurück auf',
    plot: (name: string) => `${name}: Ganztag, Bedarf und Plätze`,
    method: (draws: string) =>
      `Bedarf = vorausberechnete Schülerinnen und Schüler der Klassen 1–4 × Zielquote, auf ganze Plätze gerundet; Plätze aus der eigenen Tabelle, geplante ab ihrem Schuljahr. Spannweite aus ${draws} Zukünften. Ein Planungswert, keine Zusage.`,
    whole: 'alle Schulen',
  },
};
