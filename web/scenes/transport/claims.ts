/** Columns and values of the tables of entitlement. */
import type { ClaimLine } from '../../../server/contract/entitlement.ts';
import type { ProtectedCount } from '../../../server/contract/common.ts';
import type { Column } from '../../panels/column.ts';
import type { EntitlementText } from '../../text/entitlement.de.ts';

const keys = ['pupils', 'entitled', 'then', 'marginal', 'farther'] as const;
type ClaimKey = (typeof keys)[number];

export function claimValue({ pupils, farther, today, whatIf }: ClaimLine, key: ClaimKey): ProtectedCount {
  switch (key) {
    case 'pupils':
      return pupils;
    case 'farther':
      return farther;
    case 'then':
      return whatIf?.entitled ?? null;
    default:
      return today[key];
  }
}

export const isClaimKey = (key: string): key is ClaimKey => (keys as readonly string[]).includes(key);

/**
 * After the column of names. Where another rule is asked for, its number stands beside today's.
 *
 * @param withFarther those not at the nearest school: a column that a table with one of its own has no room for
 */
export function claimColumns<Row extends ClaimLine>(
  { columns }: EntitlementText,
  hasWhatIf: boolean,
  withFarther: boolean,
): Column<Row>[] {
  return keys
    .filter((key) => key !== (hasWhatIf ? 'marginal' : 'then') && (withFarther || key !== 'farther'))
    .map((key) => ({
      key,
      label: columns[key],
      number: true,
      file: { decimals: 0 },
      spare: key === 'marginal',
      value: (row) => {
        const value = claimValue(row, key);
        return typeof value === 'number' ? value : null;
      },
    }));
}
