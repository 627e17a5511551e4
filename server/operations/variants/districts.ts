/** The districts that a variant draws: a file for the GIS office, and after the decision the statute's new edition. */
import type { ImportReport } from '../../contract/imports.ts';
import type { DistrictShapes, NewDistricts } from '../../contract/variantDistricts.ts';
import type { Sentence } from '../../contract/common.ts';
import { transformer } from '../../../geodata/crs/transform.ts';
import { parseDate } from '../../../geodata/formats/values.ts';
import { districtEditions } from '../../data/repositories/districts.ts';
import { addNotes } from '../../data/repositories/imports.ts';
import { changesOf } from '../../data/repositories/variants.ts';
import { sharedAllowed } from '../../planning/districts/rule.ts';
import { DomainError } from '../../planning/errors.ts';
import { outlinesOf, signedArea } from '../../planning/variant/outline.ts';
import { assignmentAt } from '../../planning/variant/state.ts';
import { NONE } from '../../planning/variant/world.ts';
import type { Operation } from '../../context.ts';
import type { ImportRequest } from '../import/request.ts';
import { runImport, type Reporting } from '../import/run.ts';
import { rulesFor } from '../rules.ts';
import { adoptable, drawnNotes, storedNotes } from './districtNotes.ts';
import { replay, type Evaluated } from './evaluate.ts';
import { requireUnchanged, variantInWorld } from './known.ts';
import { missing } from './variants.ts';
import type { CountyWorld } from './world.ts';

/** A variant when all of it holds for everybody. */
export interface Drawn {
  county: CountyWorld;
  schoolType: string;
  state: Evaluated['state'];
  /** School of each atom; -1 none. */
  assignment: Int16Array;
}

export async function variantDistricts(
  context: Operation,
  county: string,
  id: string,
  schoolType: string,
): Promise<DistrictShapes> {
  const { world, record } = await variantInWorld(context, county, id);
  return shapesOf(await draw(context, world, record.id, schoolType));
}

/** @throws DomainError where it cannot be the statute; else the import that stores it */
export async function adoption(
  context: Operation,
  county: string,
  id: string,
  seen: number | null,
  { schoolType, validFrom, source }: NewDistricts,
): Promise<(report: Reporting) => Promise<ImportReport>> {
  const { world, record } = await variantInWorld(context, county, id);
  requireUnchanged(record, seen);
  const day = dayOf(validFrom);
  const drawn = await draw(context, world, id, schoolType);
  adoptable(drawn);
  const variant = `Variante „${record.name}“`;
  const request: ImportRequest = {
    county,
    kind: 'districts',
    name: `${variant}.geojson`,
    bytes: new TextEncoder().encode(JSON.stringify(shapesOf(drawn))),
    options: {
      'school-type': schoolType,
      'valid-from': day,
      crs: '4326',
      source: [source, `${variant}, Stand ${germanDay(record.updatedAt)} (Fassung ${record.version})`]
        .filter(Boolean)
        .join('; '),
      // Statutes are official works, § 5 Abs. 1 UrhG.
      licence: 'gemeinfrei (§ 5 Abs. 1 UrhG)',
    },
    mapping: null,
  };
  const before = [...drawnNotes(drawn), ...missing(drawn.state.missing, record, world)];
  return async (report) => {
    const stored = await runImport(context, request, report);
    if (stored.alreadyLoaded) return stored;
    const notes: Sentence[] = [...before, ...(await storedNotes(context, drawn, day))];
    const edition = (await districtEditions(context.database.db, [county])).find(
      (one) => one.schoolType === schoolType && one.validFrom === day,
    );
    if (edition) await addNotes(context.database.db, edition.importId, notes);
    return { ...stored, notes: [...stored.notes, ...notes] };
  };
}

async function draw(context: Operation, county: CountyWorld, id: string, schoolType: string): Promise<Drawn> {
  const ground = county.world.types.get(schoolType);
  const rule = (await rulesFor(context, [county.county.key], 'schoolDistricts'))[0];
  // Counties from before the rule have none: what is loaded says it.
  const hasDistricts = rule ? sharedAllowed(rule.values, schoolType) !== null : ground?.hasDistricts;
  if (!ground || !hasDistricts)
    throw new DomainError('invalid', 'variant.noDistricts', {
      de: `Für diese Schulart („${schoolType}“) gibt es hier keine Schulbezirke, die Eltern wählen: bitte eine Schulart mit Schulbezirken nehmen.`,
      en: `There are no school districts of this type ('${schoolType}') here, parents choose: please take a school type with districts.`,
    });
  const changes = (await changesOf(context.database.db, id)).map(({ change }) => change);
  const { state } = await replay(context, county, changes);
  return { county, schoolType, state, assignment: assignmentAt(state, schoolType, ground, Infinity, Infinity) };
}

/** Of open schools. Neighbours share their arcs, so that nothing overlaps and nothing is left between them. */
function shapesOf({ county, state, assignment }: Drawn): DistrictShapes {
  const toMetres = transformer(4326, county.county.epsg);
  const open = assignment.map((school) => (state.closing[school] ? NONE : school));
  const outlines = outlinesOf(county.ground, open);
  const features = [...outlines].map(([index, coordinates]): DistrictShapes['features'][number] => {
    const { key, name } = state.schools[index]!;
    const squareMetres = coordinates.flat().reduce((sum, ring) => sum + signedArea(ring.map(toMetres)), 0);
    return {
      type: 'Feature',
      properties: { key, name, school: key, square_metres: Math.round(squareMetres) },
      geometry: { type: 'MultiPolygon', coordinates },
    };
  });
  features.sort((a, b) => (a.properties.key < b.properties.key ? -1 : 1));
  return { type: 'FeatureCollection', features };
}

function dayOf(text: string): string {
  const day = parseDate(text);
  if (day?.length === 10 && day >= '2000-01-01' && day < '2100-01-01') return day;
  throw new DomainError('invalid', 'variant.validFrom', {
    de: `„${text}“ ist kein Tag, ab dem Schulbezirke gelten können: bitte als JJJJ-MM-TT angeben, zum Beispiel 2027-08-01.`,
    en: `'${text}' is no day from which districts can be valid: please give it as YYYY-MM-DD, for example 2027-08-01.`,
  });
}

const germanDay = (date: Date): string =>
  new Intl.DateTimeFormat('de', {
    timeZone: 'Europe/Berlin',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(date);
