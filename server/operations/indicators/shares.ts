/** Rates whose cases are some of those behind them. */
import { isShare, residentIndicators } from '../../../geodata/indicators/residents.ts';
import { readUnit } from '../../planning/socialSpace/formulaUnits.ts';
import type { KnownIndicator } from './known.ts';

/** Of two groups beside each other, or a balance: no outcome of chance among those behind it. */
const NO_SHARES = new Set(residentIndicators.filter((one) => !isShare(one)).map(({ key }) => key));

export const isPartOf = ({ measure, key }: KnownIndicator['definition']): boolean =>
  measure === 'rate' && !NO_SHARES.has(key);

/** What a share of 1 is in the unit of the indicator; null: its cases are no people, or no part of those behind it. */
export const shareScale = ({ definition, kinds }: Pick<KnownIndicator, 'definition' | 'kinds'>): number | null =>
  isPartOf(definition) && !kinds.includes('programmes') ? readUnit(definition.unit).per : null;
