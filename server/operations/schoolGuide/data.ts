/** What the guide says of schools: what a county publishes of them anyway. Numbers of pupils and places are left out on purpose. */
import { schoolTypes } from '../../../geodata/import/schoolTypes.ts';
import type { AttributeValue } from '../../contract/schoolAttributes.ts';
import type { GuideData, GuideSchool, GuideSource } from '../../contract/guideData.ts';
import { layerImports, listAreas } from '../../data/repositories/areas.ts';
import type { County } from '../../data/repositories/counties.ts';
import { sourcesInForce } from '../../data/repositories/imports.ts';
import { areasAt, listSchools, type SchoolRecord } from '../../data/repositories/sites.ts';
import { kindDefinition } from '../../../geodata/import/index.ts';
import type { Operation } from '../../context.ts';
import { schoolAttributesOf } from '../schoolAttributes.ts';

const SOURCE_KINDS = ['schools', 'school-attributes', 'areas', 'districts', 'roads', 'waters', 'places'] as const;
/** What the product does not know may be meant for the office only. */
const PUBLIC_GROUPS: readonly string[] = ['offer', 'equipment'];

export type GuideContent = Pick<GuideData, 'types' | 'gemeinden' | 'attributes' | 'schools' | 'sources' | 'bbox'>;

/** @param drawn are districts drawn on the map? */
export async function guideContent(
  context: Operation,
  { key: county, bbox }: County,
  drawn: boolean,
): Promise<GuideContent> {
  const { db } = context.database;
  const records = await listSchools(db, [county]);
  const told = await schoolAttributesOf(context, county);
  const gemeinde = await gemeindeOf(context, county, records);
  const attributes = told.attributes.filter(({ group }) => PUBLIC_GROUPS.includes(group));
  const published = new Set(attributes.map(({ key }) => key));
  const features = records.map((school) => {
    const all = told.schools.find(({ key }) => key === school.key)?.values ?? {};
    const text = (key: string): string | null => textOf(all[key]);
    const properties: GuideSchool = {
      ...{ key: school.key, name: school.name, type: school.schoolType, authority: school.authority },
      gemeinde: gemeinde.get(school.key) ?? null,
      address: text('adresse') ?? addressOf(school),
      ...{ phone: text('telefon'), email: text('email'), web: text('website') },
      ...{ gradeFrom: school.gradeFrom, gradeTo: school.gradeTo },
      values: Object.fromEntries(Object.entries(all).filter(([key]) => published.has(key))),
    };
    const geometry = { type: 'Point' as const, coordinates: [round(school.lon), round(school.lat)] };
    return { type: 'Feature' as const, id: school.key, properties, geometry };
  });
  const byName = new Intl.Collator('de', { numeric: true });
  features.sort((a, b) => byName.compare(a.properties.name, b.properties.name));
  const ofType = (type: string): number => records.filter(({ schoolType }) => schoolType === type).length;
  const names = features.flatMap(({ properties }) => properties.gemeinde ?? []);
  return {
    types: schoolTypes
      .filter(({ key }) => ofType(key) > 0)
      .sort((a, b) => ofType(b.key) - ofType(a.key))
      .map(({ key, label }) => ({ key, label })),
    gemeinden: [...new Set(names)].sort(byName.compare),
    attributes: attributes.map(({ key, label, group, type, unit }) => ({ key, label, group, type, unit })),
    schools: { type: 'FeatureCollection', features },
    sources: await guideSources(context, county, drawn),
    bbox: bbox ?? null,
  };
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

const textOf = (value: AttributeValue | undefined): string | null => (typeof value === 'string' ? value : null);

const addressOf = ({ street, postcode, place }: SchoolRecord): string | null =>
  [street, [postcode, place].filter(Boolean).join(' ')].filter(Boolean).join(', ') || null;

/** Name of the Gemeinde in which each school lies, by its key. */
async function gemeindeOf(
  context: Operation,
  county: string,
  schools: readonly SchoolRecord[],
): Promise<Map<string, string>> {
  const { db } = context.database;
  const imports = await layerImports(db, [county], 'gemeinde', null);
  const names = new Map((await listAreas(db, imports, [county])).map(({ key, name }) => [key, name]));
  const at = await areasAt(db, county, imports, schools);
  return new Map([...at].flatMap(([school, area]) => (names.has(area) ? [[school, names.get(area)!]] : [])));
}

/** One line for each kind, source and date; what files are called stays inside. */
async function guideSources(context: Operation, county: string, drawn: boolean): Promise<GuideSource[]> {
  const entries = await sourcesInForce(context.database.db, [county], [...SOURCE_KINDS]);
  const lines = SOURCE_KINDS.flatMap((kind) =>
    entries
      .filter((entry) => entry.kind === kind && (drawn || kind !== 'districts'))
      .map(({ source, licence, referenceDate }) => ({
        ...{ label: kindDefinition(kind).label, source, licence },
        date: referenceDate,
      })),
  );
  return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
}
