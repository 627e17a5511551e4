/** What the numbers of a list of people follow from besides the list: where it has changed, the same list gives other numbers. */
import { addressedKinds, type Kind } from '../../../geodata/import/types.ts';
import { listCounties } from '../../data/repositories/counties.ts';
import { lastEditions, type ListKind } from '../../data/repositories/formations.ts';
import { importsInForce } from '../../data/repositories/imports.ts';
import type { Db } from '../../data/open.ts';
import { DomainError } from '../../planning/errors.ts';
import { doorBasis } from './doors.ts';
import { protectionOf } from './homes.ts';

export interface Basis {
  /** Settings, borders, schools and addresses; where ways from the doors are measured, by what. */
  given: string;
  /** The list whose atoms come first. */
  last: string;
}

/** Null where nobody is counted. */
export async function basisOf(db: Db, county: string, kind: Kind): Promise<Basis | null> {
  if (kind !== 'pupils' && !addressedKinds.has(kind)) return null;
  const known = (await listCounties(db, [county]))[0];
  const doors = kind === 'pupil-list' ? await doorBasis(db, county) : null;
  return {
    given: JSON.stringify([
      protectionOf(known?.settings ?? {}),
      await importsInForce(db, county, ['areas', 'schools', 'addresses']),
      ...(doors ? [doors.basis] : []),
    ]),
    last: (await lastEditions(db, county, kind as ListKind)).join(),
  };
}

/** @throws DomainError where something has changed while the list was read: to be called when nothing can change any more */
export async function checkBasis(db: Db, county: string, kind: Kind, before: Basis | null): Promise<void> {
  const now = await basisOf(db, county, kind);
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  throw new DomainError('conflict', 'import.basisChanged', {
    de: 'Während die Liste gelesen wurde, haben sich Einstellungen, Grenzen, Schulen, Adressen, Wegenetz oder die vorige Liste geändert: bitte noch einmal laden.',
    en: 'While the list was read, settings, borders, schools, addresses, the network or the list before have changed: please import it again.',
  });
}
