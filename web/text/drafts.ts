/**
 * Texts to start from for the register of processing, the impact assessment and the deletion concept. German in both
 * languages of the screen: they go into German files. Facts come from the county's own settings and imports.
 */
import type { Protection } from '../../server/contract/protection.ts';

export interface Draft {
  title: string;
  text: string;
}

const list = (items: string[], otherwise: string): string => (items.length > 0 ? items.join('; ') : otherwise);

export function drafts(county: string, { settings, atomMinimum, years }: Protection, sensitive: string[]): Draft[] {
  const { base } = settings;
  const purposes = [...new Set(years.flatMap(({ purpose }) => (purpose ? [purpose] : [])))];
  const bases = [...new Set(years.flatMap(({ legalBasis }) => (legalBasis ? [legalBasis] : [])))];
  const audited = years.filter(({ audit }) => audit !== null);
  return [
    {
      title: 'Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO)',
      text: `Verarbeitungstätigkeit: Auswertung von Schülerlisten für die Schulnetz- und Schülerbeförderungsplanung mit „Planungsraum“
Verantwortlicher: ${county} (Fachdienst, Anschrift und Ansprechperson ergänzen)
Zwecke: ${list(purposes, '(beim Import angeben)')}
Rechtsgrundlagen: ${list(bases, '(beim Import angeben)')}
Betroffene: Schülerinnen und Schüler der Schulen im Kreis
Daten während des Imports, nur im Arbeitsspeicher: Schule, Klassenstufe, Wohnanschrift, auf Wunsch Ganztag und besonderer Schulweg. Namen, Geburtsdaten und Kontaktdaten werden nicht gelesen, auch wenn die Datei sie enthält.
Gespeicherte Daten: geschützte Anzahlen je Wohnzelle (mindestens ${atomMinimum} Kinder), Schule und Klassenstufe, auf Vielfache von ${base} gerundet; Angaben zum Import (Zeitpunkt, Zweck, Rechtsgrundlage, Zeilenzahlen). Keine Anschriften, keine Namen, keine Datei.
Empfänger: keine Übermittlung; die Verortung geschieht auf dem Rechner des Dienstes, ohne Anfrage nach außen
Drittländer: keine
Löschfristen: Anschriften mit dem Ende des Imports (Sekunden bis Minuten); geschützte Anzahlen sind nicht personenbezogen und werden gelöscht, wenn der Import zurückgenommen wird
Technische und organisatorische Maßnahmen: Verarbeitung im Arbeitsspeicher eines eigenen Prozessfadens, keine Zwischendateien, keine Inhalte in Protokollen und Fehlermeldungen (durch Tests geprüft), Dienst nur auf diesem Rechner erreichbar, Datenordner nur für den Dienst lesbar; Zugang zum Rechner (ergänzen)`,
    },
    {
      title: 'Datenschutz-Folgenabschätzung (Art. 35 DSGVO): Bausteine',
      text: `Beschreibung: Schülerlisten werden gelesen, verortet, gezählt und vergessen. Dauerhaft bleiben gerundete Anzahlen je Wohnzelle, Schule und Klassenstufe.
Notwendigkeit: Ohne die Wohnorte lassen sich Schulwege, Beförderungsansprüche und Einzugsbereiche nicht planen; gerundete Anzahlen genügen dafür, Anschriften werden nicht aufbewahrt.
Risiko 1, Rückschluss auf ein Kind aus den Zahlen: jede Wohnzelle hat mindestens ${atomMinimum} Kinder; alle Zahlen sind einmal, nach einem Geheimnis des Kreises, auf Vielfache von ${base} gerundet, so dass auch beliebig viele Fragen keine zweite Zahl ergeben; Wohnzellen, deren Kinder alle dieselbe Schule besuchen, werden zusammengefasst, soweit die Schule nicht die übliche des Gebiets ist.
Risiko 2, besondere Kategorien (Art. 9 DSGVO): der Besuch von ${list(sensitive, 'Förderschulen')} wird nicht feiner als die Gemeinde gezeigt und ist in keiner Summe einer Wohnzelle enthalten.
Risiko 3, Abfluss der Liste: sie liegt nur im Arbeitsspeicher; auch nach einem Absturz mitten im Import findet sich keine Anschrift im Datenordner, in Protokollen oder Zwischendateien (Test „markers“). Auslagerungsspeicher und Speicherabbilder des Betriebssystems verschlüsseln oder abschalten (ergänzen).
Risiko 4, zwei Listen derselben Kinder: dieselben Kinder behalten ihre Zahlen, und Wohnzellen werden nie geteilt; wo sich eine Zahl ändert, obwohl die Kinder dieselben sind (unter 10 von 100 Zeilen), engen beide Listen zusammen weiter ein als eine. Deshalb im Jahr nur so viele Listen laden, wie die Planung braucht.
Prüfung: ${
        audited.length > 0
          ? audited
              .map(
                ({ year, audit }) =>
                  `Schuljahr ${year}: ${audit?.attacked} von ${audit?.rows} Zeilen mit linearer Optimierung angegriffen, jede kann noch mindestens ${audit?.narrowest} verschiedene Zahlen sein`,
              )
              .join('; ')
          : 'noch nicht gelaufen (npm run audit)'
      }.
Restrisiko: Wer alle anderen Kinder einer Wohnzelle kennt, kann über das letzte etwas erfahren; das verhindert kein Rundungsverfahren. Bewertung durch den Verantwortlichen (ergänzen).`,
    },
    {
      title: 'Löschkonzept: Bausteine',
      text: `Schülerliste (Datei): beim Absender nach dessen Regeln; Planungsraum bewahrt sie nicht auf.
Anschriften im Arbeitsspeicher: enden mit dem Import, bei Abbruch oder Absturz mit dem Prozess.
Nicht gefundene Anschriften: stehen bis zum Import im Fenster der Person, die die Liste lädt, und werden nirgends gespeichert.
Geschützte Anzahlen: bis der Import zurückgenommen wird (Daten, Protokoll, „Zurücknehmen“); ältere Schuljahre jährlich prüfen (Frist ergänzen).
Protokoll der Importe: Zeitpunkt, Zweck, Rechtsgrundlage, Zeilenzahlen; enthält nichts aus der Liste.
Sicherungskopien der Datenbank enthalten nur geschützte Anzahlen.`,
    },
  ];
}
