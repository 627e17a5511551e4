/**
 * npm run load -- <kind> <file> [--county KEY] [--option value …] [--dry-run]
 * A report for people, then as the last line one JSON object. Exit 0 all stored, 2 some rows rejected, 1 nothing stored.
 */
import { basename } from 'node:path';
import { zipSync } from 'fflate';
import { sourceFromPath } from '../geodata/formats/node.ts';
import { kindDefinitions, kinds, type Kind } from '../geodata/import/index.ts';
import type { ImportReport } from '../server/contract/imports.ts';
import { problemOf } from '../server/errors.ts';
import { Refusal, runDirectly, runThroughService, serviceAddress, type LoadRequest } from './load/run.ts';

interface Arguments {
  kind: Kind;
  file: string;
  county: string | null;
  dryRun: boolean;
  options: Record<string, string>;
}

function help(): string {
  const lines = [
    'npm run load -- <Datenart> <Datei oder Ordner> [--county SCHLÜSSEL] [--option Wert …] [--dry-run]',
    '',
    'Für alle Arten: --source, --licence, --reference-date, --county-name, --map.FELD SPALTE (Zuordnung)',
    '',
  ];
  for (const { kind, label, description, formats, fields, options } of kindDefinitions) {
    lines.push(`${kind.padEnd(13)} ${label.de}: ${description.de}`, `${' '.repeat(14)}Formate: ${formats.join(', ')}`);
    const names = fields.map((field) => `${field.key}${field.required ? '*' : ''}`);
    if (names.length > 0) lines.push(`${' '.repeat(14)}Felder: ${names.join(', ')}`);
    for (const option of options) lines.push(`${' '.repeat(14)}--${option.key} ${option.example}   ${option.label.de}`);
  }
  lines.push('', '* Pflichtfeld. Ende mit 0: alles gespeichert, 2: einzelne Zeilen abgewiesen, 1: nichts gespeichert.');
  return lines.join('\n');
}

function parse(words: string[]): Arguments {
  const places: string[] = [];
  const options: Record<string, string> = {};
  let dryRun = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--dry-run') dryRun = true;
    else if (word.startsWith('--')) {
      const [name = '', inline] = word.slice(2).split('=', 2);
      const value = inline ?? words[++at];
      if (value === undefined)
        throw new Refusal('load.noValue', `Hinter --${name} fehlt ein Wert.`, `--${name} lacks a value.`);
      options[name] = value;
    } else places.push(word);
  }
  const [kind, file] = places;
  const known = kinds.find((name) => name === kind);
  if (!known || file === undefined) {
    throw new Refusal(
      'load.usage',
      `${kind !== undefined && !known ? `Die Datenart „${kind}“ gibt es nicht` : 'Datenart und Datei fehlen'}: bitte „npm run load -- --help“ ansehen.`,
      `${kind !== undefined && !known ? `There is no kind '${kind}'` : 'Kind and file are missing'}: please see 'npm run load -- --help'.`,
    );
  }
  const { county = null, ...rest } = options;
  return { kind: known, file, county, dryRun, options: rest };
}

/** Folders and the several files of a shapefile travel as one zip. */
async function requestOf({ kind, file, county, dryRun, options }: Arguments): Promise<LoadRequest> {
  const source = await sourceFromPath(file);
  const only = source.members.length === 1 ? source.members[0] : undefined;
  const bytes =
    only?.bytes ?? zipSync(Object.fromEntries(source.members.map(({ path, bytes: own }) => [path, own])), { level: 1 });
  const name = only ? basename(file) : `${basename(file).replace(/\.shp$/i, '')}.zip`;
  const chosen = Object.entries(options).filter(([key]) => key.startsWith('map.'));
  return {
    kind,
    name,
    bytes,
    county,
    dryRun,
    options: Object.fromEntries(Object.entries(options).filter(([key]) => !key.startsWith('map.'))),
    mapping: chosen.length === 0 ? null : Object.fromEntries(chosen.map(([key, column]) => [key.slice(4), column])),
  };
}

function print(report: ImportReport, dryRun: boolean): number {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  for (const note of report.notes) say(note.de);
  for (const { row, column, text } of report.problems.slice(0, 30)) {
    say(`  ${row === undefined ? '' : `Zeile ${row}: `}${column === undefined ? '' : `${column}: `}${text.de}`);
  }
  if (report.problemCount > 30) say(`  … insgesamt ${report.problemCount} Hinweise`);
  const verb = dryRun ? 'würden gespeichert' : 'gespeichert';
  say(
    `${report.kind}, Kreis ${report.county}: ${report.read} gelesen, ${report.stored} ${verb}, ${report.rejected} abgewiesen, ${report.skipped} von anderswo oder Summen.`,
  );
  const { kind, county, read, stored, rejected, skipped, problems, alreadyLoaded } = report;
  say(JSON.stringify({ kind, county, read, stored, rejected, skipped, alreadyLoaded, dryRun, problems }));
  if (alreadyLoaded) return 0;
  if (stored === 0) return 1;
  return rejected > 0 ? 2 : 0;
}

function printFailure(kind: string | null, error: unknown): number {
  const { code, text, unexpected } = error instanceof Refusal ? { ...error, unexpected: false } : problemOf(error);
  if (unexpected) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.stdout.write(`${text.de}\n`);
  process.stdout.write(`${JSON.stringify({ kind, read: 0, stored: 0, rejected: 0, problems: [{ code, text }] })}\n`);
  return 1;
}

async function main(words: string[]): Promise<number> {
  if (words.length === 0 || words.includes('--help')) {
    process.stdout.write(`${help()}\n`);
    return words.length === 0 ? 1 : 0;
  }
  let kind: string | null = words[0] ?? null;
  try {
    const parsed = parse(words);
    kind = parsed.kind;
    const request = await requestOf(parsed);
    const address = await serviceAddress();
    const report = address === null ? await runDirectly(request) : await runThroughService(address, request);
    return print(report, parsed.dryRun);
  } catch (error) {
    return printFailure(kind, error);
  }
}

process.exitCode = await main(process.argv.slice(2));
