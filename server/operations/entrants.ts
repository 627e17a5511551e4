/** The school planner's look ahead: how many children enter school from where in the coming years? */
import type { Entrants } from '../contract/children.ts';
import type { Sentence } from '../contract/common.ts';
import type { County } from '../data/repositories/counties.ts';
import { childDates, pupilSums, type PupilYear } from '../data/repositories/people.ts';
import { releaseProtected } from '../planning/confidentiality/release.ts';
import { DomainError } from '../planning/errors.ts';
import type { Operation } from '../context.ts';
import { comparability } from './comparability.ts';
import { chosenCounties, sources } from './counties.ts';
import { choosePupilLayer, pupilLayout, type PupilBasis } from './pupilLayout.ts';
import { ruleNote, rulesFor } from './rules.ts';

export async function entrants(
  context: Operation,
  selection: string,
  query: { layer?: string | undefined },
): Promise<Entrants> {
  const chosen = await chosenCounties(context, selection);
  const counties = chosen.map(({ key }) => key);
  const { db } = context.database;
  const basis = await childBasis(context, chosen);
  const layer = await choosePupilLayer(context, counties, basis, query.layer, []);
  const layout = await pupilLayout(context, counties, basis, layer);
  const rows = await pupilSums(db, basis.editions, { key: '' });
  const entryYears = [...new Set(rows.flatMap(({ grade }) => (grade === null ? [] : [grade])))].sort();
  const none = () => entryYears.map(() => 0);
  const byArea = new Map<string, number[]>();
  const totals = none();
  let unplaced = 0;
  for (const row of rows) {
    const at = entryYears.indexOf(row.grade ?? 0);
    const area = layout.areaOf(row);
    totals[at] = (totals[at] ?? 0) + row.people;
    if (area === null) {
      unplaced += row.people;
      continue;
    }
    const counts = byArea.get(area) ?? none();
    counts[at] = (counts[at] ?? 0) + row.people;
    byArea.set(area, counts);
  }
  const rule = (await rulesFor(context, counties, 'schoolEntry'))[0];
  return {
    date: basis.year,
    layer: layer.layer,
    protection: basis.protection,
    rule: rule ? ruleNote(rule.record) : null,
    entryYears,
    areas: layer.areas.flatMap(({ county, key, name, point }) => {
      const fid = `${county}/${key}`;
      // An atom holds at least one base, so that an area with atoms of its own has a number in some year.
      const children =
        byArea.get(fid)?.map(releaseProtected) ??
        (layout.hidden.has(fid) ? entryYears.map(() => 'hidden' as const) : null);
      return children ? [{ county, key, name, point, children }] : [];
    }),
    totals: totals.map(releaseProtected),
    unplaced: releaseProtected(unplaced),
    sources: await sources(context, counties, ['child-list', 'areas']),
  };
}

async function childBasis(context: Operation, chosen: readonly County[]): Promise<PupilBasis> {
  const counties = chosen.map(({ key }) => key);
  const dates = await childDates(context.database.db, counties);
  const [newest] = dates;
  if (!newest) {
    throw new DomainError('notFound', 'children.missing', {
      de: 'Es ist noch keine Liste der Kinder vor der Schule geladen: bitte unter „Daten“ einlesen.',
      en: "No list of children before school is loaded yet: please import one under 'Data'.",
    });
  }
  const { year, layer, base, minimum } = newest;
  const editions = dates.filter((entry) => entry.year === year).map(({ edition }) => edition);
  const notices = [
    ...otherDates(chosen, dates, year),
    ...(await comparability(context, counties, ['child-list'], editions)),
  ];
  return { year, layer, editions, protection: { base, minimum, notices } };
}

/** Children of another day are others: they are not added up, and which counties are left out is said. */
function otherDates(chosen: readonly County[], dates: readonly PupilYear[], shown: string): Sentence[] {
  const others = chosen.flatMap(({ key, name }) => {
    const own = dates.filter(({ county }) => county === key).map(({ year }) => year);
    return own.includes(shown) ? [] : [{ name, date: own[0] ?? null }];
  });
  if (others.length === 0) return [];
  const named = (of: (date: string) => string, otherwise: string) =>
    others.map(({ name, date }) => `${name} (${date === null ? otherwise : of(date)})`).join(', ');
  return [
    {
      de: `Gezählt sind nur Kreise mit einer Liste vom ${german(shown)}. Es fehlen: ${named((date) => `Liste vom ${german(date)}`, 'keine Liste')}.`,
      en: `Only counties with a list of ${shown} are counted. Left out are: ${named((date) => `list of ${date}`, 'no list')}.`,
    },
  ];
}

const german = (date: string) => date.split('-').reverse().join('.');
