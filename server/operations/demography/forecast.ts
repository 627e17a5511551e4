/** How many there will be, where, and how sure that is. */
import type { Forecast, ForecastQuery } from '../../contract/demography.ts';
import type { Sentence } from '../../contract/common.ts';
import { releaseCount, releaseFigure, type Policy } from '../../planning/confidentiality/release.ts';
import { columnsIn, toldBands, type Band, type Columns } from '../../planning/forecast/bands.ts';
import type { ForecastResult } from '../../planning/forecast/forecast.ts';
import { drawn, quantile } from '../../planning/forecast/futures.ts';
import { cellOf, type Shape } from '../../planning/forecast/people.ts';
import { sources } from '../counties.ts';
import { populationPolicy } from '../policies.ts';
import { forecastAssumptionsOf } from '../rules.ts';
import { assumptionsOf, leversOf } from './assumed.ts';
import { basisOf, drawsFor, madeForecast, type Basis } from './forecasts.ts';
import { bandContract, chosenArea, chosenBand, demographyGround, hiddenIn, type DemographyGround } from './ground.ts';
import { housingPeople } from './housing.ts';
import { nothingYet, tooEarly, unknownBase } from './noForecast.ts';
import { notices } from './notices.ts';
import { partitionOf, type AgeRow } from './pyramid.ts';
import type { Forecasting } from './work.ts';

/** Share of futures beyond each end of the interval. */
export const TAIL = 0.1;
/** Longer than a generation nobody plans by past rates. */
const FARTHEST = 40;

export async function forecastOf(context: Forecasting, selection: string, query: ForecastQuery): Promise<Forecast> {
  const ground = await demographyGround(context, selection, query.layer);
  const { keys, counties, layer, tables, groupOf } = ground;
  const from = await sources(context, keys, ['population', 'vital-events', 'areas']);
  const { values: assumptions } = await forecastAssumptionsOf(context, keys[0]!);
  const basis = tables ? basisOf(tables, assumptions, query.base) : null;
  if (!basis || basis.bases.length === 0) return nothingYet(ground, from);
  const baseDate = query.base ?? basis.bases[0]!;
  if (!basis.bases.includes(baseDate)) throw unknownBase(baseDate, basis.bases);
  const base = Number(baseDate.slice(0, 4));
  const until = Math.min(query.until ?? base + assumptions.horizon, base + FARTHEST);
  if (until <= base) throw tooEarly(base);
  const year = Math.min(Math.max(query.year ?? until, base), until);
  const levers = leversOf(query, assumptions);
  const housing = query.housing === 'without' ? [] : housingPeople(basis, base, until - base);
  const made = await madeForecast(context, counties, basis, { base, years: until - base, levers, housing });
  const projects = tables!.projects.map(({ county, layer: of, atom, name, homes, from: first, to: last }) => ({
    ...{ name, area: `${county}/${atom}`, layer: of, homes, from: first, to: last },
  }));
  const told = toldBands(basis.history.shape.ages);
  const band = chosenBand(query.band, told);
  const area = chosenArea(ground, query.area);
  const policy = populationPolicy(basis.basis);
  const view = new Groups(made, basis, groupOf, layer.areas.length, band);
  const all = layer.areas.length;
  const start = view.people(0);
  const everybody = view.residents();
  const stockOf = (of: number) =>
    tables!.stocks.findLast(({ date, basis: own }) => own === basis.basis && date.startsWith(`${of}`))!;
  const hidesIn = await hiddenIn(
    context,
    ground,
    basis.history.stocks.map(({ year: of }) => stockOf(of)),
  );
  const hides = (of: number, group: number, span: AgeRow = band) =>
    hidesIn(stockOf(of))(span, group === all ? null : group);
  const figures = (group: number, at: number) => {
    if (hides(base, group)) return hidden;
    const [low, middle, high] = view.interval(at, group);
    const figure = (value: number) => releaseFigure(policy, rounded(policy, value), []);
    const change = rounded(policy, middle) / rounded(policy, start[group]!) - 1;
    return {
      base: figure(start[group]!),
      middle: figure(middle),
      low: figure(low),
      high: figure(high),
      change: start[group]! > 0 ? releaseFigure(policy, change, []) : null,
    };
  };
  const chosen = area ?? all;
  return {
    layer: layer.layer,
    baseDate,
    basis: basis.basis,
    bases: basis.bases,
    method: made.method,
    years: Array.from({ length: until - base + 1 }, (_, index) => base + index),
    bands: told.map(bandContract),
    band: band.key,
    year,
    scenario: query.scenario ?? 'middle',
    assumptions: assumptionsOf(policy, made, levers),
    housing: projects,
    draws: drawsFor(basis, until - base),
    smallArea: assumptions.smallArea,
    area: query.area ?? null,
    areas: layer.areas.map(({ county, key, name, point }, index) => ({
      ...{ county, key, name, point },
      people: hides(base, index, everyone) ? 'hidden' : releaseCount(policy, Math.round(everybody[index]!)),
      ...figures(index, year - base),
      uncertain: everybody[index]! < assumptions.smallArea,
    })),
    total: { people: releaseCount(policy, Math.round(everybody[all]!)), ...figures(all, year - base) },
    series: Array.from({ length: until - base + 1 }, (_, at) => {
      const { middle, low, high } = figures(chosen, at);
      return { year: base + at, middle, low, high };
    }),
    past: basis.history.stocks
      .filter((stock) => stock.year <= base)
      .map(({ year: of, people }) => {
        const counted = Math.round(view.sum(people)[chosen]!);
        return { year: of, people: hides(of, chosen) ? 'hidden' : releaseCount(policy, counted) };
      }),
    pyramid: pyramid(made, basis, view, year - base, area, policy, ground),
    notices: [...notices(tables!, groupOf, basis.basis), ...said(made, basis)],
    sources: from,
  };
}

