/** One import: read off the request thread, store in one transaction, then measure gaps and overlaps. */
import type { ImportReport } from '../../contract/imports.ts';
import { addressedKinds, privateKinds, scopeKind, type Sentence } from '../../../geodata/import/types.ts';
import { gaps, overlaps } from '../../data/repositories/areas.ts';
import { lockCounty, raiseRevision, renameCounty } from '../../data/repositories/counties.ts';
import { addNotes, correctCounts, insertImport, mappingOptions } from '../../data/repositories/imports.ts';
import type { Operation } from '../../context.ts';
import { rememberMapping } from '../../data/repositories/mappings.ts';
import { wasScopeLoaded } from '../../data/repositories/pupilLists.ts';
import { ensureCounty } from '../counties.ts';
import { layoutOf } from '../../../geodata/import/columns.ts';
import { homesOf } from './homes.ts';
import type { Ready } from './protectPupils.ts';
import { basisOf, checkBasis } from './basis.ts';
import { discreet, fingerprint, prepareRequest, sameImport, storedOptions, type ImportRequest } from './request.ts';
import { changesWays, measureWays } from './measureWays.ts';
import { storeRows } from './store.ts';
import { alreadyLoaded, nothingStored, reportOf } from './report.ts';

export type Reporting = (progress: { phase: Sentence; progress: number }) => void;

const phases = {
  reading: { de: 'Datei wird gelesen', en: 'Reading the file' },
  storing: { de: 'Zeilen werden gespeichert', en: 'Storing rows' },
  ways: { de: 'Wege zur Schule werden gemessen', en: 'Measuring ways to school' },
  measuring: { de: 'Lücken und Überschneidungen werden gemessen', en: 'Measuring gaps and overlaps' },
};

/** Areas in one layer beyond which gaps and overlaps are not measured: all Germany would take minutes. */
const MEASURED_AREAS = 2000;
/** Square metres below which a gap or an overlap is rounding. */
const NOTICEABLE = 1;

export async function runImport(context: Operation, asked: ImportRequest, progress: Reporting): Promise<ImportReport> {
  progress({ phase: phases.reading, progress: 0.02 });
  const { db } = context.database;
  const request = discreet(asked);
  const options = storedOptions(request);
  const basis = await basisOf(db, request.county, request.kind);
  const hash = await fingerprint(context, request, basis);
  if (await sameImport(db, request, hash)) return alreadyLoaded(request);
  const prepared = await prepare(context, request, hash, false);
  if (prepared.stored === 0) throw nothingStored(request, prepared);
  progress({ phase: phases.storing, progress: 0.3 });
  const id = context.newId();
  const isPrivate = privateKinds.has(request.kind);
  const notes: Sentence[] = [];
  let stored = prepared.stored;
  let rejected = prepared.rejected;
  const now = context.now();
  const done = await db.transaction().execute(async (tx) => {
    // Another process may be storing the same file: whoever comes second finds it there.
    await lockCounty(tx, request.county);
    if (await sameImport(tx, request, hash)) return false;
    await checkBasis(tx, request.county, request.kind, basis);
    await ensureCounty(tx, { key: request.county, name: options['county-name'] ?? null, isSample: false }, now);
    await nameCounty(tx, request, prepared);
    await insertImport(tx, {
      id,
      county: request.county,
      kind: request.kind,
      scopeKind: scopeKind(request.kind),
      scopes: prepared.scopes,
      fileName: request.name,
      sha256: hash,
      options: isPrivate ? options : { ...options, ...mappingOptions(prepared.mapping) },
      source: options['source'] ?? null,
      licence: options['licence'] ?? null,
      referenceDate: prepared.referenceDate,
      read: prepared.read,
      stored: prepared.stored,
      rejected: prepared.rejected,
      problems: prepared.problems,
      notes: prepared.notes,
      now,
    });
    const result = await storeRows(
      tx,
      { county: request.county, importId: id },
      prepared,
      { epsg: prepared.epsg, newId: context.newId, kind: request.kind },
      (done) => progress({ phase: phases.storing, progress: 0.3 + 0.6 * done }),
    );
    stored = result.stored;
    rejected += result.rejected;
    notes.push(...result.notes);
    if (result.rejected > 0) await correctCounts(tx, id, { stored, rejected });
    if (request.mapping && !isPrivate) {
      await rememberMapping(tx, {
        county: request.county,
        kind: request.kind,
        layout: layoutOf(prepared.columns),
        mapping: request.mapping,
        now,
      });
    }
    await raiseRevision(tx, request.county);
    return true;
  });
  if (!done) return alreadyLoaded(request);
  if (prepared.rows.kind === 'areas' && prepared.rows.rows.length <= MEASURED_AREAS) {
    progress({ phase: phases.measuring, progress: 0.92 });
    notes.push(...(await measure(context, id, prepared.epsg)));
  }
  if (changesWays(request.kind)) {
    const report = (part: number) => progress({ phase: phases.ways, progress: 0.92 + 0.08 * part });
    notes.push(...(await measureAfter(context, request.county, report)));
  }
  if (notes.length > 0) await addNotes(db, id, notes);
  return reportOf(request, { ...prepared, stored, rejected, notes: [...prepared.notes, ...notes] });
}

