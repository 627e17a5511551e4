/** The variant whose measures are planned here, and what follows from them. */
import {
  changeKitas,
  kitaOutlook,
  type KitaOutlook,
  type MeasuredKita,
  type NewKitaChange,
} from '../../../server/contract/kitaOutlook.ts';
import { listVariants, newVariant, type VariantHead } from '../../../server/contract/variants.ts';
import { ApiError, call } from '../../api.ts';
import type { Corner } from '../../map/drawing.svelte.ts';
import type { KitaScene } from '../../scene.ts';
import { attempt } from '../../state/attempt.ts';
import type { CountyState } from '../../state/county.svelte.ts';
import { Resource } from '../../state/resource.svelte.ts';

/** What was wanted of a variant that somebody else had changed meanwhile. */
interface Conflict {
  id: string;
  version: number;
  name: string;
  wish: NewKitaChange;
}

/** What decides the figures, beside the variant. */
const queryOf = ({ group, layer, rate, stateRates }: KitaScene) => ({
  ...(group ? { group } : {}),
  ...(layer ? { layer } : {}),
  ...(rate === null ? {} : { rate }),
  ...(stateRates ? { rates: 'state' as const } : {}),
});

/** What is being planned: a new house at a place, or something about one of the list. */
export interface Wanted {
  kind: MeasuredKita['kind'];
  place: Corner | null;
  /** Of a new house, where it is known. */
  places?: number;
}

export class KitaPlan {
  readonly #scene: () => KitaScene;
  readonly #county: CountyState;
  readonly list: Resource<{ variants: VariantHead[] }>;
  readonly #asked: Resource<KitaOutlook>;
  readonly #other: Resource<KitaOutlook>;
  /** The answer to the last change, and the question that it answers. */
  #changed = $state.raw<{ question: string; value: KitaOutlook } | null>(null);
  pending = $state(false);
  failure = $state.raw<unknown>(null);
  conflict = $state.raw<Conflict | null>(null);
  conflictShown = $state(false);
  wanted = $state.raw<Wanted | null>(null);

  readonly #question: string | null = $derived.by(() => this.#questionOf(this.#scene().variant));
  readonly outlook: KitaOutlook | null = $derived.by(() => {
    const [asked, changed] = [this.#asked.value, this.#changed];
    if (changed?.question !== this.#question) return asked;
    const isNewer = (asked?.variant?.version ?? -1) > (changed?.value.variant?.version ?? -1);
    return isNewer ? asked : (changed?.value ?? asked);
  });
  readonly other: KitaOutlook | null = $derived.by(() => this.#other.value);
  readonly error: unknown = $derived.by(() => this.#asked.error ?? this.#other.error);
  readonly isOne: boolean = $derived.by(() => !this.#county.key.includes('+'));

  constructor(scene: () => KitaScene, county: CountyState) {
    this.#scene = scene;
    this.#county = county;
    this.list = new Resource((signal) =>
      this.isOne ? call(listVariants, { county: county.key }, {}, { signal }) : null,
    );
    const ask = (wanted: () => string | null) => {
      const question = $derived.by(wanted);
      return new Resource<KitaOutlook>((signal) => {
        if (question === null) return null;
        const [key, , variant, query] = JSON.parse(question) as [string, string, string | null, object];
        return call(kitaOutlook, { county: key }, { ...query, ...(variant === null ? {} : { variant }) }, { signal });
      });
    };
    this.#asked = ask(() => this.#question);
    this.#other = ask(() => {
      const { compare } = this.#scene();
      return compare === null ? null : this.#questionOf(compare);
    });
  }

  /** Null in the views that know no years to come. */
  #questionOf(variant: string | null): string | null {
    const scene = this.#scene();
    if (scene.view !== 'gap') return null;
    const { key, overview } = this.#county;
    return JSON.stringify([key, overview.revision, this.isOne ? variant : null, queryOf(scene)]);
  }

  retry(): void {
    this.#asked.retry();
  }

  /** @returns its id */
  async create(name: string, copyOf?: { id: string; version: number }): Promise<string | null> {
    let id: string | null = null;
    await attempt(this, async () => {
      const json = { name, ...(copyOf ? { copyOf: copyOf.id, version: copyOf.version } : {}) };
      id = (await call(newVariant, { county: this.#county.key }, {}, { json })).id;
      this.list.retry();
    });
    return id;
  }

  /** @returns whether it is stored */
  async change(wish: NewKitaChange): Promise<boolean> {
    const { outlook } = this;
    const open = outlook?.variant;
    const question = this.#question;
    if (!open || question === null || this.conflict) return false;
    let isStored = true;
    const isDone = await attempt(this, async () => {
      try {
        const params = { county: this.#county.key, id: open.id };
        const value = await call(changeKitas, params, queryOf(this.#scene()), { json: wish, version: open.version });
        this.#changed = { question, value };
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'variant.changed') throw error;
        this.conflict = { ...{ id: open.id, version: open.version, name: open.name }, wish };
        this.conflictShown = true;
        isStored = false;
      }
    });
    return isDone && isStored;
  }

  /** On the state that somebody else has made. */
  async repeat(): Promise<void> {
    const { conflict } = this;
    await this.letGo();
    if (conflict) await this.change(conflict.wish);
  }

  async letGo(): Promise<void> {
    const { conflict } = this;
    const question = this.#question;
    this.conflict = null;
    if (!conflict || question === null) return;
    await attempt(this, async () => {
      const query = { ...queryOf(this.#scene()), variant: conflict.id };
      this.#changed = { question, value: await call(kitaOutlook, { county: this.#county.key }, query) };
    });
  }

  /** @returns the copy's id: the state that was seen here, with the change */
  async keepAsCopy(name: string): Promise<string | null> {
    const { conflict } = this;
    if (!conflict) return null;
    const id = await this.create(name, conflict);
    if (id === null) return null;
    // A copy counts its changes anew, as many as it was given.
    const isDone = await attempt(this, async () => {
      const county = this.#county.key;
      const copy = await call(kitaOutlook, { county }, { ...queryOf(this.#scene()), variant: id });
      await call(changeKitas, { county, id }, {}, { json: conflict.wish, version: copy.variant?.version ?? 0 });
    });
    if (isDone) this.conflict = null;
    return isDone ? id : null;
  }
}
