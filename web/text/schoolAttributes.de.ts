/** Words of what schools have and offer, and of the public school guide. */
import { oneDe as one } from './counted.ts';

export const schoolAttributesDe = {
  question: 'Welcher Schule fehlt es an digitaler Ausstattung?',
  title: 'Digitale Ausstattung',
  offers: 'Angebot',
  others: 'Weitere Merkmale',
  contact: 'Kontakt',
  median: 'Mitte (Median)',
  yes: 'ja',
  no: 'nein',
  none: 'Merkmale der Schulen sind noch nicht geladen: bitte unter „Daten“ als „Merkmale der Schulen“ einlesen.',
  noEquipment: 'Zur digitalen Ausstattung sagt die geladene Tabelle nichts.',
  least: (name: string, label: string, value: string) => `${label}: am wenigsten hat ${name} (${value}).`,
  unanswered: (n: number) =>
    `${one(n, 'Schule dieser Schulart hat', 'Schulen dieser Schulart haben')} keine Angaben zur Ausstattung.`,
  choose: 'Eine Schule wählen, in der Tabelle oder auf der Karte: dann steht hier alles, was von ihr bekannt ist.',
  method:
    'Wie in der Tabelle des Schulamts angegeben, eine Zeile je Schule. Mitte: die Hälfte der Schulen mit Angabe liegt darunter; bei ja und nein der Anteil mit ja.',
  guide: {
    open: 'Schulwegweiser herunterladen',
    title: 'Schulwegweiser für die Webseite des Kreises',
    what: 'Ein Ordner mit Karte, Liste und Filtern aller Schulen, zum Ablegen auf dem eigenen Webserver und zum Einbetten; wie, steht in seiner LIESMICH.txt. Ohne Namen von Personen und ohne Schülerzahlen.',
    heading: 'Überschrift (leer: Schulwegweiser und Name des Kreises)',
    imprint: 'Impressum des Kreises (https://…)',
    badImprint: 'Bitte eine Adresse mit https:// angeben.',
    language: 'Sprache der Seite',
    languages: { de: 'Deutsch', en: 'Englisch' },
    download: 'Herunterladen (ZIP)',
    oneCounty: 'Den Schulwegweiser gibt es für einen Kreis: bitte oben einen einzelnen wählen.',
  },
};