/** The rows are stored and usable whatever becomes of the ways: they are measured again at the next start. */
async function measureAfter(context: Operation, county: string, report: (part: number) => void): Promise<Sentence[]> {
  try {
    return await measureWays(context, county, report);
  } catch (error) {
    context.log.error({ county, code: (error as { code?: unknown }).code }, 'ways to school not measured');
    return [
      {
        de: 'Gespeichert, aber die Wege zur Schule ließen sich nicht messen; bis dahin gelten die vorigen oder Schätzungen: bitte den Dienst neu starten, dann wird es noch einmal versucht.',
        en: 'Stored, but the ways to school could not be measured; until then the former ones or estimates hold: please restart the service, it tries again then.',
      },
    ];
  }
}

/** A layout whose columns somebody has assigned before is read by that assignment. */
export async function prepare(
  context: Operation,
  request: ImportRequest,
  hash: string,
  preview: boolean,
): Promise<Ready & { epsg: number }> {
  const asked = await prepareRequest(context, request, preview);
  const homes = await homesOf(context, request.county, request.kind, request.corrections ?? {}, preview);
  const prepared = await context.prepare(asked, homes);
  // The county's metric CRS.
  return {
    ...prepared,
    notes: [...prepared.notes, ...(await twice(context, request, hash, prepared))],
    epsg: asked.county.epsg,
  };
}

/** Two roundings of the same children tell more together than one: docs/decisions/008. */
async function twice(
  context: Operation,
  { county, kind }: ImportRequest,
  hash: string,
  { scopes }: Ready,
): Promise<Sentence[]> {
  const known = scopes.length > 0 && (kind === 'pupils' || addressedKinds.has(kind));
  if (!known || !(await wasScopeLoaded(context.database.db, county, scopeKind(kind), scopes, hash))) return [];
  return [
    {
      de: `Für ${scopes.join(', ')} waren schon andere Zahlen geladen. Wer beide Fassungen sieht, kann einzelne Zahlen enger eingrenzen als aus einer: bitte nur ersetzen, was noch niemand gesehen hat, oder wenn es nötig ist.`,
      en: `Other counts for ${scopes.join(', ')} were loaded before. Whoever sees both versions can narrow single counts more than from one: please replace only what nobody has seen yet, or where it is needed.`,
    },
  ];
}

/** The county's own polygon brings its name, unless somebody has given it one. */
async function nameCounty(
  db: Parameters<typeof renameCounty>[0],
  request: ImportRequest,
  prepared: Ready,
): Promise<void> {
  const stated = request.options['county-name'];
  const { rows } = prepared;
  const own =
    rows.kind === 'areas' && rows.layer === 'kreis' ? rows.rows.find(({ key }) => key === request.county) : undefined;
  const name = stated ?? own?.name;
  if (name !== undefined) await renameCounty(db, request.county, name);
}

async function measure(context: Operation, importId: string, epsg: number): Promise<Sentence[]> {
  const { db } = context.database;
  const notes: Sentence[] = [];
  try {
    const found = await overlaps(db, importId, epsg, NOTICEABLE);
    if (found.length > 0) {
      const list = found
        .slice(0, 10)
        .map(({ a, b, squareMetres }) => `${a} / ${b}: ${area(squareMetres)} m²`)
        .join('; ');
      notes.push({
        de: `${found.length === 1 ? 'Eine Überschneidung' : `${found.length} Überschneidungen`} zwischen Gebieten: ${list}.`,
        en: `${found.length} ${found.length === 1 ? 'overlap' : 'overlaps'} between areas: ${list}.`,
      });
    }
    const holes = await gaps(db, importId, epsg, NOTICEABLE);
    if (holes.length > 0) {
      const list = holes
        .slice(0, 10)
        .map(({ squareMetres, point: [lon, lat] }) => `${area(squareMetres)} m² (${lat.toFixed(5)}, ${lon.toFixed(5)})`)
        .join('; ');
      notes.push({
        de: `${holes.length === 1 ? 'Eine Lücke' : `${holes.length} Lücken`} zwischen Gebieten: ${list}.`,
        en: `${holes.length} ${holes.length === 1 ? 'gap' : 'gaps'} between areas: ${list}.`,
      });
    }
    if (found.length === 0 && holes.length === 0) {
      notes.push({
        de: 'Keine Lücken und keine Überschneidungen über 1 m².',
        en: 'No gaps and no overlaps above 1 m².',
      });
    }
  } catch (error) {
    // The areas are stored and usable; only this measurement failed inside the geometry engine.
    context.log.warn({ importId, code: (error as { code?: unknown }).code }, 'gaps and overlaps not measured');
    notes.push({
      de: 'Lücken und Überschneidungen ließen sich nicht messen: bitte die Geometrien in der Quelle prüfen.',
      en: 'Gaps and overlaps could not be measured: please check the geometries in the source.',
    });
  }
  return notes;
}

const area = (squareMetres: number): string =>
  squareMetres < 100 ? squareMetres.toFixed(1) : Math.round(squareMetres).toString();
