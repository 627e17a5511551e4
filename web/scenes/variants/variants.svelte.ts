/** The variant that is open: what it starts from, what is changed in it, and what follows. */
import {
  changeVariant,
  describeVariant,
  getVariant,
  listVariants,
  newVariant,
  planGround,
  planToday,
  removeVariant,
  type NewChange,
  type Plan,
  type PlanSchool,
  type Variant,
  type VariantHead,
  type VariantText,
} from '../../../server/contract/variants.ts';
import {
  planDistricts,
  planFigures,
  type PlanDistricts,
  type WholeFigures,
} from '../../../server/contract/besideToday.ts';
import { ApiError, call } from '../../api.ts';
import { groundData, planTints, type GroundData, type PlanGround } from '../../layers/plan.ts';
import type { VariantsScene } from '../../scene.ts';
import { attempt } from '../../state/attempt.ts';
import type { CountyState } from '../../state/county.svelte.ts';
import { Resource } from '../../state/resource.svelte.ts';
import { shortNames } from '../../text/shortNames.ts';
import { Children, type ShownQuery, type StartingPoint } from './childrenAhead.svelte.ts';
import { Optimiser } from './optimiser.svelte.ts';

/** What was wanted of a variant that somebody else had changed meanwhile. */
export interface Conflict {
  id: string;
  /** The last version that was seen here. */
  version: number;
  name: string;
  wish: NewChange;
}

export class Variants {
  readonly #scene: () => VariantsScene;
  readonly #county: CountyState;
  readonly list: Resource<{ variants: VariantHead[] }>;
  readonly today: Resource<StartingPoint>;
  readonly children: Children;
  readonly ground: Resource<PlanGround>;
  readonly #stored: Resource<Variant>;
  readonly #other: Resource<Variant>;
  /** The answer to the last change, until the stored one is asked again. */
  #changed = $state.raw<Variant | null>(null);
  pending = $state(false);
  failure = $state.raw<unknown>(null);
  conflict = $state.raw<Conflict | null>(null);
  conflictShown = $state(false);
  /** Numbers of atoms. */
  picked = $state.raw<ReadonlySet<number>>(new Set());
  #queue: Promise<unknown> = Promise.resolve();
  readonly #optimisers = new Map<string, Optimiser>();

  readonly open: Variant | null = $derived.by(() => {
    const { variant } = this.#scene();
    // The newest that is known; of its versions the one of the year that is shown, once it is there.
    const known = [this.#changed, this.#stored.value].filter((one) => one?.id === variant) as Variant[];
    const newest = Math.max(...known.map(({ version }) => version));
    const own = known.filter(({ version }) => version === newest);
    return own.find(({ plan }) => this.children.isShown(plan)) ?? own[0] ?? null;
  });
  readonly plan: Plan | null = $derived.by(() =>
    this.#scene().variant === null ? (this.children.start?.plan ?? null) : (this.open?.plan ?? null),
  );
  /** In the order of the plan's schools. */
  readonly figures: WholeFigures[] = $derived.by(() => this.figuresOf(this.plan));
  readonly other: { name: string | null; plan: Plan } | null = $derived.by(() => {
    const { compare } = this.#scene();
    const { start } = this.children;
    if (compare === 'heute') return start && { name: null, plan: start.plan };
    const stored = this.#other.value;
    return stored && stored.id === compare ? { name: stored.name, plan: stored.plan } : null;
  });
  readonly type: string | null = $derived.by(() => {
    const types = this.plan?.assignments ?? [];
    const wanted = this.#scene().type;
    const most = [...this.#county.overview.schoolTypes].sort((a, b) => b.schools - a.schools)[0]?.key;
    return types.find(({ schoolType }) => schoolType === (wanted ?? most))?.schoolType ?? types[0]?.schoolType ?? null;
  });
  readonly assignment: PlanDistricts | null = $derived.by(() => this.assignmentOf(this.plan));
  readonly assignmentToday: PlanDistricts | null = $derived.by(() => this.assignmentOf(this.today.value?.plan ?? null));
  readonly data: GroundData | null = $derived.by(() => this.ground.value && groundData(this.ground.value));
  readonly tints: ReadonlyMap<number, number> = $derived.by(() => {
    const [ground, today, now] = [this.ground.value, this.assignmentToday, this.assignment];
    return ground && today && now ? planTints(ground, today.schools, now.schools) : new Map<number, number>();
  });
  /** Of the type, with their place in the plan. */
  readonly schools: { school: PlanSchool; index: number }[] = $derived.by(() => {
    const collator = new Intl.Collator('de', { numeric: true });
    return (this.plan?.schools ?? [])
      .map((school, index) => ({ school, index }))
      .filter(({ school }) => school.schoolType === this.type)
      .sort((a, b) => collator.compare(a.school.name, b.school.name));
  });
  readonly names: Map<string, string> = $derived.by(() =>
    shortNames(this.schools.map(({ school }) => ({ key: school.key, name: school.name }))),
  );
  readonly chosen: { school: PlanSchool; index: number } | null = $derived.by(() => {
    const { school } = this.#scene();
    return this.schools.find((one) => one.school.key === school) ?? null;
  });
  readonly error: unknown = $derived.by(
    () => this.list.error ?? this.today.error ?? this.children.without.error ?? this.ground.error ?? this.#stored.error,
  );

  constructor(scene: () => VariantsScene, county: CountyState) {
    this.#scene = scene;
    this.#county = county;
    const isOne = () => !county.key.includes('+') && county.overview.atomYears.length > 0;
    this.list = new Resource((signal) => (isOne() ? call(listVariants, { county: county.key }, {}, { signal }) : null));
    this.today = county.ask(planToday, () => (isOne() ? {} : null));
    this.children = new Children(scene, county, this.today);
    this.ground = county.ask(planGround, () => (isOne() ? {} : null));
    const asked = (id: string | null) => (id !== null && id !== 'heute' && isOne() ? id : null);
    const ask = (wanted: () => string | null) => {
      const question = $derived.by(() => {
        const id = asked(wanted());
        // What the county's data are decides what a variant gives.
        const { query } = this.children;
        return id === null || query === null ? null : JSON.stringify([county.key, id, query, county.overview.revision]);
      });
      return new Resource((signal) => {
        if (question === null) return null;
        const [key, id, query] = JSON.parse(question) as [string, string, ShownQuery];
        return this.children.complete(query, call(getVariant, { county: key, id }, query, { signal }));
      });
    };
    this.#stored = ask(() => scene().variant);
    this.#other = ask(() => scene().compare);
  }

  assignmentOf(plan: Plan | null): PlanDistricts | null {
    const today = this.today.value?.plan;
    return plan && today ? planDistricts(plan, today, this.type) : null;
  }

  figuresOf(plan: Plan | null): WholeFigures[] {
    const beside = plan && this.children.besideOf(plan);
    return plan && beside ? planFigures(plan, beside) : [];
  }

  pick(atoms: Iterable<number>, { add }: { add: boolean }): void {
    this.picked = add ? new Set([...this.picked, ...atoms]) : new Set(atoms);
  }
  toggle(atom: number): void {
    const next = new Set(this.picked);
    if (!next.delete(atom)) next.add(atom);
    this.picked = next;
  }

  /** Changes go one after another, each on the version that the one before has made. */
  change(wish: NewChange): Promise<boolean> {
    const id = this.open?.id;
    const next = this.#queue.then(() => this.#change(wish, id));
    this.#queue = next;
    return next;
  }

  /** Meant for the variant that was open; while one waits for an answer to a conflict, none goes past it. */
  async #change(wish: NewChange, id: string | undefined): Promise<boolean> {
    const { open } = this;
    if (!open || open.id !== id || this.conflict) return false;
    let isStored = true;
    const query = this.children.query ?? {};
    const isDone = await attempt(this, async () => {
      try {
        const params = { county: open.county, id: open.id };
        const told = call(changeVariant, params, query, { json: wish, version: open.version });
        this.#changed = await this.children.complete(query, told);
        this.picked = new Set();
        this.list.retry();
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'variant.changed') throw error;
        this.conflict = { id: open.id, version: open.version, name: open.name, wish };
        this.conflictShown = true;
        isStored = false;
      }
    });
    return isDone && isStored;
  }

