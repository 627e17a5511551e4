/** The school planner's question of a whole school type: who goes where, which school serves its own area, how far does it reach? */
import type { SchoolChoice } from '../contract/choice.ts';
import type { Sentence } from '../contract/common.ts';
import { areasOfSchools, pupilsBySchool, type SchoolSum } from '../data/repositories/choice.ts';
import type { County } from '../data/repositories/counties.ts';
import { pupilYears } from '../data/repositories/people.ts';
import { schoolChoice as choose } from '../planning/catchment/choice.ts';
import type { Operation } from '../context.ts';
import { areaAnswers, fidOf, schoolAnswer, totalAnswer, type ChoiceView } from './choiceAnswers.ts';
import { chosenCounties, sources } from './counties.ts';
import { ATOM_LAYER, choosePupilLayer, isGuest, isListed, pupilBasis, pupilLayout } from './pupilLayout.ts';
import { schoolsOfType } from './sites.ts';

/** @throws DomainError where no school is of the type, no list is of the year, or the county has no such layer */
export async function schoolChoice(
  context: Operation,
  selection: string,
  query: { type: string; year?: string | undefined; layer?: string | undefined },
): Promise<SchoolChoice> {
  const chosen = await chosenCounties(context, selection);
  const counties = chosen.map(({ key }) => key);
  const { db } = context.database;
  const records = await schoolsOfType(context, counties, query.type);
  const basis = await pupilBasis(context, counties, query.year);
  const lists = (await pupilYears(db, counties)).filter(({ edition }) => basis.editions.includes(edition));
  const layer = await choosePupilLayer(context, counties, basis, query.layer, []);
  const layout = await pupilLayout(context, counties, basis, layer);
  const places = await areasOfSchools(db, counties, query.type, layer.imports);
  const placeOf = new Map(places.map((place) => [fidOf(place), place.area]));
  const schoolKeys = records.map(({ key }) => key);
  const stored = rowsBySchool(await pupilsBySchool(db, basis.editions, schoolKeys));
  const schools = records.map((record) => {
    const [fid, area] = [fidOf(record), placeOf.get(fidOf(record)) ?? null];
    const hasList = lists.some(({ county }) => county === record.county);
    return {
      ...record,
      fid,
      area: area === null ? null : fidOf({ ...record, key: area }),
      isListed: hasList && isListed(stored.get(fid) ?? [], record, basis),
    };
  });
  const areas = new Set(layer.areas.map(fidOf));
  const rows = schools.flatMap(({ fid: school }) =>
    (stored.get(school) ?? []).map((row) => {
      const home = layout.areaOf(row);
      const area = home !== null && areas.has(home) ? home : null;
      return { area, isGuest: isGuest(row.home), school, people: row.people };
    }),
  );
  const view: ChoiceView = {
    layer,
    schools,
    choice: choose(
      rows,
      schools.map(({ fid: key, area }) => ({ key, area })),
    ),
    merged: layout.hidden,
    hasOwnAreas: layer.layer !== ATOM_LAYER,
  };
  return {
    schoolType: query.type,
    layer: layer.layer,
    year: basis.year,
    protection: {
      ...basis.protection,
      base: Math.max(...lists.map(({ base }) => base)),
      notices: [...withoutList(chosen, lists, basis.year), ...basis.protection.notices],
    },
    areas: areaAnswers(view),
    schools: schools.map((school) => schoolAnswer(view, school)),
    total: totalAnswer(view),
    sources: await sources(context, counties, ['pupils', 'schools', 'areas']),
  };
}

/** Their residents and schools are not counted; a 0 would be wrong, and so is silence. */
export function withoutList(chosen: readonly County[], lists: readonly { county: string }[], year: string): Sentence[] {
  const names = chosen.filter(({ key }) => !lists.some(({ county }) => county === key)).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    {
      de: `Gezählt sind nur Kreise mit Schülerzahlen des Schuljahrs ${year}. Es fehlen: ${names.join(', ')}.`,
      en: `Only counties with pupils of the school year ${year} are counted. Left out are: ${names.join(', ')}.`,
    },
  ];
}

function rowsBySchool(rows: readonly SchoolSum[]): Map<string, SchoolSum[]> {
  const bySchool = new Map<string, SchoolSum[]>();
  for (const row of rows) {
    const fid = fidOf({ county: row.county, key: row.school });
    const known = bySchool.get(fid);
    if (known) known.push(row);
    else bySchool.set(fid, [row]);
  }
  return bySchool;
}
