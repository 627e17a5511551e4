/**
 * npm run sample -- [--scale 10] [--seed 1] [--out DIR]
 * Writes the files of the invented county, and manifest.json: what each is and in which order to load them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generateSample, writeSample } from '../geodata/sample/index.ts';

const HELP = `npm run sample -- [--scale 10] [--seed 1] [--out ORDNER]

Schreibt die Dateien des erfundenen Landkreises Ahlengrund (Beispieldaten).
--scale  Vielfaches der Einwohner, Häuser, Schülerinnen und Schüler und Plätze (1 bis 20; ohne Angabe 1)
--seed   Startzahl des Zufalls: dieselbe Zahl, dieselben Dateien (ohne Angabe 1)
--out    Ordner (ohne Angabe „beispieldaten“)
`;

interface Arguments {
  seed: number;
  scale: number;
  out: string;
}

function parse(words: readonly string[]): Arguments {
  const values: Record<string, string> = { seed: '1', scale: '1', out: 'beispieldaten' };
  for (let at = 0; at < words.length; at++) {
    const [name = '', inline] = words[at]!.replace(/^--/, '').split('=', 2);
    const value = inline ?? words[++at];
    if (!(name in values) || value === undefined)
      throw new Error(`„--${name}“ ist nicht zu verstehen: bitte „npm run sample -- --help“ ansehen.`);
    values[name] = value;
  }
  const [seed, scale] = [Number(values['seed']), Number(values['scale'])];
  if (!Number.isInteger(seed)) throw new Error('--seed muss eine ganze Zahl sein.');
  if (!(scale >= 1 && scale <= 20)) throw new Error('--scale muss zwischen 1 und 20 liegen.');
  return { seed, scale, out: values['out']! };
}

async function main(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const { seed, scale, out } = parse(words);
  const folder = resolve(out);
  const county = generateSample({ seed, scale });
  const files = await writeSample(county);
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of new Map(files.map((file) => [file.path, file.bytes])))
    writeFileSync(join(folder, path), bytes);
  const manifest = {
    county: { key: county.key, name: county.name },
    seed,
    scale,
    files: files.map(({ path, bytes, kind, options }) => ({
      path,
      kind,
      options,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const residents = county.county.residents.toLocaleString('de-DE');
  process.stdout.write(`${county.name}: ${residents} Einwohner, ${files.length} Lieferungen in ${folder}\n`);
  for (const { path, kind, options } of files) {
    const layer = options['layer'] ? ` (Ebene ${options['layer']})` : '';
    process.stdout.write(`  ${kind.padEnd(13)} ${path}${layer}\n`);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
