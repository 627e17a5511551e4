/**
 * Texts to start from for the register of processing, the impact assessment and the deletion concept. German in both
 * languages of the screen: they go into German files. Facts come from the county's own settings and imports.
 */
import type { ProtectedYear, Protection } from '../../server/contract/protection.ts';
import { formatter } from './format.ts';

export interface Draft {
  title: string;
  text: string;
}

const { date, number } = formatter('de');
const list = (items: string[], otherwise: string): string => (items.length > 0 ? items.join('; ') : otherwise);
const once = (items: (string | null)[]): string[] => [...new Set(items.flatMap((item) => item ?? []))];

/** Whom the stored lists are about; before the first one, pupils. */
function people(years: readonly ProtectedYear[]) {
  const children = years.some(({ kind }) => kind === 'child-list');
  return { children, pupils: !children || years.some(({ kind }) => kind !== 'child-list') };
}

const auditOf = ({ kind, year, audit }: ProtectedYear): string[] =>
  audit
    ? [
        `${kind === 'child-list' ? `Stichtag ${date(year)}` : `Schuljahr ${year}`}: ${number(audit.attacked)} von ${number(audit.rows)} Zahlen mit linearer Optimierung angegriffen, jede kann noch mindestens ${audit.narrowest} verschiedene Werte haben`,
      ]
    : [];

function register(county: string, { settings, atomMinimum, years }: Protection): string {
  const { children, pupils } = people(years);
  const both = <T>(ofPupils: T, ofChildren: T): T[] => [
    ...(pupils ? [ofPupils] : []),
    ...(children ? [ofChildren] : []),
  ];
  const read = both(
    'Von Schülerinnen und Schülern: Schule, Klassenstufe, Wohnanschrift, auf Wunsch Ganztag und besonderer Schulweg.',
    'Von Kindern vor der Schule: Wohnanschrift und Geburtsdatum (oder Einschulungsjahr); aus dem Geburtsdatum wird nur das Jahr der Einschulung bestimmt, danach wird es vergessen.',
  );
  const counted = both('Schule und Klassenstufe', 'Jahr der Einschulung').join(' oder ');
  return `Verarbeitungstätigkeit: Auswertung von ${both('Schülerlisten', 'Auszügen aus dem Melderegister').join(' und ')} für die Schulnetz- und Schülerbeförderungsplanung mit „Planungsraum“
Verantwortlicher: ${county} (Fachdienst, Anschrift und Ansprechperson ergänzen)
Zwecke: ${list(once(years.map(({ purpose }) => purpose)), '(beim Import angeben)')}
Rechtsgrundlagen: ${list(once(years.map(({ legalBasis }) => legalBasis)), '(beim Import angeben)')}
Betroffene: ${both('Schülerinnen und Schüler der Schulen im Kreis', 'Kinder von 0 bis 6 Jahren, die im Kreis gemeldet sind').join('; ')}
Quelle: ${both('Schülerlisten der Schulen oder der Schulverwaltung', 'Melderegister').join('; ')}
Daten während des Imports, nur im Arbeitsspeicher: ${read.join(' ')} Namen${children ? '' : ', Geburtsdaten'} und Kontaktdaten werden nicht ausgewertet, auch wenn die Datei sie enthält. Alle Spalten einer Zeile werden zu einer Prüfsumme verrechnet, allein um doppelte Zeilen zu erkennen; auch sie bleibt nur im Arbeitsspeicher.
Gespeicherte Daten: geschützte Anzahlen je Wohnzelle (mindestens ${atomMinimum} Kinder), ${counted}, auf Vielfache von ${settings.base} gerundet; der Zuschnitt der Wohnzellen; ein zufälliges Geheimnis des Kreises, nach dem gerundet wird; Angaben zum Import (Zeitpunkt, Zweck, Rechtsgrundlage, Zeilenzahlen, Prüfsumme der Datei mit dem Geheimnis). Keine Anschriften, keine Namen, keine Datei.
Empfänger: keine Übermittlung; die Verortung geschieht auf dem Rechner des Dienstes, ohne Anfrage nach außen
Drittländer: keine
Löschfristen: Anschriften mit dem Ende des Imports (Sekunden bis Minuten); geschützte Anzahlen, wenn der Import zurückgenommen wird; Geheimnis siehe Löschkonzept
Technische und organisatorische Maßnahmen: Verarbeitung im Arbeitsspeicher eines eigenen Prozessfadens, keine Zwischendateien, keine Inhalte in Protokollen und Fehlermeldungen (durch Tests geprüft), Dienst nur auf diesem Rechner erreichbar, Datenordner nur für den Dienst lesbar, Sicherungskopien verschlüsselt; Zugang zum Rechner (ergänzen)`;
}

