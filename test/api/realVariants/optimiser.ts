/** The optimiser's plan for the Grundschulen of Trier-Saarburg, and the file of its districts. */
import { expect } from 'vitest';
import { OptimiseJob, type OptimiseWish } from '../../../server/contract/optimise.ts';
import { variantDistricts } from '../../../server/contract/variantDistricts.ts';
import { getVariant, VariantHead } from '../../../server/contract/variants.ts';
import { atomsAt, piecesOf, planeArea, planeAtoms, toPlane } from '../../planGround.ts';
import { realFiles } from '../../realCounty.ts';
import { testWithRealData } from '../../realData.ts';
import {
  api,
  assigned,
  begin,
  county,
  FROM,
  GS,
  number,
  RP,
  rows,
  send,
  today,
  total,
  typeOf,
  ways,
} from './counties.ts';

export function optimiser(): void {
  testWithRealData(
    'the optimiser: in one piece, each school inside, as good as it says, not worse than today',
    realFiles,
    async () => {
      const plan = today(RP);
      const { ground } = county(RP);
      const wish: OptimiseWish = {
        ...{ schoolType: GS, from: FROM, capacity: false, minimum: false, seconds: 8, plans: 1 },
        weights: { distance: 1, utilisation: 0, moved: 0.2, mix: 0 },
      };
      const { id } = await begin(RP, 'Bester Plan');
      const began = performance.now();
      const { status, body } = await send(RP, `/${id}/optimise`, wish);
      expect(status, JSON.stringify(body)).toBe(202);
      let job = OptimiseJob.parse(body);
      while (job.status === 'running') {
        await new Promise((resolve) => setTimeout(resolve, 100));
        job = OptimiseJob.parse((await send(RP, `/${id}/optimise/${job.id}`, null, undefined, 'GET')).body);
      }
      const seconds = (performance.now() - began) / 1000;
      expect(job.problem).toBeNull();
      const result = job.result!;
      expect(['optimal', 'feasible']).toContain(result.status);
      const best = result.plans[0]!;
      const [goal, bound] = [number(best.goal), number(best.bound)];
      console.log(
        `${RP}: Grundschulen ${result.status}, gap ${(best.gap * 100).toFixed(2)} % (goal ${goal.toFixed(4)}, bound ` +
          `${bound.toFixed(4)}; today ${number(result.today?.goal).toFixed(4)}, ${result.today?.keepsRules ? 'keeps' : 'breaks'} ` +
          `the rules), ${number(best.moved)} pupils moved, ${result.seconds} s, ${seconds.toFixed(1)} s in all`,
      );
      expect(bound).toBeLessThanOrEqual(goal + 1e-9);
      expect(best.gap).toBeCloseTo((goal - bound) / goal, 9);
      if (result.today?.keepsRules) expect(goal).toBeLessThanOrEqual(number(result.today.goal) + 1e-9);

      const made = await send(RP, `/${id}/optimise/${job.id}/variants`, { plan: 0, name: 'Bester' });
      const taken = await api.ask(getVariant, { county: RP, id: VariantHead.parse(made.body).id });
      const schools = assigned(RP, taken.plan);
      const whole = piecesOf(ground, [...ground.atoms.keys()]);
      const plane = planeAtoms(ground);
      const seats = new Map<number, number>();
      taken.plan.schools.forEach((school, index) => {
        if (school.schoolType !== GS) return;
        const [seat] = atomsAt(plane, toPlane(school.position));
        expect(seat, school.key).toBeDefined();
        seats.set(index, seat!);
      });
      for (const [index, seat] of seats) {
        const { key } = taken.plan.schools[index]!;
        const own = schools.flatMap((school, atom) => (school === index ? [atom] : []));
        // A seat that two schools share lies in the district of one of them.
        const sharing = [...seats].flatMap(([school, at]) => (at === seat ? [school] : []));
        expect(sharing, key).toContain(schools[seat]!);
        // In each component of the county one piece, that of the seat's with the seat.
        const pieces = piecesOf(ground, own);
        const components = new Set(own.map((atom) => whole.get(atom)));
        expect([key, new Set(pieces.values()).size]).toEqual([key, components.size]);
      }
      // Goal, from the rows: today's pupils of each atom's school go where the atom goes.
      const place = new Map(ground.atoms.map(({ key }, index) => [key, index]));
      const now = assigned(RP, plan);
      let [before, after, moved, pupils] = [0, 0, 0, 0];
      for (const { atom, school, people } of rows.get(RP)!) {
        const at = atom === null ? undefined : place.get(atom);
        if (at === undefined || plan.schools[now[at]!]!.key !== school) continue;
        const next = plan.schools[schools[at]!]!.key;
        before += people * ways.get(RP)!.get(school)![at]!;
        after += people * ways.get(RP)!.get(next)![at]!;
        moved += next === school ? 0 : people;
        pupils += people;
      }
      // To the fourth digit: an atom without a child counts a little, so that its border does not wander.
      expect(number(best.terms.distance)).toBeCloseTo(after / before, 3);
      expect(number(best.terms.moved)).toBeCloseTo(moved / pupils, 4);
      expect(goal).toBeCloseTo(after / before + (0.2 * moved) / pupils, 3);
      expect(number(typeOf(taken.plan).moved)).toBe(moved);
      expect(number(best.moved)).toBe(moved);

      // The file of districts is of the same ground: nothing is doubled, nothing is missing.
      const shapes = await api.ask(variantDistricts, { county: RP, id: taken.id }, { type: GS });
      expect(shapes.features).toHaveLength(new Set(schools).size);
      const parts = shapes.features.map(({ geometry }) =>
        geometry.coordinates.map((rings) => planeArea(rings)).sort((a, b) => b - a),
      );
      const squareKilometres = total(parts.flat(), (part) => part) / 1e6;
      const drawn = total(plane, (atom) => atom.squareMetres) / 1e6;
      expect(squareKilometres).toBeCloseTo(drawn, 0);
      // Finding: atoms hang together, the ground of one need not: single cells of it lie among those of others.
      const apart = total(parts, ([, ...others]) => total(others, (part) => part)) / 1e6;
      expect(apart / squareKilometres).toBeLessThan(0.005);
      console.log(
        `${RP}: ${parts.length} districts, ${parts.filter((own) => own.length > 1).length} of them in several polygons ` +
          `(${apart.toFixed(1)} of ${squareKilometres.toFixed(1)} km² beside the largest)`,
      );
    },
  );
}
