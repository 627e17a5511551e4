import {
  nearestCatchments,
  observedCatchment,
  type NearestCatchments,
  type ObservedCatchment,
} from '../../../server/contract/catchments.ts';
import { entrants, type Entrants } from '../../../server/contract/children.ts';
import { listSchools, type School } from '../../../server/contract/sites.ts';
import { atomLayer } from '../../map/baseStyle.ts';
import type { Observed, ObservedPair } from '../../layers/observed.ts';
import type { CatchmentsScene } from '../../scene.ts';
import type { CountyState } from '../../state/county.svelte.ts';
import { fidOf } from '../../state/highlight.svelte.ts';
import type { Resource } from '../../state/resource.svelte.ts';
import { shortNames } from '../../text/shortNames.ts';
import type { SourceNote } from '../../../server/contract/common.ts';

/** What the scene asks for, and what follows from its choices. */
export class Catchments {
  readonly #scene: () => CatchmentsScene;
  readonly #county: CountyState;
  readonly sites: Resource<{ schools: School[]; sources: SourceNote[] }>;
  readonly first: Resource<ObservedCatchment>;
  readonly second: Resource<ObservedCatchment>;
  readonly nearest: Resource<NearestCatchments>;
  readonly entrants: Resource<Entrants>;

  readonly schools: School[] = $derived.by(() => this.sites.value?.schools ?? []);
  readonly school: School | null = $derived.by(() => this.#find(this.#scene().school));
  readonly compared: School | null = $derived.by(() => this.#find(this.#scene().compare));
  /** The type chosen, else that of the chosen school, else the one with the most schools. */
  readonly type: string | null = $derived.by(() => {
    const most = [...this.#county.overview.schoolTypes].sort((a, b) => b.schools - a.schools)[0];
    return this.#scene().type ?? this.school?.schoolType ?? most?.key ?? null;
  });
  readonly ofType: School[] = $derived.by(() => {
    const collator = new Intl.Collator('de', { numeric: true });
    return this.schools
      .filter((school) => school.schoolType === this.type)
      .sort((a, b) => collator.compare(a.name, b.name));
  });
  /** By feature id; the type is said in the legend's place. */
  readonly shortNames: Map<string, string> = $derived.by(() =>
    shortNames(this.ofType.map((school) => ({ key: fidOf(school), name: school.name }))),
  );
  readonly pair: ObservedPair | null = $derived.by(() => {
    const first = this.#observed(this.school, this.first);
    const second = this.#observed(this.compared, this.second);
    return first ? (second ? [first, second] : [first]) : null;
  });

  constructor(scene: () => CatchmentsScene, county: CountyState) {
    this.#scene = scene;
    this.#county = county;
    this.sites = county.ask(listSchools, () => ({}));
    const observe = (key: () => string | null) =>
      county.ask(observedCatchment, () => {
        const [school, year] = [key(), scene().year];
        const { pupilLayer, atomYears, pupilYears } = county.overview;
        if (!school || !pupilLayer || scene().view === 'nearest') return null;
        // Tiles hold the newest year's atoms.
        const byAtom =
          scene().atoms &&
          scene().view === 'number' &&
          atomYears[0] !== undefined &&
          (year ?? pupilYears[0]) === atomYears[0];
        return { school, ...(year ? { year } : {}), ...(byAtom ? { layer: atomLayer } : {}) };
      });
    this.first = observe(() => scene().school);
    this.second = observe(() => scene().compare);
    this.entrants = county.ask(entrants, () =>
      scene().school === null && scene().view !== 'nearest' && county.dataset('child-list') ? {} : null,
    );
    this.nearest = county.ask(nearestCatchments, () =>
      scene().view === 'nearest' && this.type ? { type: this.type } : null,
    );
  }

  #find(key: string | null): School | null {
    return key === null ? null : (this.schools.find((school) => school.key === key) ?? null);
  }

  /** Not while the answer still belongs to another school. */
  #observed(school: School | null, resource: Resource<ObservedCatchment>): Observed | null {
    const catchment = resource.value;
    return school && catchment && catchment.school === school.key ? { school, catchment } : null;
  }
}
