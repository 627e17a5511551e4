/** Who lives in which areas of two layers: what values are carried by. */
import { areasOfPoints } from '../../data/repositories/indicators.ts';
import type { County } from '../../data/repositories/counties.ts';
import type { Overlap } from '../../planning/socialSpace/carry.ts';
import type { Operation } from '../../context.ts';
import { Keeper, stateOf } from '../keeper.ts';
import { maskOfStock } from '../demography/ground.ts';
import type { Hides } from '../demography/mask.ts';
import { demographyTables, type DemographyTables, type StockTable } from '../demography/tables.ts';
import { homesOf } from '../kitaReach/homes.ts';
import { chooseLayer, type ChosenLayer } from '../layers.ts';

export interface Overlaps {
  /** `county/key` of the source areas; the targets are those of the layer, and one more: outside of it. */
  from: string[];
  overlaps: Overlap[];
}

const kept = new Keeper<Overlaps | null>(12);

/** Null where no residents are known: then nothing says how values are to be divided. */
export function overlapsOf(
  context: Operation,
  counties: readonly County[],
  source: string,
  target: ChosenLayer,
): Promise<Overlaps | null> {
  return kept.get(context.database, `${stateOf(counties)} ${source} ${target.layer}`, () =>
    read(context, counties, source, target),
  );
}

/**
 * By area of the table. What is carried can be divided by what it was carried from: so weights are told numbers only, and those
 * that are not told share evenly what the others leave of the county.
 */
function toldPeople(tables: DemographyTables, stock: StockTable, hides: Hides): Map<string, number> {
  const people = new Map<string, number>();
  for (const count of stock.counts) {
    const { county, key } = tables.areas[count.area]!;
    people.set(`${county}/${key}`, (people.get(`${county}/${key}`) ?? 0) + count.people);
  }
  const silent = [...people.keys()].filter((area) => hides(tables.layer, area, { from: 0, to: null }));
  const left = silent.reduce((sum, area) => sum + people.get(area)!, 0);
  for (const area of silent) people.set(area, left / silent.length);
  return people;
}

async function read(
  context: Operation,
  counties: readonly County[],
  source: string,
  target: ChosenLayer,
): Promise<Overlaps | null> {
  const { db } = context.database;
  const tables = await demographyTables(context, [...counties]);
  const stock = tables?.stocks.at(-1);
  if (!tables || !stock) return null;
  const keys = counties.map(({ key }) => key);
  const people = toldPeople(tables, stock, await maskOfStock(context, counties, tables, stock));
  const { homes } = await homesOf(
    context,
    keys.map((county) => ({ county, layer: tables.layer })),
  );
  const whole = new Map<string, number>();
  for (const { area, weight } of homes) whole.set(area, (whole.get(area) ?? 0) + weight);
  const points = homes.map(({ point }) => point);
  const from = await chooseLayer(context, keys, source, []);
  const ids = ({ areas }: ChosenLayer) => areas.map(({ county, key }) => `${county}/${key}`);
  const [sources, targets] = [ids(from), ids(target)];
  const [fromOf, toOf] = [
    await areasOfPoints(db, points, from.imports),
    await areasOfPoints(db, points, target.imports),
  ];
  const at = (list: readonly string[]) => new Map(list.map((id, index) => [id, index]));
  const [sourceAt, targetAt] = [at(sources), at(targets)];
  const weights = new Map<string, Overlap>();
  homes.forEach(({ area, weight }, home) => {
    const source = sourceAt.get(fromOf[home] ?? '');
    if (source === undefined) return;
    const to = targetAt.get(toOf[home] ?? '') ?? targets.length;
    const own = ((people.get(area) ?? 0) * weight) / (whole.get(area) || 1);
    const pair = `${source} ${to}`;
    const known = weights.get(pair) ?? { from: source, to, weight: 0 };
    known.weight += own;
    weights.set(pair, known);
  });
  return { from: sources, overlaps: [...weights.values()] };
}
