/** All indicators of the chosen counties: imported, counted here, derived. Read once for each state of their data. */
import type { Indicator } from '../../contract/indicators.ts';
import type { Sentence } from '../../contract/common.ts';
import type { County } from '../../data/repositories/counties.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Operation } from '../../context.ts';
import { Keeper, stateOf } from '../keeper.ts';
import { chosenCounties } from '../counties.ts';
import { derivedIndicators } from './derived.ts';
import { importedIndicators } from './imported.ts';
import type { KnownIndicator } from './known.ts';
import { programmeKnown } from './programmes.ts';
import { pupilsBySite } from './pupilsBySite.ts';
import { residentKnown } from './residents.ts';
import { shareScale } from './shares.ts';

export interface Catalogue {
  counties: County[];
  /** By key, in the order in which they are offered. */
  known: Map<string, KnownIndicator>;
  notices: Sentence[];
}

/** Definitions, no values. */
const kept = new Keeper<Catalogue>(12);

export async function catalogueOf(context: Operation, selection: string): Promise<Catalogue> {
  const counties = await chosenCounties(context, selection);
  return kept.get(context.database, stateOf(counties), () => read(context, counties));
}

async function read(context: Operation, counties: County[]): Promise<Catalogue> {
  const imported = await importedIndicators(context, counties);
  const computed = [
    ...(await residentKnown(context, counties)),
    ...(await pupilsBySite(context, counties)),
    ...(await programmeKnown(context, counties)),
  ];
  const known = new Map<string, KnownIndicator>();
  for (const one of [...imported, ...computed]) if (!known.has(one.definition.key)) known.set(one.definition.key, one);
  const { derived, notices } = await derivedIndicators(context, counties, [...known.values()]);
  for (const one of derived) known.set(one.definition.key, one);
  return { counties, known, notices };
}

export async function indicatorList(
  context: Operation,
  selection: string,
): Promise<{ indicators: Indicator[]; notices: Sentence[] }> {
  const { known, notices } = await catalogueOf(context, selection);
  return { indicators: [...known.values()].map(toldIndicator), notices };
}

export const toldIndicator = (known: KnownIndicator): Indicator => ({
  ...known.definition,
  layers: known.layers,
  shareOfPeople: shareScale(known) !== null,
});

export function oneIndicator({ known }: Catalogue, key: string): KnownIndicator {
  const found = known.get(key);
  if (found) return found;
  throw new DomainError('notFound', 'indicator.unknown', {
    de: `Den Indikator „${key}“ gibt es hier nicht: bitte einen aus der Liste wählen.`,
    en: `There is no indicator '${key}' here: please choose one from the list.`,
  });
}
