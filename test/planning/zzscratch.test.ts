import loadHighs from 'highs';
import { test } from 'vitest';
import { createRandom } from '../../geodata/sample/random.ts';
import { auditFigures } from '../../server/planning/confidentiality/auditFigures.ts';
import { unseenOf } from '../../server/planning/confidentiality/unseen.ts';
import { BASE, enrolmentsOf, MINIMUM, protect, sampleHomes } from '../sampleHomes.ts';
const highs = await loadHighs();
test('x', () => {
  const homes = sampleHomes();
  const once = protect(homes.list, homes);
  const rows = createRandom(2, 'rows').shuffled(once.truth.map((_, r) => r)).slice(0, 200);
  const total = homes.list.length;
  const shownTotal = once.shown.reduce((s, r) => s + r.people, 0);
  const out: unknown[] = [['total', total, shownTotal]];
  for (const [name, enrolments] of [['none', []], ['schools', enrolmentsOf(once.truth)]] as const)
    for (const t of [undefined, total]) out.push([name, t, auditFigures({ counts: once.shown, base: BASE, minimum: MINIMUM, total: t, enrolments }, rows, highs)]);
  const all = once.truth.map((_, r) => r);
  out.push(['all rows, zero rows known, total', auditFigures({ counts: once.shown, base: BASE, minimum: MINIMUM, total, enrolments: enrolmentsOf(once.truth) }, all, highs)]);
  const facts = homes.schools.map(({ key, grades }) => ({ key, gradeFrom: grades[0]!, gradeTo: grades.at(-1)!, isSensitive: homes.sensitive.has(key) }));
  const unseen = unseenOf(once.counts, facts, homes.gemeinden);
  const stored = once.counts.map((_, r) => r);
  for (const t of [undefined, total]) out.push(['stored, all rows', t, auditFigures({ counts: once.counts, base: BASE, minimum: MINIMUM, total: t, enrolments: enrolmentsOf(once.truth), unseen }, stored, highs)]);
  process.stderr.write(out.map((o) => JSON.stringify(o)).join('\n') + '\n');
}, 300000);
