/** Rates whose cases are some of those behind them. */
import { isShare, residentIndicators } from '../../../geodata/indicators/residents.ts';
import { readUnit } from '../../planning/socialSpace/formulaUnits.ts';
import type { KnownIndicator } from './known.ts';

/** Of two groups beside each other, or a balance: no outcome of chance among those behind it. */
const NO_SHARES = new Set(residentIndicators.filter((one) => !isShare(one)).map(({ key }) => key));

export const isPartOf = ({ measure, key }: KnownIndicator['definition']): boolean =>
  measure === 'rate' && !NO_SHARES.has(key);

/**
 * What a share of 1 is in the unit of the indicator; null: its cases are no people, or no part of those behind it. What is told by
 * 1,000 may be cars or cases: only of the usual indicators it is known what they count.
 */
export function shareScale({ definition, kinds }: Pick<KnownIndicator, 'definition' | 'kinds'>): number | null {
  const { per } = readUnit(definition.unit);
  const isKnown = per === 100 || definition.ready;
  return isPartOf(definition) && isKnown && !kinds.includes('programmes') ? per : null;
}
