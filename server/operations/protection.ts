/** The data-protection officer's question: what is kept of the children, how is it protected, and does that hold? */
import type { Protection, ProtectionSettings as WireSettings } from '../contract/protection.ts';
import { lockCounty, raiseRevision, saveSettings } from '../data/repositories/counties.ts';
import { protectedYears } from '../data/repositories/protection.ts';
import { listSchools } from '../data/repositories/sites.ts';
import { atomMinimum } from '../planning/confidentiality/protect.ts';
import { DEFAULT_PROTECTION, type ProtectionSettings } from '../planning/confidentiality/settings.ts';
import { DomainError } from '../planning/errors.ts';
import type { Operation } from '../context.ts';
import { chosenCounties } from './counties.ts';
import { protectionOf } from './import/homes.ts';

const wire = ({ base, minimum, sensitiveTypes, sensitiveSchools }: ProtectionSettings): WireSettings => ({
  base,
  minimum,
  sensitiveTypes: [...sensitiveTypes],
  sensitiveSchools: [...sensitiveSchools],
});

export async function protection(context: Operation, key: string): Promise<Protection> {
  const [county] = await chosenCounties(context, key);
  const settings = protectionOf(county?.settings ?? {});
  const years = await protectedYears(context.database.db, key);
  return {
    settings: wire(settings),
    defaults: wire(DEFAULT_PROTECTION),
    atomMinimum: atomMinimum(settings.minimum, settings.base),
    years: years.map(({ edition: _edition, kind, importedAt, audit, auditedAt, ...year }) => ({
      ...year,
      kind: kind === 'pupil-list' || kind === 'child-list' ? kind : 'pupils',
      importedAt: importedAt.toISOString(),
      audit: audit && auditedAt ? { ...audit, at: auditedAt.toISOString() } : null,
    })),
  };
}

/** What is stored stays as it was protected: the new settings hold for the next list. */
export async function changeProtection(context: Operation, key: string, wanted: WireSettings): Promise<Protection> {
  const [county] = await chosenCounties(context, key);
  const { db } = context.database;
  const known = new Set((await listSchools(db, [key])).map((school) => school.key));
  const unknown = wanted.sensitiveSchools.find((school) => !known.has(school));
  if (unknown !== undefined) {
    throw new DomainError('invalid', 'protection.unknownSchool', {
      de: `Die Schule „${unknown}“ ist nicht geladen: bitte eine der geladenen Schulen wählen.`,
      en: `The school '${unknown}' is not loaded: please choose one of the loaded schools.`,
    });
  }
  await db.transaction().execute(async (tx) => {
    await lockCounty(tx, key);
    await saveSettings(tx, key, { protection: { ...protectionOf(county?.settings ?? {}), ...wanted } });
    await raiseRevision(tx, key);
  });
  return protection(context, key);
}
