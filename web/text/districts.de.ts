/** Words of the statute's school districts: what does not fit, and a variant that becomes the statute. */
import { oneDe as one } from './counted.ts';
const count = (n: number): string => n.toLocaleString('de');
export const districtsDe = {
  title: 'Schulbezirke der Satzung',
  forms: { streets: 'Straßenliste der Satzung', drawn: 'Gezeichnete Flächen' },
  validFrom: (date: string) => `gültig ab ${date}`,
  others: (dates: string) => `Weitere Fassungen: ab ${dates}.`,
  none: 'Für diese Schulart gibt es nach Landesrecht Schulbezirke, es sind aber keine geladen. Bitte die Satzung unter „Daten“ als „Schulbezirke“ einlesen, als Flächen oder als Straßenliste; bis dahin zeigt die Karte, welche Schule die meisten besuchen.',
  toData: 'Zu den Daten',
  fits: 'Alles passt: Kein Haus und keine Wohnzelle ist ohne Schulbezirk, kein Haus weicht ab, keine Straße der Satzung ist unbekannt.',
  noAddresses:
    'Ohne Adressregister lässt sich nicht prüfen, ob jedes Haus einen Schulbezirk hat: bitte unter „Daten“ Adressen einlesen.',
  table: 'Schulbezirke',
  district: 'Schulbezirk',
  schools: 'Schulen',
  addresses: 'Häuser',
  atoms: 'Wohnzellen',
  shared: 'gemeinsam',
  sharing: { allowed: 'zulässig', forbidden: 'nicht zulässig', unknown: 'nicht geregelt' },
  faults: {
    houseGaps: 'Häuser in keinem Schulbezirk',
    houseOverlaps: 'Häuser in mehreren Schulbezirken',
    atomGaps: 'Wohnzellen ohne Schulbezirk',
    drawnGaps: 'Lücken zwischen den Flächen',
    drawnOverlaps: 'Überschneidungen der Flächen',
    unknownStreets: 'Straßen, die das Adressregister nicht kennt',
    deviating: 'Häuser, die von ihrer Wohnzelle abweichen',
  },
  cures: {
    houseGaps: 'Bitte in der Satzung ergänzen. Ein Klick zeigt das Haus auf der Karte.',
    houseOverlaps: 'Schulbezirke dieser Schulart dürfen sich nicht überschneiden: bitte in der Satzung entscheiden.',
    atomGaps: 'Keines ihrer Häuser liegt in einem Schulbezirk: bitte in der Satzung ergänzen.',
    drawnGaps: 'Bitte die Grenzen in der Quelle schließen und neu einlesen.',
    drawnOverlaps: 'Bitte in der Quelle prüfen, welcher Bezirk gilt, und neu einlesen.',
    drawnShared: 'Bezirke dieser Schulart dürfen sich überschneiden: bitte nur prüfen, ob es hier so gewollt ist.',
    unknownStreets: 'Bitte die Schreibweise in der Satzung oder im Adressregister prüfen.',
    deviating:
      'Gezählt wird nach Wohnzellen, es entscheidet die Mehrheit ihrer Häuser. Diese Häuser gehören zu einem anderen Bezirk: rechtlich gilt die Satzung.',
  },
  noDistrict: 'keinem',
  insteadOf: (own: string, atom: string) => `${own} → ${atom}`,
  squareMetres: (n: string) => `${n} m²`,
  gapAt: (n: number) => `Lücke ${n}`,
  wholePlace: 'ganzer Ort',
  firstOf: (listed: number, total: number) => `Aufgeführt sind ${count(listed)} von ${count(total)}.`,
  method:
    'Ein Haus gehört zu dem Schulbezirk, in dem es steht oder dessen Straßenzeile es nennt; eine Wohnzelle zu dem, in dem die meisten ihrer Häuser liegen. Häuser und Straßen sind öffentlich, hier stehen keine Zahlen von Kindern.',
  adopt: {
    title: 'Als Schulbezirke übernehmen',
    help: 'Nach dem Beschluss: Die Zuordnung dieser Variante wird zu Schulbezirken der Satzung.',
    from: 'Gültig ab',
    decision: 'Beschluss (freiwillig)',
    decisionExample: 'z. B. Kreistag, 12.12.2026',
    button: 'Übernehmen …',
    confirm: 'Schulbezirke übernehmen?',
    what: (name: string, type: string, date: string) =>
      `Die Zuordnung der Variante „${name}“ wird als Schulbezirke (${type}) gespeichert, gültig ab ${date}: je offener Schule ein Bezirk aus ihren Wohnzellen, als Flächen.`,
    replaces: (date: string) => `Das ersetzt die geladene Fassung mit demselben Tag (ab ${date}).`,
    beside: (date: string) =>
      `Die Fassung ab ${date} bleibt daneben geladen. „Stand heute“ und alle Varianten gehen von der neuen aus, sobald sie für das Schuljahr der Schülerliste gilt.`,
    newer: (date: string) =>
      `Geladen ist eine neuere Fassung (ab ${date}): gilt sie für das Schuljahr der Schülerliste, gehen „Stand heute“ und alle Varianten weiter von ihr aus.`,
    first: 'Bisher sind für diese Schulart keine Schulbezirke geladen.',
    undo: 'Unter „Daten“ lässt sich die Übernahme im Protokoll wieder zurücknehmen.',
    go: 'Jetzt übernehmen',
    running: 'Schulbezirke werden übernommen …',
    done: (n: number) => `${one(n, 'Schulbezirk', 'Schulbezirke')} übernommen.`,
    already: 'Diese Schulbezirke sind schon geladen; es kam nichts hinzu.',
    file: 'Schulbezirke als GeoJSON',
    fileNote: 'für das GIS-Amt, EPSG:4326',
  },
};