function impact({ settings, atomMinimum, years }: Protection, sensitive: string[]): string {
  return `Beschreibung: Listen von Kindern mit Anschriften werden gelesen, verortet, gezählt und vergessen. Dauerhaft bleiben gerundete Anzahlen je Wohnzelle.
Notwendigkeit: Ohne die Wohnorte lassen sich Schulwege, Beförderungsansprüche und Einzugsbereiche nicht planen; gerundete Anzahlen genügen dafür, Anschriften werden nicht aufbewahrt.
Risiko 1, Rückschluss auf ein Kind aus den Zahlen: jede Wohnzelle hat mindestens ${atomMinimum} Kinder; alle Zahlen sind einmal, nach einem Geheimnis des Kreises, auf Vielfache von ${settings.base} gerundet, so dass auch beliebig viele Fragen keine zweite Zahl ergeben; Wohnzellen, deren Kinder alle dieselbe Schule besuchen, werden zusammengefasst, soweit die Schule nicht die übliche des Gebiets ist.
Risiko 2, besondere Kategorien (Art. 9 DSGVO): der Besuch von ${list(sensitive, 'Förderschulen')} wird nicht feiner als die Gemeinde gezeigt und ist in keiner Summe einer Wohnzelle enthalten.
Risiko 3, Abfluss der Liste: sie liegt nur im Arbeitsspeicher; auch nach einem Absturz mitten im Import findet sich keine Anschrift im Datenordner, in Protokollen oder Zwischendateien (Test „markers“). Auslagerungsspeicher und Speicherabbilder des Betriebssystems verschlüsseln oder abschalten (ergänzen).
Risiko 4, zwei Listen derselben Kinder: dieselben Kinder behalten ihre Zahlen, und Wohnzellen werden nie geteilt; wo sich eine Zahl ändert, obwohl die Kinder dieselben sind (unter 10 von 100 Zeilen), engen beide Listen zusammen weiter ein als eine. Deshalb im Jahr nur so viele Listen laden, wie die Planung braucht.
Risiko 5, Abfluss der Datenbank mit dem Geheimnis des Kreises (Tabelle county_secret): wer es kennt und weiß, welche Kinder in Frage kommen, kann durchrechnen, welche Liste die gespeicherten Zahlen ergibt, und die Rundung so aufheben. Der Dienst gibt das Geheimnis nicht heraus; es steht aber in der Datenbank und in jeder Sicherungskopie. Deshalb: Datenbank nur für den Betrieb lesbar, Sicherungskopien verschlüsselt; wer Zugang hat (ergänzen).
Prüfung: ${list(years.flatMap(auditOf), 'noch nicht gelaufen (npm run audit)')}.
Restrisiko: Wer alle anderen Kinder einer Wohnzelle kennt, kann über das letzte etwas erfahren; das verhindert kein Rundungsverfahren. Bewertung durch den Verantwortlichen (ergänzen).`;
}

const deletion = `Liste (Datei): beim Absender nach dessen Regeln; Planungsraum bewahrt sie nicht auf.
Anschriften, Geburtsdaten und Prüfsummen der Zeilen im Arbeitsspeicher: enden mit dem Import, bei Abbruch oder Absturz mit dem Prozess.
Nicht gefundene Anschriften: stehen bis zum Import im Fenster der Person, die die Liste lädt, und werden nirgends gespeichert.
Geschützte Anzahlen: bis der Import zurückgenommen wird (Daten, Protokoll, „Zurücknehmen“), auch wenn eine neuere Liste sie ersetzt hat; ältere Listen jährlich prüfen (Frist ergänzen).
Zuschnitt der Wohnzellen: der letzte bleibt auch nach einer Rücknahme, damit die nächste Liste keine kleineren Gebiete ergibt; er enthält keine Zahlen.
Geheimnis des Kreises (Tabelle county_secret): kann gelöscht werden, wenn keine weitere Liste mit den gespeicherten verglichen werden soll. Eine spätere Liste bekommt ein neues; dieselben Kinder haben dann andere Zahlen, und beide Listen zusammen verraten mehr. Lesen dürfen es nur, wer die Datenbank betreibt (ergänzen).
Protokoll der Importe: Zeitpunkt, Zweck, Rechtsgrundlage, Zeilenzahlen; enthält nichts aus der Liste.
Sicherungskopien der Datenbank: enthalten geschützte Anzahlen und das Geheimnis des Kreises, keine Anschriften; verschlüsselt aufbewahren. Was gelöscht ist, steht darin bis zu ihrem Ablauf (Frist ergänzen).`;

export const drafts = (county: string, protection: Protection, sensitive: string[]): Draft[] => [
  { title: 'Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO)', text: register(county, protection) },
  { title: 'Datenschutz-Folgenabschätzung (Art. 35 DSGVO): Bausteine', text: impact(protection, sensitive) },
  { title: 'Löschkonzept: Bausteine', text: deletion },
];
