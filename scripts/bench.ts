/**
 * npm run bench: start, memory, tiles, answers, import and client size, measured on the sample county; on PostgreSQL too
 * where DATABASE_URL is set. A table, then as the last line one JSON object.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { measureClasses } from './bench/classes.ts';
import { clientSizes } from './bench/client.ts';
import { measureIndicators } from './bench/indicators.ts';
import { measureNetwork } from './bench/network.ts';
import { measurePMedian } from './bench/pMedian.ts';
import { measureProtection } from './bench/protection.ts';
import { measureGeocoding, measurePupilList, measureSample } from './bench/pupils.ts';
import { measureEngine, type Figure } from './bench/measure.ts';
import { measureOptimiser } from './bench/optimise.ts';
import { measureForecast } from './bench/forecast.ts';
import { measureReach } from './bench/reach.ts';
import type { Place } from './bench/service.ts';
import { measureTimetable } from './bench/timetable.ts';
import { measureVariants } from './bench/variants.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

async function measureOn(place: Place, engine: string): Promise<Figure[]> {
  const sayOf = (line: string) => say(`${engine}: ${line}`);
  return [
    ...(await measureEngine(place, sayOf)),
    ...(await measurePupilList(place, 100_000, sayOf)),
    ...(await measureVariants(place, sayOf)),
  ];
}

async function embedded(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'planungsraum-bench-'));
  try {
    const optimised = await measureOptimiser({ dataDir: join(folder, 'optimise'), databaseUrl: null }, say);
    const indicators = await measureIndicators({ dataDir: join(folder, 'indicators'), databaseUrl: null }, say);
    const all = await measureOn({ dataDir: join(folder, 'data'), databaseUrl: null }, 'PGlite');
    return [...all, ...optimised, ...indicators];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a database of its own, so that the one of DATABASE_URL stays as it is. */
async function onServer(url: string): Promise<Figure[]> {
  const name = `planungsraum_bench_${randomUUID().slice(0, 8)}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const own = new URL(url);
  own.pathname = `/${name}`;
  const place: Place = { dataDir: 'memory://', databaseUrl: own.href };
  try {
    await admin.query(`create database ${name}`);
    return await measureOn(place, 'PostgreSQL');
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

function cell(figure: Figure | undefined): string {
  if (!figure) return '–';
  const { value, unit, limit, ratio } = figure;
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  const times = ratio === null ? '' : ` (${ratio.toFixed(1)}×)`;
  return `${value.toFixed(digits)} ${unit}${times}${limit !== null && value > limit ? ' !' : ''}`;
}

function printTable(engines: Record<string, Figure[]>): void {
  const all = Object.values(engines);
  const names = [...new Set(all.flat().map(({ what }) => what))];
  const rows = names.map((what) => {
    const found = all.map((figures) => figures.find((figure) => figure.what === what));
    const first = found.find((figure) => figure !== undefined);
    const limit = first?.limit === undefined || first.limit === null ? '' : `≤ ${first.limit} ${first.unit}`;
    return [what, ...found.map(cell), limit, first?.baseline ?? ''];
  });
  const table = [['', ...Object.keys(engines), 'limit', '× of'], ...rows];
  const widths = table[0]!.map((_, index) => Math.max(...table.map((line) => line[index]?.length ?? 0)));
  for (const line of table) {
    console.log(
      line.map((text, index) => (index === 0 ? text.padEnd(widths[index]!) : text.padStart(widths[index]!))).join('  '),
    );
  }
}

const { own, mapLibre, fonts } = clientSizes();
const client: Figure[] = [
  { what: 'client, gzip, without MapLibre', value: own, unit: 'kB', limit: 500, ratio: null, baseline: null },
  { what: 'client, gzip, with MapLibre', value: own + mapLibre, unit: 'kB', limit: null, ratio: null, baseline: null },
  { what: 'fonts', value: fonts, unit: 'kB', limit: null, ratio: null, baseline: null },
];
const protection = await measureProtection(100_000);
const sample = await measureSample(2);
const geocoding = measureGeocoding(100_000);
const pMedian = await measurePMedian();
const kernels: Figure[] = [
  ...(await measureNetwork(2)),
  ...(await measureTimetable(say)),
  ...measureReach(),
  ...measureForecast(),
  ...measureClasses(),
  {
    what: 'protecting 100,000 pupils',
    value: protection.seconds,
    unit: 's',
    limit: 60,
    ratio: protection.seconds / (await measureProtection(10_000)).seconds,
    baseline: '10,000 pupils',
  },
  {
    what: `atoms and protection, sample at scale 2 (${sample.pupils.toLocaleString('en')} pupils)`,
    value: sample.seconds,
    unit: 's',
    limit: 3,
    ratio: sample.seconds / (await measureSample(1)).seconds,
    baseline: 'scale 1',
  },
  {
    what: `100,000 pupils at ${geocoding.addresses.toLocaleString('en')} addresses`,
    value: geocoding.seconds,
    unit: 's',
    limit: 60,
    ratio: geocoding.seconds / measureGeocoding(10_000).seconds,
    baseline: '10,000 pupils',
  },
  {
    what: pMedian.real ? 'pmed1–10 to the proven optimum, slowest' : 'graphs like pmed1–10, proven, slowest',
    value: Math.max(...pMedian.seconds),
    unit: 's',
    limit: 10,
    ratio: Math.max(...pMedian.seconds) / Math.min(...pMedian.seconds),
    baseline: 'the quickest of them',
  },
];
const url = process.env['DATABASE_URL'];
const engines: Record<string, Figure[]> = { PGlite: [...(await embedded()), ...client, ...kernels] };
if (url) engines['PostgreSQL'] = await onServer(url);
printTable(engines);
const missed = Object.entries(engines).flatMap(([engine, figures]) =>
  figures.filter(({ value, limit }) => limit !== null && value > limit).map(({ what }) => `${engine}: ${what}`),
);
console.log(missed.length === 0 ? 'Every limit is kept.' : `Limits missed (!): ${missed.join('; ')}`);
console.log(JSON.stringify({ node: process.versions.node, cpus: cpus().length, engines, missed }));
