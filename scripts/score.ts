/**
 * npm run score -- <yardstick> <file> [--seconds n] [--out file]
 * npm run score -- natural-breaks <table> <column> <classes>
 * Runs a kernel on an instance of a public benchmark: what its best plan costs, and what no plan costs less than. A report
 * for people, then as the last line one JSON object {objective, bound, gap, seconds}; for tours, formulas and natural breaks the
 * figures that the help names. Exit 0 with a plan, else 1.
 */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import loadHighs from 'highs';
import { sourceFromPath } from '../geodata/formats/node.ts';
import { refuse } from '../geodata/formats/say.ts';
import { SourceError, type Sentence } from '../geodata/formats/source.ts';
import { createRandom } from '../geodata/sample/random.ts';
import { DomainError } from '../server/planning/errors.ts';
import { formulaYardsticks, isFormulaYardstick, type FormulaYardstick } from './score/formulas.ts';
import { aboutBreaks, breakFigures, computeBreaks, NATURAL_BREAKS } from './score/naturalBreaks.ts';
import { isTourYardstick, tourYardsticks, type TourYardstick } from './score/tours.ts';
import { isYardstick, yardsticks, type Yardstick } from './score/yardsticks.ts';

const SECONDS = 60;

const ALL = { ...yardsticks, ...tourYardsticks, ...formulaYardsticks, [NATURAL_BREAKS]: { about: aboutBreaks } };
const NAMES = Object.keys(ALL).join(', ');

const HELP = `npm run score -- <Aufgabe> <Datei oder Ordner> [--seconds ZAHL] [--out DATEI]
npm run score -- ${NATURAL_BREAKS} <Tabelle> <Spalte> <Klassen>

Rechnet eine Instanz eines öffentlichen Vergleichs und nennt den besten gefundenen Plan mit bewiesener Schranke.
${Object.entries(ALL)
  .map(([name, { about }]) => `${name.padEnd(21)} ${about}`)
  .join('\n')}
--seconds             so lange höchstens (ohne Angabe ${SECONDS})
--out                 dorthin die Touren schreiben (school-bus: JSON, cvrp: .sol der CVRPLIB)
Letzte Zeile: {"objective","bound","gap","seconds"}; gap = (objective − bound) / objective. Ende mit 0: ein Plan, sonst 1.
school-bus: {"buses","routes","maxRideSeconds","seconds"}; cvrp: {"cost","vehicles","seconds"}.
floating-catchment: {"accessibility"}; cohort: {"population"}.
natural-breaks: {"breaks","sumOfSquaredDeviations"}; breaks sind die oberen Klassengrenzen.
`;

interface Arguments {
  yardstick: Yardstick | TourYardstick | FormulaYardstick | typeof NATURAL_BREAKS;
  file: string;
  /** Of natural breaks: column and number of classes. */
  more: readonly string[];
  seconds: number;
  /** Where tours are written to. */
  out: string | null;
}

function parse(words: readonly string[]): Arguments {
  const places: string[] = [];
  let seconds = SECONDS;
  let out: string | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith('--')) {
      places.push(word);
      continue;
    }
    const [name, inline] = word.split('=', 2);
    if (name === '--out') {
      out = inline ?? words[++at] ?? '';
      continue;
    }
    if (name !== '--seconds')
      refuse(
        'score.option',
        `Die Angabe „${name}“ gibt es nicht: bitte „npm run score -- --help“ ansehen.`,
        `There is no option '${name}': please see 'npm run score -- --help'.`,
      );
    seconds = Number(inline ?? words[++at] ?? NaN);
    if (!(seconds > 0 && seconds < Infinity))
      refuse(
        'score.seconds',
        '--seconds braucht eine Zahl über 0: bitte zum Beispiel --seconds 60 angeben.',
        '--seconds needs a number above 0: please state for example --seconds 60.',
      );
  }
  const [yardstick, file, ...more] = places;
  if (yardstick === NATURAL_BREAKS && (file === undefined || more.length !== 2))
    return refuse(
      'score.usage',
      'natural-breaks braucht eine Tabelle, eine Spalte und die Zahl der Klassen: bitte zum Beispiel natural-breaks werte.csv "SGB II" 5 angeben.',
      'natural-breaks needs a table, a column and the number of classes: please state for example natural-breaks values.csv "SGB II" 5.',
    );
  if (yardstick === undefined || file === undefined || (more.length > 0 && yardstick !== NATURAL_BREAKS))
    return refuse(
      'score.usage',
      'Gebraucht werden eine Aufgabe und eine Datei: bitte „npm run score -- --help“ ansehen.',
      "A yardstick and a file are needed: please see 'npm run score -- --help'.",
    );
  const isKnown = isYardstick(yardstick) || isTourYardstick(yardstick) || isFormulaYardstick(yardstick);
  if (!isKnown && yardstick !== NATURAL_BREAKS)
    return refuse(
      'score.yardstick',
      `Die Aufgabe „${yardstick}“ gibt es nicht: bitte eine von ${NAMES} wählen.`,
      `There is no yardstick '${yardstick}': please choose one of ${NAMES}.`,
    );
  if (out === '' || (out !== null && !isTourYardstick(yardstick)))
    return refuse(
      'score.out',
      '--out braucht eine Datei, in die Touren geschrieben werden, und gilt für school-bus und cvrp: bitte zum Beispiel --out touren.json angeben.',
      '--out needs a file to write tours to, and holds for school-bus and cvrp: please state for example --out tours.json.',
    );
  return { yardstick, file, more, seconds, out };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const { members } = await sourceFromPath(file);
  const [only, ...others] = members;
  if (only && others.length === 0) return only.bytes;
  return refuse(
    'score.oneFile',
    `„${file}“ enthält ${members.length} Dateien: bitte die eine angeben, die gerechnet werden soll.`,
    `'${file}' holds ${members.length} files: please state the one to run.`,
  );
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch(() =>
    refuse(
      'score.outFile',
      `„${path}“ kann nicht geschrieben werden: bitte einen Pfad angeben, in dessen Ordner geschrieben werden darf.`,
      `'${path}' cannot be written: please state a path in a folder that may be written to.`,
    ),
  );
}

