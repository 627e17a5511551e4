/**
 * Which school the pupils of an area choose where no district decides: the shares that are observed, leaned on by what distance
 * and size alone would let expect where few pupils stand behind them.
 *
 * Shrinkage: share = (n · observed + k · expected) / (n + k), as for rates of small areas. Expected: a school draws in proportion to
 * its size and exp(−way ÷ reach) (multinomial logit; Huff 1964 with an exponential decay); the reach is the one under which the
 * observed choices are likeliest. Metres, people.
 */

/** Observed choices of one school type. */
export interface Choices {
  /** By area, by school: pupils. */
  pupils: readonly Float64Array[];
  /** By area, by school: metres of the way; Infinity where none leads there. */
  metres: readonly Float64Array[];
}

export interface ChoiceModel extends Choices {
  /** Metres over which a school's draw falls to 1/e. */
  reach: number;
  /** By school: all its pupils. */
  sizes: Float64Array;
}

/** Pupils that the expectation counts for beside those observed: below, chance speaks louder than choice. */
export const EXPECTED_PUPILS = 30;
/** Metres; from one that lets only the nearest school be chosen to one that hardly asks for the way. */
const REACHES = [250, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000, 24_000];

export function choiceModel(choices: Choices): ChoiceModel {
  const schools = choices.pupils[0]?.length ?? 0;
  const sizes = new Float64Array(schools);
  for (const row of choices.pupils) row.forEach((people, school) => (sizes[school]! += people));
  const all = Array.from({ length: schools }, (_, school) => school);
  const [first = 0, ...rest] = REACHES;
  const model = (reach: number): ChoiceModel => ({ ...choices, sizes, reach });
  const best = rest.reduce(
    (found, reach) => {
      const likely = logLikelihood(model(reach), all);
      return likely > found.likely ? { reach, likely } : found;
    },
    { reach: first, likely: logLikelihood(model(first), all) },
  );
  return model(best.reach);
}

function logLikelihood(model: ChoiceModel, open: readonly number[]): number {
  return model.pupils.reduce((sum, row, area) => {
    const expected = expectedShares(model, area, open);
    return open.reduce(
      (total, school, index) =>
        row[school]! > 0 ? total + row[school]! * Math.log(Math.max(expected[index]!, 1e-9)) : total,
      sum,
    );
  }, 0);
}

/** Of the open schools, in their order; sums to 1, or to 0 where no way leads to any. */
function expectedShares({ metres, sizes, reach }: ChoiceModel, area: number, open: readonly number[]): Float64Array {
  const ways = open.map((school) => metres[area]![school]!);
  const least = Math.min(...ways);
  const draws = Float64Array.from(open, (school, index) =>
    // A new school has no pupils yet: it draws like a middling one.
    Number.isFinite(ways[index]!) ? (sizes[school] || middling(sizes)) * Math.exp((least - ways[index]!) / reach) : 0,
  );
  return scaled(draws);
}

const middling = (sizes: Float64Array): number => {
  const known = [...sizes].filter((size) => size > 0).sort((a, b) => a - b);
  return known[known.length >> 1] ?? 1;
};

function scaled(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return sum > 0 ? values.map((value) => value / sum) : values;
}

/** Where the pupils of an area go among the open schools: shares in their order. */
export function choiceShares(model: ChoiceModel, area: number, open: readonly number[]): Float64Array {
  const expected = expectedShares(model, area, open);
  const observed = Float64Array.from(open, (school) => model.pupils[area]![school]!);
  const pupils = observed.reduce((sum, people) => sum + people, 0);
  return scaled(
    expected.map((share, index) => (observed[index]! + EXPECTED_PUPILS * share) / (pupils + EXPECTED_PUPILS)),
  );
}

/** A group that has to choose. */
export interface Movers {
  area: number;
  amount: number;
  /** Schools it may choose, in ascending order. */
  open: readonly number[];
}

