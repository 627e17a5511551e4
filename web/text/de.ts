/** German is the source: en.ts must have exactly these entries, by type. */
import { oneDe as one } from './counted.ts';
import { catchmentsDe } from './catchments.de.ts';
import { choiceDe } from './choice.de.ts';
import { coverageDe } from './coverage.de.ts';
import { dataDe, placementDe } from './data.de.ts';
import { districtsDe } from './districts.de.ts';
import { entitlementDe } from './entitlement.de.ts';
import { kitaDe } from './kita.de.ts';
import { kitaAheadDe } from './kitaAhead.de.ts';
import { kitaReachDe } from './kitaReach.de.ts';
import { kitaSitesDe } from './kitaSites.de.ts';
import { loadDe } from './load.de.ts';
import { optimiseDe } from './optimise.de.ts';
import { populationDe } from './population.de.ts';
import { profileDe } from './profile.de.ts';
import { protectionDe } from './protection.de.ts';
import { schoolAttributesDe } from './schoolAttributes.de.ts';
import { schoolsAheadDe } from './schoolsAhead.de.ts';
import { socialDe } from './social.de.ts';
import { toursDe } from './tours.de.ts';
import { transportDe } from './transport.de.ts';
import { variantsDe } from './variants.de.ts';

export const de = {
  brand: 'Planungsraum',
  skip: 'Zum Inhalt springen',
  scenes: 'Ansichten',
  start: 'Übersicht',
  catchments: 'Schulen',
  variants: 'Varianten',
  transport: 'Beförderung',
  kita: 'Kita',
  population: 'Bevölkerung',
  social: 'Sozialräume',
  data: 'Daten',
  sample: 'Beispieldaten',
  sampleLong: 'Dieser Landkreis ist erfunden. Alle Zahlen sind Beispieldaten.',
  otherLanguage: 'EN',
  otherLanguageLong: 'Switch to English',
  share: 'Teilen',
  shared: 'Link kopiert',
  shareFailed: 'Kopieren nicht möglich: Adresse aus der Adresszeile nehmen.',
  print: 'Drucken',
  printedOn: (date: string) => `Gedruckt am ${date}`,
  close: 'Schließen',
  cancel: 'Abbrechen',
  retry: 'Erneut versuchen',
  loading: 'Wird geladen …',
  hidden: 'geschützt',
  hiddenLong: 'geschützt: zu klein, oder eine kleine folgte daraus',
  merged: 'mit einem Nachbargebiet zusammengefasst: zu wenige Kinder für eine eigene Zahl',
  few: (base: number) => `geschützt: 0 bis ${base - 1}; gezählt wird in Vielfachen von ${base}`,
  missing: 'keine Angabe',
  total: 'Summe',
  none: 'keine',
  choices: 'Auswahl',
  answers: 'Ergebnis',
  area: 'Gebiet',
  mapOf: (name: string) => `Karte ${name}`,
  mapHelp: 'Pfeiltasten verschieben, + und − zoomen. Alle Werte stehen auch in der Tabelle.',
  mapFailed: 'Die Karte braucht WebGL, das dieser Browser nicht bereitstellt. Die Tabelle zeigt alle Werte.',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  wholeCounty: 'Ganzen Kreis zeigen',
  legend: 'Legende',
  sortBy: (column: string) => `Nach ${column} sortieren`,
  saveTable: (caption: string) => `Tabelle „${caption}“ als CSV-Datei speichern`,
  showAll: (n: number) => `Alle ${n} zeigen`,
  showLess: 'Weniger zeigen',
  county: {
    choose: 'Landkreis',
    together: 'Gemeinsam ansehen',
    togetherHelp: 'Kreise ankreuzen, die zusammen gezeigt werden',
    show: 'Zeigen',
    new: 'Anderen Kreis anlegen …',
  },
  search: {
    label: 'Suche',
    placeholder: 'Ort, Schule, Kita, Haltestelle suchen',
    keys: 'Strg K',
    none: 'Nichts gefunden. Teil des Namens genügt.',
    results: (n: number) => one(n, 'Treffer', 'Treffer'),
    kinds: {
      area: 'Gebiet',
      place: 'Ort',
      school: 'Schule',
      kita: 'Kita',
      stop: 'Haltestelle',
      street: 'Straße',
    },
  },
  errors: {
    network: 'Der Dienst antwortet nicht. Läuft er noch? Danach erneut versuchen.',
    status: (status: number) => `Der Dienst meldet Fehler ${status} ohne Begründung. Bitte erneut versuchen.`,
    contract: (path: string) =>
      `Die Antwort des Dienstes passt nicht zu dieser Ansicht${path ? ` (${path})` : ''}. Seite neu laden, damit beide denselben Stand haben.`,
    unknown: 'Unerwarteter Fehler. Bitte erneut versuchen.',
  },
  sources: {
    title: 'Quelle und Methode',
    open: 'Quelle und Methode',
    file: 'Datei',
    source: 'Quelle',
    licence: 'Lizenz',
    referenceDate: 'Stand',
    imported: 'eingelesen',
    method: 'Methode',
    rule: 'Regel',
    paragraph: 'Rechtsgrundlage',
    validFrom: 'gültig ab',
    unknown: 'nicht angegeben',
    confidence: {
      sure: 'gesichert',
      likely: 'wahrscheinlich',
      unsure: 'unsicher',
      unset: 'nicht festgelegt: bitte eigenen Wert hinterlegen',
    },
    hidden:
      'Zahlen unter der Mindestfallzahl sind geschützt und erscheinen schraffiert; ebenso so viele andere, dass keine Summe sie verrät. Eine echte Null steht als 0, fehlende Angaben sind grau.',
  },
  startScene: {
    title: 'Was soll geplant werden?',
    lead: 'Drei Fragen, eine gemeinsame Datengrundlage.',
    schools: 'Einzugsbereiche',
    schoolsQuestion: 'Woher kommen die Kinder einer Schule, und welche wäre näher?',
    transport: 'Schülerbeförderung',
    transportQuestion: 'Wer wohnt jenseits der Mindestentfernung, und welche Linie fährt?',
    kita: 'Kita-Versorgung',
    kitaQuestion: 'Wo fehlen Plätze, wo sind welche frei?',
    dataTitle: 'Datenstand',
    dataset: 'Daten',
    rows: 'Einträge',
    asOf: 'Stand',
    missingTitle: 'Noch nicht geladen',
    missingLead: 'In „Daten“ einlesen oder in der Befehlszeile:',
    nothingMissing: 'Alle Arten von Daten sind geladen.',
    toData: 'Daten einlesen',
    residents: 'Einwohner',
    areas: 'Gebiete',
    size: 'Fläche',
    loadingTitle: 'Der Beispielkreis wird geladen',
    loadingText:
      'Ein erfundener Landkreis mit Gemeinden, Schulen, Kitas und Fahrplan. Das dauert beim ersten Start etwa eine Minute.',
    emptyTitle: 'Noch kein Landkreis',
    emptyText: 'Mit dem ersten Einlesen entsteht ein Kreis. Am besten mit den Gemeindegrenzen beginnen.',
    unknownTitle: (key: string) => `Für ${key} sind keine Daten geladen`,
    needs: 'Dafür fehlt noch',
    from: (n: number) => `und ${n} weitere`,
  },
  kitaScene: kitaDe,
  catchmentScene: catchmentsDe,
  ways: {
    network: (date: string, factor: string) =>
      `Kürzester Fußweg auf dem Wegenetz${date && ` (Stand ${date})`}; wo keiner hinführt, Luftlinie × ${factor}.`,
    estimate: (factor: string) => `Geschätzt: Luftlinie × ${factor}, bis unter „Daten“ ein Wegenetz geladen ist.`,
  },
  choiceScene: choiceDe,
  drawing: {
    title: 'Zeichnen',
    help: {
      point: 'Auf die Stelle klicken, oder das Kreuz auf sie schieben.',
      line: 'Ecke für Ecke klicken, oder das Kreuz auf jede schieben.',
      area: 'Ecke für Ecke um das Gebiet klicken, oder das Kreuz auf jede schieben.',
    },
    middle: 'Am Kreuz setzen',
    back: 'Ecke zurück',
    cancel: 'Verwerfen',
    done: 'Fertig',
    corners: (n: number) =>
      `${one(n, 'Punkt gesetzt', 'Punkte gesetzt')}. Leertaste setzt, Eingabe beendet, Esc verwirft.`,
  },
  waysScene: {
    choose: 'Eine Schule wählen, und es erscheint, wie weit ihr Weg von überall ist.',
    noNetwork:
      'Es ist noch kein Wegenetz geladen: unter „Daten“ einen OpenStreetMap-Auszug (.osm.pbf) als Wegenetz importieren.',
    by: 'Erreichbar',
    bys: { walk: 'zu Fuß', drive: 'mit dem Auto' },
    legendWalk: 'Fußweg zur Schule',
    legendDrive: 'Fahrzeit zur Schule',
    upTo: (limit: string) => `bis ${limit}`,
    drawn: 'Vom Kreis gezeichnet',
    nothingDrawn: 'Noch nichts: Eingänge, fehlende Fußwege und gefährliche Wege gelten sofort für alle Wegelängen.',
    kinds: { entrance: 'Eingang', footpath: 'Fußweg', dangerous: 'gefährlicher Weg' },
    draw: { entrance: 'Eingang setzen', footpath: 'Fußweg zeichnen', dangerous: 'Gefährlichen Weg zeichnen' },
    note: 'Notiz (z. B. Beschluss, Datum)',
    noteHelp: 'Jeder kann sie lesen: keine Namen von Kindern oder Familien.',
    tooFar: 'gilt nicht mehr: über 1 km von der Schule',
    store: 'Speichern',
    remove: 'entfernen',
    measuring: (share: string) => `Die Wege werden neu gemessen: ${share}`,
    onDangerous: 'auf gefährlichem Weg',
    method:
      'Über das Wegenetz vom Eingang der Schule aus gemessen, bis 100 m neben die Wege. Ein gefährlicher Weg zählt, wo der kürzeste Fußweg auf ihm entlangführt; die ersten 50 m vor der Haustür zählen nicht.',
  },
  kitaReach: kitaReachDe,
  kitaAhead: kitaAheadDe,
  schoolAttributes: schoolAttributesDe,
  schoolsAhead: schoolsAheadDe,
  kitaSites: kitaSitesDe,
  transportScene: transportDe,
  populationScene: populationDe,
  socialScene: socialDe,
  profile: profileDe,
  dataScene: dataDe,
  placement: placementDe,
  variantsScene: variantsDe,
  districts: districtsDe,
  optimise: optimiseDe,
  tours: toursDe,
  entitlement: entitlementDe,
  load: loadDe,
  coverage: coverageDe,
  homesChoice: { label: 'Wohnorte je', area: 'Gebiet', atom: 'Wohnzelle', legend: 'Schüler je Wohnzelle' },
  protectionScene: protectionDe,
};

/** Every entry of `de` with its literal strings widened. */
export type Text = typeof de;
