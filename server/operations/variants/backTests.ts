/** How well observed shares tell a later year's choices: the model of one list held against the next. */
import { pupilYears } from '../../data/repositories/people.ts';
import { planRows } from '../../data/repositories/variants.ts';
import { backTest, type BackTest } from '../../planning/variant/choiceModel.ts';
import { choicesOf } from '../../planning/variant/outcome.ts';
import { emptyState } from '../../planning/variant/state.ts';
import type { Operation } from '../../context.ts';
import type { PlanWorld } from '../../planning/variant/world.ts';

export interface ChoiceTested extends BackTest {
  schoolType: string;
  from: string;
  to: string;
}

/** Of each school type with at least two schools; empty where no earlier year is loaded. */
export async function backTests(
  context: Operation,
  county: string,
  { edition, year: schoolYear }: { edition: string; year: string },
  world: PlanWorld,
): Promise<ChoiceTested[]> {
  const { db } = context.database;
  const years = await pupilYears(db, [county]);
  const layer = years.find((year) => year.edition === edition)?.layer;
  const earlier = years.find((year) => year.year < schoolYear && year.layer === layer);
  if (!earlier) return [];
  const rows = await planRows(db, earlier.edition);
  const areaAt = new Map(world.areas.map((key, index) => [key, index]));
  const schoolAt = new Map(world.schools.map(({ key }, index) => [key, index]));
  const state = emptyState(world);
  return [...world.types.keys()].flatMap((schoolType) => {
    const later = choicesOf(world, state, schoolType, (school) => world.walk[school]!);
    const pupils = world.areas.map(() => new Float64Array(world.schools.length));
    for (const { home, school, people } of rows) {
      const [area, index] = [areaAt.get(home), schoolAt.get(school)];
      if (area === undefined || index === undefined || world.schools[index]!.schoolType !== schoolType) continue;
      pupils[area]![index]! += people;
    }
    const found = backTest({ pupils, metres: later.metres }, later);
    if (!found || found.schools < 2) return [];
    return [{ ...found, schoolType, from: earlier.year, to: schoolYear }];
  });
}
