import { createContext } from 'svelte';
import type { z } from 'zod';
import {
  getCounty,
  listCounties,
  type CountyOverview,
  type CountySummary,
  type DatasetState,
} from '../../server/contract/counties.ts';
import type { Endpoint } from '../../server/contract/endpoint.ts';
import { call } from '../api.ts';
import type { Navigation } from './navigation.svelte.ts';
import { Resource } from './resource.svelte.ts';

/** The counties of this installation, and what the chosen one holds. */
export class CountyState {
  readonly #navigation: Navigation;
  readonly list: Resource<{ counties: CountySummary[]; loading: boolean }>;
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #answer: Resource<{ key: string; overview: CountyOverview }>;

  constructor(navigation: Navigation) {
    this.#navigation = navigation;
    this.list = new Resource((signal) => call(listCounties, {}, {}, { signal }));
    this.#answer = new Resource((signal) => {
      const key = navigation.county;
      return key ? call(getCounty, { county: key }, {}, { signal }).then((overview) => ({ key, overview })) : null;
    });
  }

  get all(): CountySummary[] {
    return this.list.value?.counties ?? [];
  }
  get sampleLoading(): boolean {
    return this.list.value?.loading ?? false;
  }
  /** Null while loading, and for a moment after the choice of another county. */
  get found(): CountyOverview | null {
    const answer = this.#answer.value;
    return answer?.key === this.#navigation.county ? (answer?.overview ?? null) : null;
  }
  get overview(): CountyOverview {
    if (!this.found) throw new Error('The county is not loaded yet: show a scene only once `found` is set.');
    return this.found;
  }
  get key(): string {
    const key = this.#navigation.county;
    if (!key) throw new Error('No county is chosen: show a scene only with a county in the address.');
    return key;
  }
  get error(): unknown {
    return this.#answer.error;
  }
  get loading(): boolean {
    return this.#answer.loading;
  }

  dataset(kind: DatasetState['kind']): DatasetState | undefined {
    return this.found?.datasets.find((dataset) => dataset.kind === kind && dataset.stored > 0);
  }

  /**
   * An answer about the chosen county: asked again when the question becomes another one or the data changed, not
   * whenever the address did. A query of null asks nothing.
   */
  ask<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
    endpoint: Endpoint<P, Q, R>,
    query: () => z.input<Q> | null,
  ): Resource<z.output<R>> {
    const question = $derived.by(() => {
      const asked = query();
      return asked === null ? null : JSON.stringify([endpoint.path, this.key, this.overview.revision, asked]);
    });
    return new Resource(() => (question === null ? null : this.#remembered(endpoint, question)));
  }

  /** Asks ahead what a scene will want first, so that it opens with its answers. */
  prepare<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
    endpoint: Endpoint<P, Q, R>,
    query: z.input<Q>,
  ): Promise<z.output<R>> {
    return this.#remembered(endpoint, JSON.stringify([endpoint.path, this.key, this.overview.revision, query]));
  }

  /** Answers of one revision never change: the last ones are kept, so that a scene that was open opens at once. */
  #remembered<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
    endpoint: Endpoint<P, Q, R>,
    question: string,
  ): Promise<z.output<R>> {
    const known = this.#answers.get(question);
    if (known) return known as Promise<z.output<R>>;
    const [, county, , query] = JSON.parse(question) as [string, string, string, z.input<Q>];
    const answer = call(endpoint, { county } as z.input<P>, query);
    this.#answers.set(question, answer);
    answer.catch(() => this.#answers.delete(question));
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > 40 && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }

  /** After an import or its undoing: everything may have changed. */
  reload(): void {
    this.list.retry();
    this.#answer.retry();
  }
}

export const [useCounty, provideCounty] = createContext<CountyState>();