/**
 * Movers by shares, round after round, until the places are given out: a school that more choose than it has places for takes
 * the same part of each group, and the rest choose again among the others.
 *
 * @param places free, by school; Infinity where it is not known how many
 * @returns by mover: amount by school (in the order of its `open`), and what found no place
 */
export function place(
  model: ChoiceModel,
  movers: readonly Movers[],
  places: Float64Array,
): { amounts: Float64Array[]; left: Float64Array } {
  const amounts = movers.map(({ open }) => new Float64Array(open.length));
  const left = Float64Array.from(movers, ({ amount }) => amount);
  const free = places.slice();
  for (let round = 0; round < places.length + 1; round++) {
    const wishes = movers.map(({ area, open }, mover) => {
      if (left[mover]! < LEAST) return null;
      const choosable = open.flatMap((school, index) => (free[school]! > LEAST ? [index] : []));
      if (choosable.length === 0) return null;
      const shares = choiceShares(
        model,
        area,
        choosable.map((index) => open[index]!),
      );
      return choosable.map((index, at) => ({ index, school: open[index]!, amount: shares[at]! * left[mover]! }));
    });
    if (wishes.every((wish) => wish === null)) break;
    const wanted = new Float64Array(free.length);
    for (const wish of wishes) for (const { school, amount } of wish ?? []) wanted[school]! += amount;
    const taken = wanted.map((amount, school) => (amount > free[school]! ? free[school]! / amount : 1));
    wishes.forEach((wish, mover) => {
      for (const { index, school, amount } of wish ?? []) {
        const got = amount * taken[school]!;
        amounts[mover]![index]! += got;
        left[mover]! -= got;
      }
    });
    wanted.forEach((amount, school) => (free[school]! -= amount * taken[school]!));
  }
  return { amounts, left };
}

/** Part of a person below which nobody is left. */
const LEAST = 1e-6;

export interface BackTest {
  /** Share of pupils whom the model sends to another school than they went to: Σ|predicted − observed| ÷ 2 ÷ pupils. */
  misplaced: number;
  /** The same of "everybody to the nearest". */
  misplacedByNearest: number;
  /** Predicted ÷ observed by school: the middle 80 % of the quotients; schools from 30 pupils. */
  low: number;
  high: number;
  schools: number;
}

/** The shares of one year, held against the choices of a later one. Areas and schools in the same order. */
export function backTest(earlier: Choices, later: Choices): BackTest | null {
  const model = choiceModel(earlier);
  const schools = model.sizes.length;
  const open = Array.from({ length: schools }, (_, school) => school).filter((school) => model.sizes[school]! > 0);
  const [predicted, observed] = [new Float64Array(schools), new Float64Array(schools)];
  let [off, offNearest, pupils] = [0, 0, 0];
  later.pupils.forEach((row, area) => {
    const people = row.reduce((sum, count) => sum + count, 0);
    if (people === 0 || open.length === 0) return;
    const shares = choiceShares(model, area, open);
    const ways = open.map((school) => model.metres[area]![school]!);
    const nearest = ways.indexOf(Math.min(...ways));
    open.forEach((school, index) => {
      predicted[school]! += shares[index]! * people;
      off += Math.abs(shares[index]! * people - row[school]!);
      offNearest += Math.abs((index === nearest ? people : 0) - row[school]!);
    });
    row.forEach((count, school) => {
      observed[school]! += count;
      if (!open.includes(school)) {
        off += count;
        offNearest += count;
      }
    });
    pupils += people;
  });
  if (pupils === 0) return null;
  const quotients = open
    .filter((school) => observed[school]! >= EXPECTED_PUPILS)
    .map((school) => predicted[school]! / observed[school]!)
    .sort((a, b) => a - b);
  return {
    misplaced: off / 2 / pupils,
    misplacedByNearest: offNearest / 2 / pupils,
    low: quantile(quotients, 0.1),
    high: quantile(quotients, 0.9),
    schools: quotients.length,
  };
}

/** Linear between the neighbours in rank. */
function quantile(sorted: readonly number[], part: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = part * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}
