/** Which columns of a file were read as which fields, remembered by the file's layout. */
import type { Db } from '../open.ts';

export async function rememberMapping(
  db: Db,
  entry: { county: string; kind: string; layout: string; mapping: Record<string, string>; now: Date },
): Promise<void> {
  const mapping = JSON.stringify(entry.mapping);
  await db
    .insertInto('column_mapping')
    .values({ county: entry.county, kind: entry.kind, layout: entry.layout, mapping, saved_at: entry.now })
    .onConflict((conflict) =>
      conflict.columns(['county', 'kind', 'layout']).doUpdateSet({ mapping, saved_at: entry.now }),
    )
    .execute();
}

/** Layout → mapping. */
export async function rememberedMappings(
  db: Db,
  county: string,
  kind: string,
): Promise<Record<string, Record<string, string>>> {
  const rows = await db
    .selectFrom('column_mapping')
    .select(['layout', 'mapping'])
    .where('county', '=', county)
    .where('kind', '=', kind)
    .execute();
  return Object.fromEntries(rows.map(({ layout, mapping }) => [layout, mapping as Record<string, string>]));
}
