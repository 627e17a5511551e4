/** The rounding of pupils' homes on an invented table: most children at one of three schools near their Gemeinde. */
import { protectPupils, type PupilCount } from '../../server/planning/confidentiality/protect.ts';
import loadHighs from 'highs';
import { secretChance } from '../../server/operations/import/countySecret.ts';
import { createRandom } from '../../geodata/sample/random.ts';

export async function measureProtection(pupils: number): Promise<{ seconds: number; cells: number }> {
  const highs = await loadHighs();
  const { next: random } = createRandom(1, 'protection');
  const pick = (of: number) => Math.floor(random() * of);
  const [atoms, schools, gemeinden] = [Math.ceil(pupils / 8), Math.ceil(pupils / 500), Math.ceil(pupils / 400)];
  const counts = new Map<string, PupilCount>();
  for (let pupil = 0; pupil < pupils; pupil++) {
    const atom = pick(atoms);
    const gemeinde = atom % gemeinden;
    const school = random() < 0.9 ? (gemeinde + pick(3)) % schools : pick(schools);
    const grade = 1 + pick(10);
    const key = `${atom} ${school} ${grade}`;
    const count = counts.get(key) ?? {
      gemeinde: `${gemeinde}`,
      atom: `${atom}`,
      school: `${school}`,
      grade,
      people: 0,
    };
    counts.set(key, { ...count, people: count.people + 1 });
  }
  const rows = [...counts.values()];
  const start = performance.now();
  protectPupils(rows, {
    base: 3,
    chanceOf: secretChance('2b'.repeat(32)),
    schoolYear: 2025,
    metresOf: () => null,
    highs,
  });
  return { seconds: (performance.now() - start) / 1000, cells: rows.length };
}