/** The figures of the last line where there is no plan. */
function nothing(words: readonly string[]): Record<string, null> {
  if (words.includes(NATURAL_BREAKS)) return Object.fromEntries(breakFigures.map((name) => [name, null]));
  const formula = words.find((word) => isFormulaYardstick(word));
  if (formula) return Object.fromEntries(formulaYardsticks[formula].figures.map((name) => [name, null]));
  const yardstick = words.find((word) => isTourYardstick(word));
  const names = yardstick ? tourYardsticks[yardstick].figures : ['objective', 'bound', 'gap'];
  return Object.fromEntries([...names, 'seconds'].map((name) => [name, null]));
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const shown = (value: number) => value.toLocaleString('de', { maximumFractionDigits: 3 });

async function score({ yardstick, file, more, seconds, out }: Arguments, since: number): Promise<void> {
  const secondsSince = () => (performance.now() - since) / 1000;
  if (yardstick === NATURAL_BREAKS) {
    const [column, classes] = more;
    const { report, figures } = await computeBreaks(await sourceFromPath(file), column!, classes!);
    say(`${yardstick}, ${basename(file)}: ${report}`);
    say(JSON.stringify(figures));
    return;
  }
  if (isFormulaYardstick(yardstick)) {
    const { report, figures } = formulaYardsticks[yardstick].compute(await bytesOf(file));
    say(`${yardstick}, ${basename(file)}: ${report}`);
    say(JSON.stringify(figures));
    return;
  }
  if (isTourYardstick(yardstick)) {
    const solve = tourYardsticks[yardstick].read((await sourceFromPath(file)).members, file);
    const random = createRandom(1, 'score').next;
    const { report, figures, tours } = solve({
      now: () => performance.now(),
      random,
      seconds: seconds - secondsSince(),
    });
    say(`${yardstick}, ${basename(file)}: ${report}`);
    if (out !== null) await write(out, tours);
    say(JSON.stringify({ ...figures, seconds: Number(secondsSince().toFixed(3)) }));
    return;
  }
  const problem = yardsticks[yardstick].read(await bytesOf(file));
  say(`${yardstick}, ${basename(file)}: ${problem.points} Punkte, ${problem.p} Standorte.`);
  const { open, objective, bound } = problem.solve({
    secondsLeft: () => seconds - secondsSince(),
    random: createRandom(1, 'score').next,
    highs: await loadHighs(),
  });
  const gap = objective > bound ? (objective - bound) / objective : 0;
  say(`Offene Standorte: ${[...open].map((site) => site + 1).join(' ')}`);
  say(
    gap === 0
      ? `Der Plan kostet ${shown(objective)}, und es ist bewiesen, dass keiner weniger kostet.`
      : `Der Plan kostet ${shown(objective)}; bewiesen ist, dass keiner weniger als ${shown(bound)} kostet (Abstand ${shown(100 * gap)} %).`,
  );
  say(JSON.stringify({ objective, bound, gap, seconds: Number(secondsSince().toFixed(3)) }));
}

/** What a person can cure has a sentence of its own; anything else is a fault of ours. */
function problemOf(error: unknown): { code: string; text: Sentence } {
  if (error instanceof SourceError || error instanceof DomainError) return error;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return {
    code: 'internal',
    text: {
      de: 'Beim Rechnen ist ein Fehler aufgetreten: bitte die Datei mit der Meldung darüber an die Entwicklung geben.',
      en: 'A fault occurred in the calculation: please give the file and the message above to the developers.',
    },
  };
}

async function main(words: readonly string[]): Promise<number> {
  const since = performance.now();
  if (words.length === 0 || words.includes('--help')) {
    process.stdout.write(HELP);
    return words.length === 0 ? 1 : 0;
  }
  try {
    await score(parse(words), since);
    return 0;
  } catch (error) {
    const { code, text } = problemOf(error);
    say(text.de);
    say(text.en);
    say(JSON.stringify({ ...nothing(words), problem: { code, text } }));
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
