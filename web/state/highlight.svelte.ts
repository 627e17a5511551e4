import { createContext } from 'svelte';

/** What the pointer or the focus is on, as `county/key`: a row lights its area and the other way round. */
export class Highlight {
  fid = $state<string | null>(null);
}

export const [useHighlight, provideHighlight] = createContext<Highlight>();

export const fidOf = (feature: { county: string; key: string }): string => `${feature.county}/${feature.key}`;
