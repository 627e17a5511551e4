/** The files around the guide's data: its page and what to do with the folder. Every word of the county's is escaped. */
import type { GuideData } from '../../contract/guideData.ts';

export interface GuideEntry {
  script: string;
  styles: string[];
  map: string;
  mapStyles: string[];
}

export interface GuideAssets extends GuideEntry {
  /** By path in the folder, 'assets/…'. */
  files: Record<string, Uint8Array>;
}

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const WORDS = {
  de: {
    noScript: 'Karte und Filter brauchen JavaScript. Alle Schulen:',
    schools: 'Schulen',
  },
  en: { noScript: 'Map and filters need JavaScript. All schools:', schools: 'Schools' },
};

/** Without inline scripts and styles, and with relative addresses only: it works in any folder, under any strict policy. */
export function guidePage(data: GuideData, entry: GuideEntry, version: string): string {
  const words = WORDS[data.lang];
  const styles = [...entry.mapStyles, ...entry.styles].map((path) => `    <link rel="stylesheet" href="${path}" />`);
  const schools = data.schools.features.map(
    ({ properties: { name, address, phone } }) =>
      `          <li>${escape([name, address, phone].filter(Boolean).join(', '))}</li>`,
  );
  return `<!doctype html>
<html lang="${data.lang}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="assets/icon.svg" />
    <title>${escape(data.title)}</title>
${styles.join('\n')}
    <script defer src="data/seite.js?v=${version}"></script>
    <script defer src="${entry.script}"></script>
  </head>
  <body>
    <div id="guide" data-map="${entry.map}" data-ground="data/karte.json?v=${version}">
      <noscript>
        <h1>${escape(data.title)}</h1>
        <p>${words.noScript}</p>
        <ul>
${schools.join('\n')}
        </ul>
      </noscript>
    </div>
  </body>
</html>
`;
}

/** JSON as a script: what would end the script or a line of it is written otherwise. */
export const guideScript = (data: GuideData): string =>
  `window.schulwegweiser = ${JSON.stringify(data)
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)};\n`;

export function guideReadMe({ title, county, made, sources }: GuideData): string {
  const listed = sources.map(
    ({ label, source, licence, date }) =>
      `- ${label.de}: ${[source ?? 'Quelle nicht angegeben', licence ?? 'Lizenz nicht angegeben', date === null ? null : `Stand ${date}`].filter(Boolean).join(', ')}`,
  );
  return `${title}
Kreis ${county}, erstellt am ${made} mit Planungsraum

AUF DEN WEBSERVER
1. Den ganzen Ordner „schulwegweiser“ auf den Webserver des Kreises legen, an beliebiger Stelle,
   etwa https://www.beispielkreis.de/schulwegweiser/. Mehr als Dateien ausliefern muss der Server nicht.
2. Die Adresse des Ordners aufrufen. Ohne Webserver (Doppelklick auf index.html) gehen Liste und Filter, die Karte nicht.
3. Zum Auffrischen den Ordner neu herunterladen und den alten ganz ersetzen.
Die Seite fragt keinen anderen Server, setzt keine Cookies und kommt mit der strengen Content-Security-Policy
   default-src 'self'
aus.

IN EINE ANDERE SEITE EINBETTEN
   <iframe src="https://www.beispielkreis.de/schulwegweiser/?einbetten=1" title="Schulwegweiser"
     width="100%" height="720" loading="lazy"></iframe>
Jede Auswahl steht in der Adresse und kann verlinkt werden, zum Beispiel
   ?typ=grundschule&ort=Musterstadt&barrierefrei=ja
Bettet eine Seite auf einer anderen Adresse ein, darf der Webserver es nicht verbieten (X-Frame-Options, frame-ancestors).

WAS DARIN STEHT
Schulen mit Art, Gemeinde, Anschrift, Kontakt des Sekretariats und Merkmalen (data/schulen.json, GeoJSON).
Keine Namen von Personen, keine Zahlen von Schülerinnen und Schülern.
Software und Schriften anderer, mit ihren Lizenzen: assets/lizenzen.txt.

QUELLEN
${listed.join('\n')}
`;
}
