/** Words of the scene Schutz der Wohnorte. */

export const protectionDe = {
  title: 'Schutz der Wohnorte',
  question: 'Was geschieht mit einer Schülerliste, was bleibt davon, und hält der Schutz?',
  link: 'Wie Wohnorte geschützt werden',
  chooseOne:
    'Jeder Kreis ist für seine Listen selbst verantwortlich und hat eigene Einstellungen. Bitte einen Kreis wählen:',
  stepsTitle: 'Was mit einer Liste geschieht',
  steps: (minimum: number, base: number) => [
    'Die Datei bleibt im Arbeitsspeicher dieses Rechners. Gelesen werden nur die zugeordneten Spalten; alle werden nur verglichen, um doppelte Zeilen zu erkennen. Dateiname, Spaltennamen und Inhalte werden weder gespeichert noch protokolliert.',
    'Jede Adresse wird am geladenen Adressbestand gefunden, ohne Anfrage nach außen. Was nicht gefunden wird, sieht nur, wer die Liste lädt.',
    `Aus Adressen werden Wohnzellen mit mindestens ${minimum} Kindern, möglichst innerhalb von Gemeinde, Planungsraum und Schulbezirk. Zu einer Wohnzelle gehören alle Häuser eines Gebiets, ob dort ein Kind wohnt oder nicht.`,
    `Die Zahlen je Wohnzelle, Schule und Stufe werden einmal auf Vielfache von ${base} gerundet: nach einem Geheimnis des Kreises, im Mittel richtig, und so, dass jede Schule, Stufe, Wohnzelle und jede Schule und Stufe einer Gemeinde weniger als ${base} neben der Wahrheit liegt.`,
    'Die Liste wird vergessen. Karten, Tabellen, Ausdrucke und jede weitere Frage verwenden dieselben gerundeten Zahlen; sie addieren sich, und keine Frage ergibt eine zweite Zahl.',
  ],
  signsTitle: 'Was auf dem Bildschirm steht',
  signs: (base: number): { shown: string | null; meaning: string }[] => [
    {
      shown: String(4 * base),
      meaning: `geschützte Zahl: ${4 * base - base + 1} bis ${4 * base + base - 1}; Summen vieler Gebiete können etwas weiter abweichen`,
    },
    {
      shown: `0–${base - 1}`,
      meaning: `geschützt und kleiner als ${base}; ob dort niemand wohnt, wird nicht gesagt`,
    },
    { shown: null, meaning: 'zu wenige Kinder für eine eigene Zahl: mit einem Nachbargebiet gezählt' },
    { shown: '0', meaning: 'wirklich null (nur bei veröffentlichten Zahlen)' },
    { shown: '–', meaning: 'keine Angabe' },
  ],
  yearsTitle: 'Was gespeichert ist',
  noYears: 'Es ist noch keine Schülerliste geladen.',
  kind: 'Herkunft',
  kinds: {
    'pupil-list': 'Schülerliste mit Adressen',
    'child-list': 'Kinder vor der Schule, mit Adressen',
    pupils: 'Tabelle, schon gezählt',
  },
  atoms: 'Wohnzellen',
  atomsOf: (n: string, minimum: number) => `${n}, jede mit mindestens ${minimum} Kindern`,
  rows: 'Zahlen',
  rowsOf: (n: string, base: number) => `${n} gespeicherte Zahlen, alle Vielfache von ${base}`,
  imported: 'Eingelesen',
  purpose: 'Zweck',
  legalBasis: 'Rechtsgrundlage',
  audit: 'Prüfung',
  auditOf: (attacked: string, rows: string, narrowest: number, below: number, at: string) =>
    below > 0
      ? `${at}: ${below} von ${attacked} angegriffenen Zahlen sind enger eingegrenzt als vorgesehen (bis auf ${narrowest} mögliche Werte).`
      : `${at}: ${attacked} von ${rows} Zahlen angegriffen; jede kann noch mindestens ${narrowest} verschiedene Werte haben.`,
  noAudit: 'noch nicht gelaufen: npm run audit',
  settingsTitle: 'Einstellungen des Kreises',
  settingsHelp:
    'Sie gelten für Listen, die danach eingelesen werden. Was gespeichert ist, bleibt, wie es geschützt wurde.',
  base: 'Gerundet wird auf Vielfache von',
  baseHelp: 'Üblich ist 3 (Statistik Kanada, Neuseeland). Größer schützt mehr und zeigt weniger.',
  minimum: 'Kinder je Wohnzelle, mindestens',
  minimumHelp: (n: number) => `Wirksam ist das nächste Vielfache der Rundung: ${n}.`,
  sensitiveTypes: 'Nicht feiner als die Gemeinde: Schularten',
  sensitiveSchools: (n: number) => `Weitere Schulen nicht feiner als die Gemeinde (${n})`,
  save: 'Einstellungen sichern',
  saved: 'Gesichert.',
  draftsTitle: 'Textbausteine für die Akten',
  draftsHelp:
    'Mit den Einstellungen und Importen dieses Kreises gefüllt; Stellen mit „ergänzen“ sind offen. Sie ersetzen keine rechtliche Prüfung.',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  copyFailed: 'Kopieren nicht möglich: bitte Text markieren.',
};