  /** On the state that somebody else has made. */
  async repeat(): Promise<void> {
    const { conflict } = this;
    if (!conflict) return;
    this.conflict = null;
    await this.#reopen();
    await this.change(conflict.wish);
  }

  async letGo(): Promise<void> {
    this.conflict = null;
    await this.#reopen();
  }

  /** @returns the copy's id: the state that was seen here, with the change */
  async keepAsCopy(name: string): Promise<string | null> {
    const { conflict } = this;
    if (!conflict) return null;
    const { county } = this.open!;
    let id: string | null = null;
    await attempt(this, async () => {
      const copy = await call(
        newVariant,
        { county },
        {},
        {
          json: { name, copyOf: conflict.id, version: conflict.version },
        },
      );
      this.#changed = await call(
        changeVariant,
        { county, id: copy.id },
        {},
        {
          json: conflict.wish,
          version: copy.version,
        },
      );
      this.conflict = null;
      this.list.retry();
      id = copy.id;
    });
    return id;
  }

  async #reopen(): Promise<void> {
    const { open } = this;
    const query = this.children.query ?? {};
    if (!open) return;
    await attempt(this, async () => {
      const told = call(getVariant, { county: open.county, id: open.id }, query);
      this.#changed = await this.children.complete(query, told);
      this.list.retry();
    });
  }

  /** @returns its id */
  async create(name: string, copyOf?: string): Promise<string | null> {
    let id: string | null = null;
    await attempt(this, async () => {
      const made = await call(
        newVariant,
        { county: this.#county.key },
        {},
        {
          json: { name, ...(copyOf === undefined ? {} : { copyOf }) },
        },
      );
      id = made.id;
      this.list.retry();
    });
    return id;
  }

  /** False where it is not stored: what was typed stays. */
  async describe(text: VariantText): Promise<boolean> {
    const { open } = this;
    if (!open) return false;
    return attempt(this, async () => {
      const head = await call(
        describeVariant,
        { county: open.county, id: open.id },
        {},
        {
          json: text,
          version: open.version,
        },
      );
      this.#changed = { ...open, ...head };
      this.list.retry();
    });
  }

  /** A search goes on while one looks elsewhere. */
  optimiserOf(id: string): Optimiser {
    const known = this.#optimisers.get(id) ?? new Optimiser();
    this.#optimisers.set(id, known);
    return known;
  }

  async remove(): Promise<boolean> {
    const { open } = this;
    if (!open) return false;
    return attempt(this, async () => {
      await call(removeVariant, { county: open.county, id: open.id }, {}, { version: open.version });
      this.list.retry();
    });
  }
}
