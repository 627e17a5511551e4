/** Where the values of indicators come from. */
import type { SourceNote } from '../../contract/common.ts';
import { importSources } from '../../data/repositories/indicators.ts';
import type { Operation } from '../../context.ts';
import { sourceNotes, sources } from '../counties.ts';
import type { KnownIndicator } from './known.ts';

export async function sourcesOf(
  context: Operation,
  counties: string[],
  known: readonly Pick<KnownIndicator, 'imports' | 'kinds'>[],
): Promise<SourceNote[]> {
  const kinds = [...new Set(known.flatMap((one) => one.kinds))];
  const imports = [...new Set(known.flatMap((one) => one.imports))];
  return [
    ...sourceNotes(await importSources(context.database.db, imports)),
    ...(kinds.length > 0 ? await sources(context, counties, kinds) : []),
  ];
}
