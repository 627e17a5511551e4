/** Which counties there are, what each has and lacks, and how one comes to be. */
import type { CountyOverview, CountySummary } from '../contract/counties.ts';
import type { SourceNote } from '../contract/common.ts';
import { kindDefinition, kinds, scopeKind } from '../../geodata/import/index.ts';
import { schoolTypes } from '../../geodata/import/schoolTypes.ts';
import { rulesOf, stateOf } from '../../geodata/rules/index.ts';
import { insertCounty, listCounties, type County } from '../data/repositories/counties.ts';
import { listLayers } from '../data/repositories/areas.ts';
import { sourcesInForce, type SourceEntry } from '../data/repositories/imports.ts';
import { populationDates, pupilYears, residentsByAge } from '../data/repositories/people.ts';
import { insertRules, listRules } from '../data/repositories/rules.ts';
import { countSchools } from '../data/repositories/sites.ts';
import type { Db } from '../data/open.ts';
import { releaseCount } from '../planning/confidentiality/release.ts';
import { DomainError } from '../planning/errors.ts';
import type { Context, Operation } from '../context.ts';
import { populationPolicy } from './policies.ts';
import { ruleNote } from './rules.ts';

export function summary(county: CountySummary): CountySummary {
  const { key, name, state, isSample, bbox } = county;
  return { key, name, state, isSample, bbox };
}

/** The chosen counties, all of which must exist: `07211+07235` is a choice, never a leak. */
export async function chosenCounties(context: Operation, selection: string): Promise<County[]> {
  const keys = [...new Set(selection.split('+'))];
  const counties = await listCounties(context.database.db, keys);
  const missing = keys.find((key) => !counties.some((county) => county.key === key));
  if (missing !== undefined) {
    throw new DomainError('notFound', 'county.unknown', {
      de: `Der Kreis ${missing} ist hier nicht angelegt: bitte seine Gebiete unter „Daten“ importieren.`,
      en: `County ${missing} does not exist here: please import its areas under 'Data'.`,
    });
  }
  return counties;
}

/** Creates a county with its state's rules; one that exists is left as it is (false). */
export async function ensureCounty(
  db: Db,
  county: { key: string; name: string | null; isSample: boolean },
  now: Date,
): Promise<boolean> {
  const state = stateOf(county.key);
  const created = await insertCounty(db, {
    key: county.key,
    name: county.name ?? (county.key === 'DE' ? 'Deutschland' : `Kreis ${county.key}`),
    state: state?.code ?? null,
    epsg: state?.epsg ?? 25832,
    isSample: county.isSample,
    now,
  });
  await insertRules(db, county.key, rulesOf(county.key));
  return created;
}

export function sourceNote(entry: SourceEntry): SourceNote {
  return {
    importId: entry.importId,
    title: entry.title,
    source: entry.source,
    licence: entry.licence,
    referenceDate: entry.referenceDate,
    importedAt: entry.importedAt.toISOString(),
  };
}

/** One note per import, however many scopes it has. */
export function sourceNotes(entries: SourceEntry[]): SourceNote[] {
  const seen = new Set<string>();
  return entries.filter(({ importId }) => !seen.has(importId) && seen.add(importId)).map(sourceNote);
}

export async function sources(context: Operation, counties: string[], kinds: string[]): Promise<SourceNote[]> {
  return sourceNotes(await sourcesInForce(context.database.db, counties, kinds));
}

export async function countyOverview(context: Context, selection: string): Promise<CountyOverview> {
  const counties = await chosenCounties(context, selection);
  const keys = counties.map(({ key }) => key);
  const { db } = context.database;
  const inForce = await sourcesInForce(db, keys, null);
  const [layers, schools, years, dates, rules] = [
    await listLayers(db, keys),
    await countSchools(db, keys),
    await pupilYears(db, keys),
    await populationDates(db, keys),
    await listRules(db, keys),
  ];
  const newest = dates.filter(({ date, layer, county, basis }) => {
    const first = dates.find((other) => other.county === county);
    return first?.date === date && first.layer === layer && first.basis === basis;
  });
  const residents = await residentsByAge(db, newest, null);
  const layerByKey = new Map<string, CountyOverview['layers'][number]>();
  for (const { key, label, areas, squareMetres, validFrom } of layers) {
    const known = layerByKey.get(key);
    if (known) {
      known.areas += areas;
      known.squareMetres += squareMetres;
    } else layerByKey.set(key, { key, label, areas, squareMetres, validFrom });
  }
  const types = schoolTypes.map(({ key, label }) => ({
    key,
    label,
    schools: schools.find(({ schoolType }) => schoolType === key)?.schools ?? 0,
  }));
  return {
    counties: counties.map(summary),
    name: counties.map(({ name }) => name).join(' + '),
    isSample: counties.some(({ isSample }) => isSample),
    bbox: unite(counties.map(({ bbox }) => bbox)),
    revision: counties.map(({ revision }) => revision).join('-'),
    mapRevision: counties.map(({ mapRevision }) => mapRevision).join('-'),
    layers: [...layerByKey.values()],
    datasets: kinds
      .filter((kind) => scopeKind(kind) === kind)
      .map((kind) => {
        const entries = inForce.filter((entry) => entry.kind === kind);
        const imports = new Map(entries.map((entry) => [entry.importId, entry.stored]));
        return {
          kind,
          label: kindDefinition(kind).label,
          stored: [...imports.values()].reduce((sum, stored) => sum + stored, 0),
          sources: sourceNotes(entries),
        };
      }),
    schoolTypes: types.filter(({ schools: count }) => count > 0),
    pupilYears: [...new Set(years.map(({ year }) => year))],
    pupilLayer: years[0]?.layer ?? null,
    atomYears: years.filter(({ cellAtoms }) => cellAtoms > 0).map(({ year }) => year),
    populationDates: dates
      .filter(
        ({ date, basis, layer }, index) =>
          dates.findIndex((d) => d.date === date && d.basis === basis && d.layer === layer) === index,
      )
      .map(({ date, basis, layer }) => ({ date, basis, layer })),
    population:
      residents.length === 0
        ? null
        : releaseCount(
            populationPolicy(newest[0]?.basis ?? ''),
            residents.reduce((sum, { people }) => sum + people, 0),
          ),
    ruleSets: rules.map(ruleNote),
    baseMap: {
      basemapDe: context.basemapDe,
      attribution: context.basemapDe ? '© GeoBasis-DE / BKG, basemap.de (CC BY 4.0)' : null,
    },
  };
}

function unite(boxes: County['bbox'][]): County['bbox'] {
  const known = boxes.filter((box) => box !== null);
  if (known.length === 0) return null;
  return [
    Math.min(...known.map((box) => box[0])),
    Math.min(...known.map((box) => box[1])),
    Math.max(...known.map((box) => box[2])),
    Math.max(...known.map((box) => box[3])),
  ];
}

export async function countySummaries(context: Operation): Promise<CountySummary[]> {
  return (await listCounties(context.database.db, null)).map(summary);
}
