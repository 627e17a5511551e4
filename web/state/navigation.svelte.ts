import { createContext } from 'svelte';
import { emptyScenes, readAddress, writeAddress, type Address, type Scene, type SceneName } from '../scene.ts';

/** The address bar as state. Choices are history entries, so the browser's back and forward undo and redo them. */
export class Navigation {
  address = $state.raw<Address>(readAddress(location.pathname, location.search));
  /** Not a getter: what follows the county must not run again when only the scene changes. */
  readonly county: string | null = $derived(this.address.county);
  /** The choices last made in each scene, so that returning to it shows them again. */
  #last = new Map<SceneName, Scene>();

  constructor() {
    addEventListener('popstate', () => this.#take(readAddress(location.pathname, location.search)));
  }

  get scene(): Scene {
    return this.address.scene;
  }

  /** A choice that one may want to take back. */
  go(scene: Scene, county: string | null = this.county): void {
    const text = writeAddress({ county, scene });
    if (text !== location.pathname + location.search) history.pushState(null, '', text);
    this.#take({ county, scene });
  }

  /** A choice that is a step of a movement (slider), or a correction: no history entry of its own. */
  replace(scene: Scene, county: string | null = this.county): void {
    history.replaceState(null, '', writeAddress({ county, scene }));
    this.#take({ county, scene });
  }

  addressOf(name: SceneName): Scene {
    // The memory changes with the address; reading it makes links follow.
    void this.address;
    return this.#last.get(name) ?? emptyScenes[name];
  }

  #take(address: Address): void {
    if (address.county !== this.county) this.#last.clear();
    this.#last.set(address.scene.name, address.scene);
    this.address = address;
  }
}

export const [useNavigation, provideNavigation] = createContext<Navigation>();
