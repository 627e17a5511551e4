/** What schools have and offer, as the tables in force give it. */
import type { Db } from '../open.ts';
import type { SchoolAttributeTable } from '../schema/schoolAttributes.ts';

export interface AttributeRecord {
  county: string;
  school: string;
  attribute: string;
  name: string;
  group: SchoolAttributeTable['theme'];
  type: SchoolAttributeTable['type'];
  unit: string | null;
  value: SchoolAttributeTable['value'];
}

/** In the order of the columns of each table. */
export async function listSchoolAttributes(db: Db, counties: string[]): Promise<AttributeRecord[]> {
  return db
    .selectFrom('school_attribute as a')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'a.import_id').on('c.kind', '=', 'school-attributes'),
    )
    .where('a.county', 'in', counties)
    .select(['a.county', 'a.school', 'a.attribute', 'a.name', 'a.theme as group', 'a.type', 'a.unit', 'a.value'])
    .orderBy('a.county')
    .orderBy('a.seq')
    .execute();
}
