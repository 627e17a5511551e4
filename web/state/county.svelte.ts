import { createContext } from 'svelte';
import {
  getCounty,
  listCounties,
  type CountyOverview,
  type CountySummary,
  type DatasetState,
} from '../../server/contract/counties.ts';
import { call } from '../api.ts';
import type { Navigation } from './navigation.svelte.ts';
import { Resource } from './resource.svelte.ts';

/** The counties of this installation, and what the chosen one holds. */
export class CountyState {
  readonly #navigation: Navigation;
  readonly list: Resource<{ counties: CountySummary[]; loading: boolean }>;
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

  /** After an import or its undoing: everything may have changed. */
  reload(): void {
    this.list.retry();
    this.#answer.retry();
  }
}

export const [useCounty, provideCounty] = createContext<CountyState>();
