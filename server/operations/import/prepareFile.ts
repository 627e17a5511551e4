/** From a file's bytes to rows that may be stored: pupils are protected here, and of lists of people nothing is told. */
import loadHighs from 'highs';
import { SourceError } from '../../../geodata/formats/source.ts';
import { prepareImport } from '../../../geodata/import/index.ts';
import { privateKinds, type Digest, type PrepareRequest } from '../../../geodata/import/types.ts';
import { discreetProblems, discreetRefusal, storedProblems } from './discreet.ts';
import { doorMeasures } from './doorMeasures.ts';
import type { Homes } from './homes.ts';
import { protectPupils, type Ready } from './protectPupils.ts';

/** @throws SourceError, DomainError; of a list of people nothing else */
export async function prepareFile(request: PrepareRequest, homes: Homes | null, digest: Digest): Promise<Ready> {
  const isPrivate = privateKinds.has(request.kind);
  try {
    const prepared = await prepareImport(request, digest);
    const { preview } = request;
    const told = preview ? discreetProblems(prepared) : storedProblems(prepared);
    const doors = homes?.of === 'list' ? homes.doors : null;
    return protectPupils(isPrivate ? told : prepared, homes, {
      preview,
      highs: await loadHighs(),
      measuresAt: (houses, least, schools) => doorMeasures(doors, houses, least, schools),
    });
  } catch (error) {
    if (!isPrivate) throw error;
    const { code, text } = discreetRefusal(error);
    throw new SourceError(code, text);
  }
}
