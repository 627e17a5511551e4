/** The school planner's question of the statute: which house belongs to which school, and where do the districts not fit? */
import type { DistrictHouse, SchoolDistricts } from '../contract/districts.ts';
import { districtEditions, districtGaps, districtOverlaps, listDistricts } from '../data/repositories/districts.ts';
import { layoutFaults, type AtomDistrict } from '../planning/districts/layout.ts';
import { sharedAllowed } from '../planning/districts/rule.ts';
import { unknownRows, type NamedStreet } from '../planning/districts/streetRows.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { editionOn, placeDistricts, type PlacedHouse } from './districtLayout.ts';
import { ruleNote, rulesFor } from './rules.ts';
import { newestAtoms } from './waysToSchool.ts';

export { districtLayout } from './districtLayout.ts';

const SHOWN = 500;
/** Square metres below which a gap or an overlap is rounding. */
const NOTICEABLE = 1;

export async function schoolDistricts(
  context: Operation,
  county: string,
  query: { type: string; date?: string | undefined },
): Promise<SchoolDistricts> {
  const [known] = await chosenCounties(context, county);
  const { db } = context.database;
  const date = query.date ?? null;
  const editions = await districtEditions(db, [county]);
  // Counties from before the rule have none.
  const rule = (await rulesFor(context, [county], 'schoolDistricts'))[0] ?? null;
  const isAllowed = rule && sharedAllowed(rule.values, query.type);
  const edition = editionOn(editions, query.type, date);
  const records = edition ? await listDistricts(db, edition, date) : [];
  const atoms = await newestAtoms(context, [county]);
  const placed =
    edition && records.length > 0
      ? await placeDistricts(context, county, edition, records, atoms?.editions[0] ?? null)
      : { houses: [], ofAtoms: new Map<string, AtomDistrict>(), rows: [] };
  const { houses, ofAtoms, rows } = placed;
  const faults = layoutFaults(houses, ofAtoms);
  const shown = housesShown(ofAtoms);
  const unknown = houses.length === 0 ? [] : unknownRows(rows, streetsOf(houses));
  const isDrawn = records.some(({ squareMetres }) => squareMetres !== null);
  const addressesIn = countBy(houses.flatMap(({ districts }) => districts));
  const atomsIn = countBy([...ofAtoms.values()].flatMap(({ district }) => district ?? []));
  return {
    schoolType: query.type,
    editions: editions.map(({ schoolType, validFrom }) => ({ schoolType, validFrom })),
    validFrom: records.length > 0 ? edition!.validFrom : null,
    form: records.length === 0 ? null : isDrawn ? 'drawn' : 'streets',
    rule: rule && ruleNote(rule.record),
    districts: records.map((record) => ({
      ...record,
      addresses: addressesIn.get(record.key) ?? 0,
      atoms: atomsIn.get(record.key) ?? 0,
      isShared: record.schools.length > 1,
      sharedAllowed: isAllowed,
    })),
    year: atoms?.year ?? null,
    atoms: [...ofAtoms].map(([atom, { district, inside, houses: addresses }]) => ({
      atom,
      district,
      inside,
      addresses,
    })),
    deviating: shown(faults.deviating),
    gaps: {
      addresses: shown(faults.gaps),
      atoms: [...ofAtoms].flatMap(([atom, { district }]) => (district === null ? [atom] : [])),
      drawn: isDrawn ? await districtGaps(db, edition!, known!.epsg, NOTICEABLE) : [],
    },
    overlaps: {
      isAllowed,
      addresses: shown(faults.overlaps),
      drawn: isDrawn ? await districtOverlaps(db, edition!, known!.epsg, NOTICEABLE) : [],
    },
    unknownStreets: {
      total: unknown.length,
      rows: unknown.slice(0, SHOWN).map((number) => {
        const { district, place, locality, street } = rows[number]!;
        return { district, place, locality, street };
      }),
    },
    sources: await sources(context, [county], ['districts', 'addresses', 'schools']),
  };
}

const housesShown =
  (ofAtoms: ReadonlyMap<string, AtomDistrict>) =>
  (houses: readonly PlacedHouse[]): { total: number; houses: DistrictHouse[] } => ({
    total: houses.length,
    houses: byAddress(houses)
      .slice(0, SHOWN)
      .map(({ point: [lon, lat], districts, gemeinde: _gemeinde, ...house }) => ({
        ...house,
        point: [lon, lat],
        districts: [...districts],
        atomDistrict: house.atom === null ? null : (ofAtoms.get(house.atom)?.district ?? null),
      })),
  });

const order = new Intl.Collator('de', { numeric: true });
const byAddress = (houses: readonly PlacedHouse[]): PlacedHouse[] =>
  [...houses].sort(
    (a, b) =>
      order.compare(a.place, b.place) ||
      order.compare(a.street, b.street) ||
      order.compare(a.houseNumber, b.houseNumber),
  );

/** Each street once. */
function streetsOf(houses: readonly PlacedHouse[]): Iterable<NamedStreet> {
  const streets = new Map<string, NamedStreet>();
  for (const { street, place, locality, gemeinde } of houses)
    streets.set(JSON.stringify([street, place, locality, gemeinde]), { street, place, locality, gemeinde });
  return streets.values();
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
