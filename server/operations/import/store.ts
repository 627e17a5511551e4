/** Writes what was prepared: the county if it is new, the import's record, its rows. All in the caller's transaction. */
import type { Kind, Sentence } from '../../../geodata/import/types.ts';
import type { Rows } from '../../../geodata/import/rows.ts';
import { rememberAtoms, type ListKind } from '../../data/repositories/formations.ts';
import type { Db } from '../../data/open.ts';
import { insertNetwork } from '../../data/repositories/ways.ts';
import { packRoads } from '../../planning/network/roads.ts';
import * as write from '../../data/repositories/storeRows/index.ts';
import type { Owner, Progress } from '../../data/repositories/storeRows/index.ts';
import { pick } from './pick.ts';
import type { ProtectedEdition, Ready } from './protectPupils.ts';
import { storeFlat } from './storeFlat.ts';

export interface Stored {
  stored: number;
  notes: Sentence[];
  /** Rows that only the database could judge and did not keep. */
  rejected: number;
}

export async function storeRows(
  db: Db,
  owner: Owner,
  prepared: Ready,
  county: { epsg: number; newId: () => string; kind: Kind },
  progress: Progress,
): Promise<Stored> {
  await write.insertControlTotals(
    db,
    owner,
    prepared.controlTotals.map((total) => ({
      dataset: total.dataset,
      item: total.item,
      sum_of_areas: total.sumOfAreas,
      published: total.published,
    })),
  );
  const { rows } = prepared;
  if (rows.kind === 'areas')
    return storeAreas(db, owner, rows, { epsg: county.epsg, edition: county.newId() }, progress);
  if (rows.kind === 'grid') return storeGrid(db, owner, rows, { epsg: county.epsg, edition: county.newId() }, progress);
  if (rows.kind === 'districts') return storeDistricts(db, owner, rows, prepared.stored, progress);
  if (rows.kind === 'network')
    await insertNetwork(db, owner, { ways: rows.roads.ways.length, roads: packRoads(rows.roads) });
  else if (rows.kind === 'protected-pupils') {
    const ids = new Map(rows.editions.map(({ scope }) => [scope, county.newId()]));
    for (const edition of rows.editions) await storePupils(db, { ...owner, kind: county.kind }, edition, ids, progress);
  } else await storeFlat(db, owner, rows, progress);
  return { stored: prepared.stored, notes: [], rejected: 0 };
}

async function storeAreas(
  db: Db,
  owner: Owner,
  rows: Omit<Extract<Rows, { kind: 'areas' }>, 'kind'>,
  county: { epsg: number; edition: string },
  progress: Progress,
): Promise<Stored> {
  const { layer, label, rank, validFrom, validTo } = rows;
  const result = await write.insertAreas(
    db,
    owner,
    { key: layer, label, rank, validFrom, validTo, ...county },
    rows.rows.map((row) => ({
      key: row.key,
      name: row.name,
      parent_layer: row.parentLayer,
      parent_key: row.parentKey,
      is_water: row.isWater,
      attributes: row.attributes,
      geojson: row.geometry,
    })),
    progress,
  );
  return {
    stored: rows.rows.length - result.dropped.length,
    notes: repairNotes(result),
    rejected: result.dropped.length,
  };
}

function repairNotes({
  repaired,
  dropped,
}: {
  repaired: { key: string; reason: string }[];
  dropped: string[];
}): Sentence[] {
  const notes: Sentence[] = [];
  if (repaired.length > 0) {
    const list = repaired
      .slice(0, 20)
      .map(({ key, reason }) => `${key} (${reason})`)
      .join(', ');
    notes.push({
      de: `${repaired.length} ungültige Flächen wurden repariert: ${list}.`,
      en: `${repaired.length} invalid polygons were repaired: ${list}.`,
    });
  }
  if (dropped.length > 0) {
    notes.push({
      de: `${dropped.length} Gebiete haben nach der Reparatur keine Fläche und fehlen: ${dropped.slice(0, 20).join(', ')}.`,
      en: `${dropped.length} areas have no surface after repair and are missing: ${dropped.slice(0, 20).join(', ')}.`,
    });
  }
  return notes;
}

/** @param stored rows of the file; of a list of streets several may speak of one district */
async function storeDistricts(
  db: Db,
  owner: Owner,
  { rows, streets }: Extract<Rows, { kind: 'districts' }>,
  stored: number,
  progress: Progress,
): Promise<Stored> {
  const result = await write.insertDistricts(
    db,
    owner,
    rows.map((row) => ({
      ...pick(row, 'key', 'name', 'schools'),
      school_type: row.schoolType,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      geojson: row.geometry,
    })),
    streets.map((row, seq) => ({
      ...pick(row, 'district', 'place', 'locality', 'street', 'parity'),
      seq,
      school_type: row.schoolType,
      number_from: row.from,
      number_to: row.to,
    })),
    progress,
  );
  const { dropped } = result;
  return { stored: stored - dropped.length, notes: repairNotes(result), rejected: dropped.length };
}

/** Cells are areas of their own import, so that they and their counts come and go together. */
async function storeGrid(
  db: Db,
  owner: Owner,
  grid: Extract<Rows, { kind: 'grid' }>,
  county: { epsg: number; edition: string },
  progress: Progress,
): Promise<Stored> {
  const stored = await storeAreas(db, owner, grid, county, (done) => progress(done / 2));
  await write.insertPopulation(
    db,
    owner,
    grid.rows.map(({ key, people }) => ({
      edition: county.edition,
      atom: key,
      reference_date: grid.validFrom,
      basis: grid.basis,
      age_from: grid.ageFrom,
      age_to: grid.ageTo,
      sex: 't',
      people,
    })),
    (done) => progress(0.5 + done / 2),
  );
  return stored;
}

async function storePupils(
  db: Db,
  owner: Owner & { kind: Kind },
  { scope, homeLayer, base, minimum, borders, doorBasis, firstDoors, formedBy, atoms, counts }: ProtectedEdition,
  ids: ReadonlyMap<string, string>,
  progress: Progress,
): Promise<void> {
  const edition = ids.get(scope)!;
  const formed_by = formedBy === null ? edition : (ids.get(formedBy) ?? formedBy);
  await write.insertPupils(
    db,
    { county: owner.county, importId: owner.importId },
    { edition, school_year: scope, home_layer: homeLayer, base, minimum, borders, door_basis: doorBasis, formed_by },
    atoms.map(({ gemeinde, planningArea, ...atom }) => ({ ...atom, home: gemeinde, planning_area: planningArea })),
    counts.map(({ gemeinde, traits, ...count }) => ({
      ...count,
      home: gemeinde,
      traits: traits ? (JSON.parse(traits) as Record<string, string>) : {},
    })),
    progress,
  );
  await rememberAtoms(
    db,
    { county: owner.county, kind: owner.kind as ListKind, homeLayer },
    { edition, formedBy: formed_by, year: scope, borders, base, minimum, atoms, doorBasis: firstDoors },
  );
}
