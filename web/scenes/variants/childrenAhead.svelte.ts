/** With whose children the variants are told: those of today, or as many as are forecast for a school year. */
import { planToday, type ChildrenAhead, type Plan, type Variant } from '../../../server/contract/variants.ts';
import type { QueryInput, Response } from '../../../server/contract/endpoint.ts';
import { schoolYearOf, type VariantsScene } from '../../scene.ts';
import type { CountyState } from '../../state/county.svelte.ts';
import type { Resource } from '../../state/resource.svelte.ts';

export type StartingPoint = Response<typeof planToday>;
export type ShownQuery = QueryInput<typeof planToday>;

/** Years ahead of the list of pupils that are shown first. */
const FIRST = 5;

export class Children {
  readonly #scene: () => VariantsScene;
  readonly #county: CountyState;
  readonly #today: Resource<StartingPoint>;
  /** The shown year without any change, beside which its variants stand; null: children are those of today. */
  readonly without: Resource<StartingPoint>;
  /** What each plan is told beside: it says only what is another there. */
  readonly #beside = new WeakMap<Plan, Plan>();

  readonly forecast: ChildrenAhead | null = $derived.by(() => this.#today.value?.lookAhead.forecast ?? null);
  readonly isAhead: boolean = $derived.by(() => this.#scene().children === 'ahead' && this.forecast !== null);
  readonly year: number | null = $derived.by(() => {
    const { year } = this.#scene();
    const [{ forecast }, today] = [this, this.#today.value?.plan];
    if (!this.isAhead || !forecast || !today) return year;
    return Math.min(forecast.to, Math.max(forecast.from, year ?? today.year + FIRST));
  });
  /** Null while it is not known what can be asked. */
  readonly query: ShownQuery | null = $derived.by(() => {
    if (this.#scene().children === 'ahead' && !this.#today.value) return null;
    const year = this.year === null ? {} : { year: this.year };
    return this.isAhead ? { ...year, children: 'ahead' } : year;
  });

  constructor(scene: () => VariantsScene, county: CountyState, today: Resource<StartingPoint>) {
    this.#scene = scene;
    this.#county = county;
    this.#today = today;
    this.without = county.ask(planToday, () => (this.isAhead ? this.query : null));
  }

  /** What the figures start from: today, or the year without any change. */
  get start(): StartingPoint | null {
    return this.isAhead ? this.without.value : this.#today.value;
  }

  /** An answer is complete once the year without the variant is there, too. */
  async complete(query: ShownQuery, asked: Promise<Variant>): Promise<Variant> {
    if (query.children !== 'ahead') return asked;
    const [variant, { plan }] = await Promise.all([asked, this.#county.prepare(planToday, query)]);
    if (variant.plan.children === 'ahead') this.#beside.set(variant.plan, plan);
    return variant;
  }

  besideOf(plan: Plan): Plan | null {
    return this.#beside.get(plan) ?? this.#today.value?.plan ?? null;
  }

  /** What variants stand beside, in the words of the screen. */
  nameWithout(today: string, without: (year: string) => string): string {
    return this.isAhead && this.year !== null ? without(schoolYearOf(this.year)) : today;
  }

  isShown({ shownYear, children }: Plan): boolean {
    return shownYear === this.year && (children === 'ahead') === this.isAhead;
  }
}