/**
 * Of true counts a forecast is told in whole people: of several years and age groups with their tenths the single years of
 * age could be worked out from which they were made.
 */
export const rounded = ({ kind }: Policy, people: number): number =>
  kind === 'published' ? Math.round(people * 10) / 10 : Math.round(people);

const everyone: AgeRow = { from: 0, to: null };
const hidden = { base: 'hidden', middle: 'hidden', low: 'hidden', high: 'hidden', change: 'hidden' } as const;

/** Sums of a forecast over the areas of the layer that is shown; the last group is all. */
class Groups {
  readonly #made: ForecastResult;
  readonly #shape: Shape;
  readonly #groupOf: Int32Array;
  readonly #groups: number;
  readonly #band: Band;
  readonly #members: number[][];

  constructor(made: ForecastResult, { history }: Basis, groupOf: Int32Array, groups: number, band: Band) {
    this.#made = made;
    this.#shape = history.shape;
    this.#groupOf = groupOf;
    this.#groups = groups;
    this.#band = band;
    this.#members = Array.from({ length: groups + 1 }, () => []);
    groupOf.forEach((group, area) => {
      if (group >= 0) this.#members[group]!.push(area);
    });
    // The futures have a group of their own for the whole.
    this.#members[groups] = [history.shape.areas];
  }

  areas(group: number): number[] {
    return group === this.#groups ? [...this.#groupOf.keys()] : this.#members[group]!;
  }

  sum(people: Float64Array, band: Pick<Band, 'from' | 'to'> = this.#band): Float64Array {
    const shape = this.#shape;
    const sums = new Float64Array(this.#groups + 1);
    for (let area = 0; area < shape.areas; area++) {
      const group = this.#groupOf[area]!;
      for (let sex = 0; sex < shape.sexes; sex++) {
        for (let age = band.from; age <= Math.min(band.to ?? shape.ages - 1, shape.ages - 1); age++) {
          const count = people[cellOf(shape, area, sex, age)]!;
          if (group >= 0) sums[group]! += count;
          sums[this.#groups]! += count;
        }
      }
    }
    return sums;
  }

  people(at: number): Float64Array {
    return this.sum(this.#made.middle[at]!);
  }

  residents(): Float64Array {
    return this.sum(this.#made.middle[0]!, { from: 0, to: null });
  }

  interval(at: number, group: number): [low: number, middle: number, high: number] {
    const middle = this.people(at)[group]!;
    const { futures } = this.#made;
    if (!futures) return [middle, middle, middle];
    const columns: Columns = futures;
    const sorted = drawn(futures, at, this.#members[group]!, ...columnsIn(columns, this.#band));
    return [quantile(sorted, TAIL), middle, quantile(sorted, 1 - TAIL)];
  }
}

/** Single years, as far up as no area has a small number; none where only wider groups may be told. */
function pyramid(
  { middle }: ForecastResult,
  { history, tables, basis }: Basis,
  view: Groups,
  at: number,
  area: number | null,
  policy: Policy,
  { layer, groupOf }: DemographyGround,
): Forecast['pyramid'] {
  const { shape } = history;
  const stock = tables.stocks.findLast((candidate) => candidate.basis === basis)!;
  const { rows, bySex } = partitionOf(policy, stock, groupOf, layer.areas.length);
  const single = rows.filter(({ from, to }) => to === from).length;
  if (policy.kind !== 'published' && (!bySex || single < rows.length - 1)) return [];
  const top = policy.kind === 'published' ? shape.ages - 1 : Math.min(shape.ages - 1, rows.at(-1)!.from);
  const areas = view.areas(area ?? layer.areas.length);
  const of = (people: Float64Array, sex: number, age: number) =>
    areas.reduce((sum, one) => {
      const last = age === top ? shape.ages - 1 : age;
      for (let each = age; each <= last; each++) sum += people[cellOf(shape, one, sex, each)]!;
      return sum;
    }, 0);
  const figure = (people: number | null) =>
    people === null ? null : releaseFigure(policy, rounded(policy, people), []);
  const women = (people: Float64Array, age: number) => (shape.sexes === 2 ? of(people, 1, age) : null);
  return Array.from({ length: top + 1 }, (_, age) => ({
    age,
    baseMale: figure(of(middle[0]!, 0, age)),
    baseFemale: figure(women(middle[0]!, age)),
    male: figure(of(middle[at]!, 0, age)),
    female: figure(women(middle[at]!, age)),
  }));
}

function said({ method }: ForecastResult, { history }: Basis): Sentence[] {
  if (method === 'cohortComponent') return [];
  const sentence: Sentence = {
    de: 'Geburten, Sterbefälle oder Umzüge sind nicht geladen: vorausberechnet wird, wie sich Jahrgänge von Jahr zu Jahr verändert haben (Kohortenveränderungsraten).',
    en: 'Births, deaths or moves are not loaded: it is forecast by how cohorts changed from year to year (cohort change ratios).',
  };
  const children: Sentence = {
    de: 'Die Tabelle kennt nur junge Altersjahre einzeln: die Neugeborenen folgen der Zahl aller Älteren.',
    en: 'The table tells only young ages singly: the newborn follow the number of all who are older.',
  };
  return history.shape.ages > 50 ? [sentence] : [sentence, children];
}
