/** What an import asks for, and what must be known of the county before its file is read. */
import { createHash } from 'node:crypto';
import type { CountyFacts, Kind, PrepareRequest } from '../../../geodata/import/types.ts';
import { stateOf } from '../../../geodata/rules/index.ts';
import { listAtoms } from '../../data/repositories/areas.ts';
import { listCounties } from '../../data/repositories/counties.ts';
import { rememberedMappings } from '../../data/repositories/imports.ts';
import { schoolKeys } from '../../data/repositories/sites.ts';
import type { Operation } from '../../context.ts';

export interface ImportRequest {
  county: string;
  kind: Kind;
  name: string;
  bytes: Uint8Array;
  options: Record<string, string>;
  mapping: Record<string, string> | null;
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
    schools: county ? await schoolKeys(db, key) : [],
  };
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
    county: await countyFacts(context, request.county),
    today: context.now().toISOString().slice(0, 10),
  };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
