import {
  nearestCatchments,
  observedCatchment,
  type NearestCatchments,
  type ObservedCatchment,
} from '../../../server/contract/catchments.ts';
import { schoolChoice, type ChoiceSchool, type SchoolChoice } from '../../../server/contract/choice.ts';
import { entrants, type Entrants } from '../../../server/contract/children.ts';
import { networkState, schoolReach, type NetworkState, type Reach } from '../../../server/contract/network.ts';
import { schoolAttributes, type SchoolAttributes } from '../../../server/contract/schoolAttributes.ts';
import { listSchools, type School } from '../../../server/contract/sites.ts';
import { atomLayer } from '../../map/baseStyle.ts';
import type { Observed, ObservedPair } from '../../layers/observed.ts';
import { isAheadView, type CatchmentsScene } from '../../scene.ts';
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
  readonly attributes: Resource<SchoolAttributes>;
  readonly network: Resource<NetworkState>;
  readonly reach: Resource<Reach>;
  readonly choice: Resource<SchoolChoice>;
  /** The same by atom, for the core area of the chosen school. */
  readonly choiceByAtom: Resource<SchoolChoice>;
  /** Without these a view says what failed; the children before school are only beside it. */
  readonly needed: readonly Resource<unknown>[];

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
  /** The chosen school among those of the matrix. */
  readonly chosen: ChoiceSchool | null = $derived.by(() => this.#chosenOf(this.choice.value));
  /** Of the chosen school the answer that tells its core area, by atom where those are wanted. */
  readonly core: { choice: SchoolChoice; school: ChoiceSchool } | null = $derived.by(() => {
    const choice = this.choiceByAtom.value ?? this.choice.value;
    const school = this.#chosenOf(choice);
    return choice && school ? { choice, school } : null;
  });

  constructor(scene: () => CatchmentsScene, county: CountyState) {
    this.#scene = scene;
    this.#county = county;
    this.sites = county.ask(listSchools, () => ({}));
    const observe = (key: () => string | null) =>
      county.ask(observedCatchment, () => {
        const { year, view } = scene();
        const school = key();
        if (!school || !county.overview.pupilLayer || isAheadView(view)) return null;
        if (view === 'nearest' || view === 'choice' || view === 'equipment') return null;
        const layer = view === 'number' && this.#byAtom() ? { layer: atomLayer } : {};
        return { school, ...(year ? { year } : {}), ...layer };
      });
    this.first = observe(() => scene().school);
    this.second = observe(() => scene().compare);
    this.entrants = county.ask(entrants, () =>
      scene().school === null && ['number', 'share'].includes(scene().view) && county.dataset('child-list') ? {} : null,
    );
    this.nearest = county.ask(nearestCatchments, () =>
      scene().view === 'nearest' && this.type
        ? { type: this.type, ...(scene().by === 'drive' ? { by: 'drive' as const } : {}) }
        : null,
    );
    this.attributes = county.ask(schoolAttributes, () => (scene().view === 'equipment' ? {} : null));
    this.network = county.ask(networkState, () => (scene().view === 'ways' ? {} : null));
    this.reach = county.ask(schoolReach, () => {
      const { view, school, by } = scene();
      return view === 'ways' && school && this.network.value?.hasNetwork ? { school, by } : null;
    });
    const choose = (layer: () => { layer?: string } | null) =>
      county.ask(schoolChoice, () => {
        const { year, view } = scene();
        const chosen = layer();
        if (view !== 'choice' || !this.type || !county.overview.pupilLayer || !chosen) return null;
        return { type: this.type, ...(year ? { year } : {}), ...chosen };
      });
    this.choice = choose(() => (scene().layer ? { layer: scene().layer ?? '' } : {}));
    this.choiceByAtom = choose(() => (scene().school && this.#byAtom() ? { layer: atomLayer } : null));
    this.needed = [
      this.sites,
      this.first,
      this.second,
      this.nearest,
      this.choice,
      this.choiceByAtom,
      this.network,
      this.reach,
      this.attributes,
    ];
  }

  /** Tiles hold the newest year's atoms. */
  #byAtom(): boolean {
    const { atomYears, pupilYears } = this.#county.overview;
    const { atoms, year } = this.#scene();
    return atoms && atomYears[0] !== undefined && (year ?? pupilYears[0]) === atomYears[0];
  }

  #find(key: string | null): School | null {
    return key === null ? null : (this.schools.find((school) => school.key === key) ?? null);
  }

  #chosenOf(choice: SchoolChoice | null): ChoiceSchool | null {
    const { school } = this;
    return school ? (choice?.schools.find((one) => fidOf(one) === fidOf(school)) ?? null) : null;
  }

  /** Not while the answer still belongs to another school. */
  #observed(school: School | null, resource: Resource<ObservedCatchment>): Observed | null {
    const catchment = resource.value;
    return school && catchment && catchment.school === school.key ? { school, catchment } : null;
  }
}
