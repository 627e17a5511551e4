/** What schools have and offer: attributes as their tables tell them, of all schools that are loaded. */
import { knownAttribute } from '../../geodata/schoolAttributes/known.ts';
import type { Sentence } from '../contract/common.ts';
import type { AttributeValue, SchoolAttribute, SchoolAttributes } from '../contract/schoolAttributes.ts';
import { listSchoolAttributes, type AttributeRecord } from '../data/repositories/schoolAttributes.ts';
import { listSchools } from '../data/repositories/sites.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';

export async function schoolAttributesOf(context: Operation, selection: string): Promise<SchoolAttributes> {
  const { db } = context.database;
  const counties = (await chosenCounties(context, selection)).map(({ key }) => key);
  const records = await listSchoolAttributes(db, counties);
  const schools = await listSchools(db, counties);
  const there = new Set(schools.map(({ county, key }) => `${county}/${key}`));
  const told = records.filter(({ county, school }) => there.has(`${county}/${school}`));
  const values = valuesBySchool(told);
  return {
    attributes: attributesOf(told),
    schools: schools.map(({ county, key, name, schoolType }) => ({
      ...{ county, key, name, schoolType },
      values: values.get(`${county}/${key}`) ?? {},
    })),
    notices: goneNotice(records.length === told.length ? [] : records.filter((one) => !told.includes(one))),
    sources: await sources(context, counties, ['schools', 'school-attributes']),
  };
}

function valuesBySchool(records: readonly AttributeRecord[]): Map<string, Record<string, AttributeValue>> {
  const bySchool = new Map<string, Record<string, AttributeValue>>();
  for (const { county, school, attribute, value } of records) {
    const id = `${county}/${school}`;
    bySchool.set(id, { ...bySchool.get(id), [attribute]: value });
  }
  return bySchool;
}

/** One that is no usual one goes by its first spelling. */
function attributesOf(records: readonly AttributeRecord[]): SchoolAttribute[] {
  const attributes = new Map<string, SchoolAttribute>();
  for (const { attribute, name, group, type, unit } of records) {
    const seen = attributes.get(attribute);
    if (seen) {
      seen.schools++;
      continue;
    }
    const label = knownAttribute(attribute)?.label ?? { de: name, en: name };
    const short = knownAttribute(attribute)?.short ?? label;
    attributes.set(attribute, { key: attribute, label, short, group, type, unit, schools: 1 });
  }
  return [...attributes.values()];
}

function goneNotice(gone: readonly AttributeRecord[]): Sentence[] {
  const schools = [...new Set(gone.map(({ school }) => school))];
  if (schools.length === 0) return [];
  const list = schools.slice(0, 5).join(', ') + (schools.length > 5 ? ' …' : '');
  return [
    {
      de: `${schools.length} Schulen der Merkmale stehen nicht mehr in der Schulliste (${list}): bitte die Merkmale neu einlesen.`,
      en: `${schools.length} schools with attributes are no longer in the list of schools (${list}): please import the attributes again.`,
    },
  ];
}
