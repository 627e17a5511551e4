/**
 * npm run audit -- [--county KEY] [--rows n] [--seed n]
 * Attacks the protected pupils as they are stored. A report for people, then as the last line one JSON object. Exit 0 if
 * every attacked row keeps at least as many possible numbers as the base, else 1.
 */
import { existsSync } from 'node:fs';
import { builtFile, clusterIn, openDatabase, type Database } from '../server/data/open.ts';
import { FolderInUseError } from '../server/data/pglite/lock.ts';
import { listCounties } from '../server/data/repositories/counties.ts';
import { auditCounty, type YearAudit } from '../server/operations/audit.ts';
import { serviceAddress } from './load/run.ts';

const HELP = `npm run audit -- [--county SCHLÜSSEL] [--rows ANZAHL] [--seed ZAHL]

Greift die gespeicherten, geschützten Schülerzahlen mit allem an, was veröffentlicht ist, und sagt, wie viele ganze
Zahlen für jede Zeile möglich bleiben. Ende mit 0: überall mindestens so viele wie die Basis der Rundung, sonst 1.
--county  nur dieser Kreis (ohne Angabe alle)
--rows    so viele ausgeloste Zeilen je Schuljahr (ohne Angabe jede; 2.500 Zeilen brauchen etwa drei Minuten)
--seed    Startzahl der Auslosung (ohne Angabe 1)
`;

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Arguments {
  county: string | null;
  rows: number | null;
  seed: number;
}

function parse(words: readonly string[]): Arguments {
  const values = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const [name = '', inline] = words[at]!.replace(/^--/, '').split('=', 2);
    const value = inline ?? words[++at];
    if (!['county', 'rows', 'seed'].includes(name) || value === undefined)
      throw new Error(`„--${name}“ ist nicht zu verstehen: bitte „npm run audit -- --help“ ansehen.`);
    values.set(name, value);
  }
  const whole = (name: string, least: number): number | null => {
    const text = values.get(name);
    if (text === undefined) return null;
    if (!/^\d+$/.test(text) || Number(text) < least)
      throw new Error(`--${name} muss eine ganze Zahl ab ${least} sein.`);
    return Number(text);
  };
  return { county: values.get('county') ?? null, rows: whole('rows', 1), seed: whole('seed', 0) ?? 1 };
}

async function open(): Promise<Database> {
  const url = process.env['DATABASE_URL'];
  const dataDir = process.env['PLANUNGSRAUM_DATA'] ?? builtFile('..', '.planungsraum');
  // Opening a folder that is not there would make one.
  if (!url && !existsSync(clusterIn(dataDir)))
    throw new Error(
      `In ${dataDir} liegen noch keine Daten: bitte zuerst Planungsraum starten und Schülerzahlen laden.`,
    );
  const address = await serviceAddress();
  if (address !== null)
    throw new Error(
      `Der Datenordner gehört dem laufenden Planungsraum (${address}): bitte ihn beenden, dann noch einmal prüfen und ihn wieder starten.`,
    );
  try {
    return await openDatabase({ url, dataDir });
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    throw new Error('Der Datenordner wird gerade benutzt: bitte warten, bis das andere Werkzeug fertig ist.', {
      cause: error,
    });
  }
}

function report(county: string, audit: YearAudit): void {
  const { year, base, minimum, rows, attacked, fewest, median, belowBase, atoms, atomsOfOneSchool, enrolment } = audit;
  const number = (value: number) => value.toLocaleString('de-DE');
  const list = year.includes('/') ? `Schuljahr ${year}` : `Kinder vor der Schule am ${year}`;
  say(`${county}, ${list}: Basis ${base}, Wohnzellen ab ${minimum} Kindern`);
  say(`  ${number(rows)} Zeilen, davon ${number(attacked)} angegriffen`);
  if (fewest !== null) say(`  Mögliche Zahlen je Zeile: mindestens ${fewest}, in der Mitte ${median}`);
  say(`  Zeilen mit weniger als ${base} möglichen Zahlen: ${number(belowBase)}`);
  say(`  ${number(atoms)} Wohnzellen, davon ${number(atomsOfOneSchool)} mit Kindern nur einer Schule`);
  say(
    enrolment === 'published'
      ? '  Dem Angreifer bekannt: die wahre Schülerzahl jeder Schule aus der Schulliste'
      : '  Dem Angreifer bekannt: statt der wahren Schülerzahl jeder Schule ihre geschützte (die Schulliste nennt keine, die passt)',
  );
}

async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const { county, ...options } = parse(words);
  const database = await open();
  try {
    const counties = (await listCounties(database.db, county === null ? null : [county])).map(({ key }) => key);
    if (counties.length === 0)
      throw new Error(`Der Kreis ${county ?? ''} ist hier nicht angelegt: bitte den Schlüssel prüfen.`);
    const audits: (YearAudit & { county: string })[] = [];
    for (const key of counties) {
      process.stderr.write(`Kreis ${key} wird geprüft …\n`);
      for (const audit of await auditCounty({ database, now: () => new Date() }, key, options)) {
        report(key, audit);
        audits.push({ county: key, ...audit });
      }
    }
    if (audits.length === 0)
      throw new Error('Es sind keine Schülerzahlen nach Wohngebiet geladen: hier gibt es nichts zu prüfen.');
    const holds = audits.every(({ belowBase }) => belowBase === 0);
    say(
      holds
        ? 'Jede angegriffene Zeile behält mindestens so viele mögliche Zahlen wie die Basis.'
        : 'Einzelne Zeilen sind zu genau zu erschließen: bitte die Basis erhöhen und die Listen neu laden.',
    );
    say(
      'Jedes Schuljahr wurde für sich angegriffen; was mehrere Listen derselben Kinder zusammen verraten, steht in docs/decisions/008.',
    );
    say(JSON.stringify({ holds, audits }));
    return holds ? 0 : 1;
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const problem = error instanceof Error ? error.message : String(error);
  say(problem);
  say(JSON.stringify({ holds: false, audits: [], problem }));
  process.exitCode = 1;
}
