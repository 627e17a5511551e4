/** Entitled pupils by school, by area and by stop. */
import type { Entitlement } from '../contract/entitlement.ts';
import type { County } from '../data/repositories/counties.ts';
import type { schoolRiders } from '../data/repositories/schoolDay.ts';
import { mostFirst, rawCounts, releaseCount } from '../planning/confidentiality/release.ts';
import type { Operation } from '../context.ts';
import { ClaimTally, linesBy, type ToldRow } from './claimTally.ts';
import type { EntitlementGround, GroundRow } from './entitlementGround.ts';
import { nearestStops } from './nearestStops.ts';
import { ATOM_LAYER, choosePupilLayer, isListed, pupilLayout, type PupilBasis } from './pupilLayout.ts';

export function schoolLines(
  parts: readonly { ground: EntitlementGround }[],
  told: readonly ToldRow[],
  basis: PupilBasis,
  only: string | null,
  hasWhatIf: boolean,
  riders: Awaited<ReturnType<typeof schoolRiders>>,
): Entitlement['schools'] {
  // True numbers of the county's own table, unlike the counts of pupils.
  const policy = rawCounts(basis.protection.base);
  const stated = (number: number | null | undefined) => releaseCount(policy, number ?? null);
  const lines = new Map(linesBy(told, hasWhatIf, ({ row }) => row.school));
  return parts
    .flatMap(({ ground }) => ground.schools)
    .filter(({ key }) => only === null || key === only)
    .map((school) => {
      const line = lines.get(school);
      const { county, key, name, schoolType } = school;
      const listed = isListed(line?.rows ?? [], school, basis);
      return {
        county,
        key,
        name,
        schoolType,
        tickets: stated(riders.get(`${county}/${key}`)?.tickets),
        counted: stated(riders.get(`${county}/${key}`)?.counted),
        ...(line ?? new ClaimTally(hasWhatIf)).released(basis.protection.base, listed),
      };
    })
    .sort((a, b) => mostFirst(a.today.entitled, b.today.entitled) || a.name.localeCompare(b.name, 'de'));
}

export async function areaLines(
  context: Operation,
  county: string,
  basis: PupilBasis,
  wanted: string | undefined,
  told: readonly ToldRow[],
  hasWhatIf: boolean,
): Promise<Entitlement['areas']> {
  const layer = await choosePupilLayer(context, [county], basis, wanted, ['gemeinde', 'planungsraum', ATOM_LAYER]);
  const layout = await pupilLayout(context, [county], basis, layer);
  const lines = new Map(linesBy(told, hasWhatIf, ({ row }) => layout.areaOf(row)));
  return layer.areas
    .flatMap(({ county: own, key, name, point }) => {
      const line = lines.get(`${own}/${key}`);
      return line ? [{ county: own, key, name, point, ...line.released(basis.protection.base) }] : [];
    })
    .sort((a, b) => mostFirst(a.today.entitled, b.today.entitled) || a.name.localeCompare(b.name, 'de'));
}

export async function stopLines(
  context: Operation,
  county: County,
  basis: PupilBasis,
  wanted: string | undefined,
  told: readonly ToldRow[],
  hasWhatIf: boolean,
): Promise<Pick<Entitlement, 'date' | 'stops'>> {
  const found = await nearestStops(context, county, basis.editions, wanted);
  if (found === null) return { date: null, stops: null };
  const stopOf = ({ edition, atom }: GroundRow) => (atom === null ? null : found.stopOf(`${edition}/${atom}`));
  const lines = linesBy(told, hasWhatIf, ({ row }) => stopOf(row)?.name ?? null).map(([name, line]) => {
    const metres = line.rows.reduce((sum, row) => sum + row.people * (stopOf(row)?.metres ?? 0), 0);
    return {
      stop: name,
      point: stopOf(line.rows[0]!)?.point ?? null,
      metres: name === null ? null : Math.round(metres / line.pupils),
      ...line.released(basis.protection.base),
    };
  });
  return {
    date: found.date,
    stops: lines.sort(
      (a, b) => mostFirst(a.today.entitled, b.today.entitled) || (a.stop ?? '').localeCompare(b.stop ?? '', 'de'),
    ),
  };
}
