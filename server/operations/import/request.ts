/** What an import asks for, and what must be known of the county before its file is read. */
import { createHash } from 'node:crypto';
import { kindDefinition } from '../../../geodata/import/index.ts';
import { privateKinds, type CountyFacts, type Kind, type PrepareRequest } from '../../../geodata/import/types.ts';
import { stateOf } from '../../../geodata/rules/index.ts';
import { layerImports, listAtoms } from '../../data/repositories/areas.ts';
import { listCounties } from '../../data/repositories/counties.ts';
import { registeredStreets } from '../../data/repositories/districts.ts';
import { findSameImport } from '../../data/repositories/imports.ts';
import { rememberedMappings } from '../../data/repositories/mappings.ts';
import { listSchools } from '../../data/repositories/sites.ts';
import { countySecret } from '../../data/repositories/pupilLists.ts';
import type { Db } from '../../data/open.ts';
import type { NamedStreet } from '../../planning/districts/streetRows.ts';
import type { SchoolEntryRule } from '../../planning/pupils/schoolEntry.ts';
import type { Operation } from '../../context.ts';
import { rulesFor } from '../rules.ts';
import type { Basis } from './basis.ts';
import { freshSecret, secretDigest } from './countySecret.ts';
import { borderLayers } from './formation.ts';

export interface ImportRequest {
  county: string;
  kind: Kind;
  name: string;
  bytes: Uint8Array;
  options: Record<string, string>;
  mapping: Record<string, string> | null;
  /** Row of a list of people → the address that a person wrote instead; in memory only. */
  corrections?: Record<string, string>;
}

/** Stated of every kind, beside its own options. */
const COMMON_OPTIONS = ['source', 'licence', 'reference-date', 'county-name'];

/** What may be told of a list of people, in reports, errors and the log: its kind, not what somebody called the file or its sheet. */
export function discreet(request: ImportRequest): ImportRequest {
  if (!privateKinds.has(request.kind)) return request;
  const { label } = kindDefinition(request.kind);
  const ending = /\.(csv|txt|tsv|xlsx|zip)$/i.exec(request.name)?.[0].toLowerCase() ?? '';
  return { ...request, name: `${label.de}${ending}` };
}

/** Options as they are stored. */
export function storedOptions({ kind, options }: ImportRequest): Record<string, string> {
  if (!privateKinds.has(kind)) return options;
  const known = [...COMMON_OPTIONS, ...kindDefinition(kind).options.map(({ key }) => key)];
  return Object.fromEntries(Object.entries(options).filter(([key]) => known.includes(key)));
}

export async function countyFacts(context: Operation, key: string): Promise<CountyFacts> {
  const { db } = context.database;
  const county = (await listCounties(db, [key]))[0];
  const epsg = county?.epsg ?? stateOf(key)?.epsg ?? 25832;
  return {
    key,
    epsg: epsg === 25833 ? 25833 : 25832,
    bbox: county?.bbox ?? null,
    atoms: county ? await listAtoms(db, key) : [],
    schools: county
      ? (await listSchools(db, [key])).map(({ key: number, name, schoolType, gradeFrom, gradeTo }) => {
          return { key: number, name, schoolType, gradeFrom, gradeTo };
        })
      : [],
    schoolEntry: county ? await schoolEntryOf(context, key) : null,
  };
}

async function schoolEntryOf(context: Operation, county: string): Promise<SchoolEntryRule | null> {
  return (await rulesFor(context, [county], 'schoolEntry'))[0]?.values ?? null;
}

async function streetsOf(db: Db, county: string): Promise<NamedStreet[]> {
  const { gemeinde } = await borderLayers(db, county);
  return registeredStreets(db, county, await layerImports(db, [county], gemeinde, null));
}

export async function prepareRequest(
  context: Operation,
  request: ImportRequest,
  preview: boolean,
): Promise<PrepareRequest> {
  const { kind, name, bytes, options, mapping } = request;
  return {
    kind,
    name,
    bytes,
    options,
    mapping,
    remembered: await rememberedMappings(context.database.db, request.county, kind),
    preview,
    county: {
      ...(await countyFacts(context, request.county)),
      ...(kind === 'districts' && { streets: await streetsOf(context.database.db, request.county) }),
    },
    today: context.now().toISOString().slice(0, 10),
  };
}

/**
 * The same file read the same way has the same one. Of people it also follows from what protects them, and says nothing to
 * whoever has not the county's secret.
 */
export async function fingerprint(
  { database: { db }, newId }: Pick<Operation, 'database' | 'newId'>,
  { county, kind, bytes, corrections = {}, mapping }: ImportRequest,
  basis: Basis | null,
): Promise<string> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const isPrivate = privateKinds.has(kind);
  // Of a list of people a plain digest would tell who has the file that it is this one.
  if (!basis && !isPrivate) return digest;
  const known = (await listCounties(db, [county])).length > 0;
  const reading = isPrivate ? [Object.entries(corrections).sort(), mapping] : [];
  return secretDigest(
    known ? await countySecret(db, county, freshSecret(newId)) : freshSecret(newId),
    JSON.stringify([digest, basis?.given ?? '', ...reading]),
  );
}

/** An import of the same file, read the same way, if all that it said is in force. */
export const sameImport = (db: Db, request: ImportRequest, sha256: string): Promise<string | null> =>
  findSameImport(db, {
    ...request,
    options: storedOptions(request),
    // How a list of people was read is in its fingerprint, and nowhere else.
    mapping: privateKinds.has(request.kind) ? null : request.mapping,
    sha256,
  });
