/** The cut-off dates of four states, by birthdays on either side of them. */
import { expect, test } from 'vitest';
import { rulesOf } from '../../geodata/rules/index.ts';
import { entryYear, type SchoolEntryRule } from '../../server/planning/pupils/schoolEntry.ts';

const ruleOf = (county: string): SchoolEntryRule =>
  rulesOf(county).find(({ subject }) => subject === 'schoolEntry')?.values as SchoolEntryRule;

test.each([
  // Saarland 30 June, Thüringen 1 August, Rheinland-Pfalz 31 August, Brandenburg 30 September
  ['10044', '2020-06-30', 2026],
  ['10044', '2020-07-01', 2027],
  ['16068', '2020-08-01', 2026],
  ['16068', '2020-08-02', 2027],
  ['07235', '2020-08-31', 2026],
  ['07235', '2020-09-01', 2027],
  ['12062', '2020-09-30', 2026],
  ['12062', '2020-10-01', 2027],
  ['12062', '2020-01-01', 2026],
  ['12062', '2019-12-31', 2026],
  // A leap day, and months alone: with the cut-off on a month's last day they are as good as a day.
  ['16068', '2020-02-29', 2026],
  ['07235', '2020-08', 2026],
  ['07235', '2020-09', 2027],
  ['16068', '2020-07', 2026],
  ['16068', '2020-08', 2027],
])('in %s a child born %s enters in %i', (county, birth, year) => {
  expect(entryYear(birth, ruleOf(county))).toBe(year);
});
