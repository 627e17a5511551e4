/** Words of entitlement to school transport. */
import { oneDe as one } from './counted.ts';

export const entitlementDe = {
  view: 'Anspruch',
  schools: 'Schulen und Anspruch auf Beförderung',
  school: 'Schule',
  columns: {
    pupils: 'Schüler',
    entitled: 'Anspruch',
    then: 'dann',
    marginal: 'knapp',
    farther: 'fernere',
    tickets: 'Karten',
    counted: 'gezählt',
  },
  entitled: 'mit Anspruch',
  marginal: 'im Grenzbereich',
  farther: 'nicht nächste Schule',
  fartherNote: (n: string) => `${n} davon mit Anspruch`,
  unknown: (n: string) =>
    `Bei ${n} Kindern ist der Anspruch offen: Es fehlt die Grenze für ihre Schulart oder ihr Wohnort.`,
  todayNote: (n: string, change: string) => `heute ${n} (${change})`,
  unplaced: (n: string) => `${n} Kinder finden unter der Variante keinen Schulplatz: Von ihnen steht hier nichts.`,
  ofVariant: 'Alle Zahlen gelten, wenn die ganze Variante wirkt; die Entfernungskarte zeigt heute.',
  thenNote: (n: string, change: string) => `dann ${n} (${change})`,
  by: 'Anspruch nach',
  byGrade: 'Klasse',
  byArea: 'Gebiet',
  byStop: 'Haltestelle',
  grade: (n: number | null) => (n === null ? 'ohne Angabe' : `Klasse ${n}`),
  grades: 'Anspruch nach Klassen',
  areas: 'Anspruch nach Gebieten',
  stops: 'Anspruch nach nächster bedienter Haltestelle',
  toStop: 'Fußweg',
  noStopNear: 'keine bediente in 2 km',
  noStops: 'Haltestellen brauchen einen Fahrplan: bitte unter „Daten“ eine GTFS-Datei importieren.',
  riding: { tickets: 'Fahrkarten', counted: 'gezählte Fahrschüler' },
  ridingNote:
    'Fahrkarten und gezählte Fahrschüler stammen aus den Tabellen des Kreises: Wer fährt, ist eine andere Zahl als wer Anspruch hat.',
  chooseSchool: 'Eine Schule wählen: Anspruch nach Klassen, Gebieten und Haltestellen.',
  total: 'zusammen',
  whatIf: 'Was wäre, wenn',
  whatIfHelp: 'Andere Grenzen ausprobieren; die Regel selbst bleibt, wie sie ist.',
  metresFor: (from: number, to: number) => `Klassen ${from}–${to}, Meter`,
  roundTrip: 'Hin- und Rückweg zusammen.',
  comparator: 'Anspruch bei',
  comparators: { '>=': 'mindestens', '>': 'mehr als' },
  counted: 'Gezählt wird',
  single: 'einfach',
  both: 'hin und zurück',
  asToday: 'wie heute',
  reset: 'Zurück zur Regel',
  tolerance: (percent: string) => `Im Grenzbereich: bis ${percent} um die Grenze, dort ist der Weg einzeln zu messen.`,
  atDoors: (n: string) =>
    `${n} Kinder sind mit dem Weg von ihrer eigenen Tür gezählt, die übrigen über die Häuser ihrer Wohnzelle verteilt. Wo weniger Häuser einer Wohnzelle als ihre Mindestzahl an Kindern auf einer Seite der Grenze liegen, bleibt es beim Verteilen: sonst wäre zu sehen, wer wo wohnt.`,
  method: (houses: number) =>
    houses > 0
      ? `Fußwege von ${one(houses, 'Haus', 'Häusern')} des Adressverzeichnisses zum nächsten Eingang; die Kinder einer Wohnzelle verteilen sich gleichmäßig auf ihre Häuser, ganze Kinder je Klasse. Anspruch nach der Grenze selbst, ohne Toleranz. Wer tatsächlich fährt, ist eine andere Zahl.`
      : 'Fußweg von der Mitte der Wohnzelle oder des Gebiets. Anspruch nach der Grenze selbst, ohne Toleranz. Wer tatsächlich fährt, ist eine andere Zahl.',
};

export type EntitlementText = typeof entitlementDe;
