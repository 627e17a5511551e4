import { listSchools } from '../../../server/contract/sites.ts';
import { doorToDoor, type DoorToDoor } from '../../../server/contract/doorToDoor.ts';
import { distanceBands, serviceDays, transitDay, type DistanceBands } from '../../../server/contract/transport.ts';
import type { Response } from '../../../server/contract/endpoint.ts';
import { atomLayer } from '../../map/baseStyle.ts';
import type { TransportScene } from '../../scene.ts';
import type { CountyState } from '../../state/county.svelte.ts';
import type { Resource } from '../../state/resource.svelte.ts';

/** To begin with, until the school's own are known; the planner sets hers. */
export const usualBell = '07:45';
export const usualEnd = '13:00';
/** Minutes. */
const usualMargin = 5;

/** What the scene asks for, and what follows from its choices. */
export class Transport {
  readonly #scene: () => TransportScene;
  readonly days: Resource<Response<typeof serviceDays>>;
  readonly lines: Resource<Response<typeof transitDay>>;
  readonly sites: Resource<Response<typeof listSchools>>;
  readonly #bands: Resource<DistanceBands>;
  readonly #doors: Resource<DoorToDoor>;

  readonly date: string | null = $derived.by(() => this.#scene().date ?? this.days.value?.suggested ?? null);
  readonly day = $derived.by(() => this.days.value?.days.find((day) => day.date === this.date) ?? null);
  readonly schools = $derived.by(() => {
    const collator = new Intl.Collator('de', { numeric: true });
    return [...(this.sites.value?.schools ?? [])].sort((a, b) => collator.compare(a.name, b.name));
  });
  readonly school = $derived.by(() => this.schools.find((school) => school.key === this.#scene().school) ?? null);
  /** Not while the answer still belongs to another school. */
  readonly bands = $derived.by(() => {
    const bands = this.#bands.value;
    return bands && bands.school === this.school?.key ? bands : null;
  });

  /** Not while the answer still belongs to another school. */
  readonly doors = $derived.by(() => {
    const doors = this.#doors.value;
    return doors && doors.school === this.school?.key && this.#scene().view === 'doors' ? doors : null;
  });

  constructor(scene: () => TransportScene, county: CountyState) {
    this.#scene = scene;
    this.days = county.ask(serviceDays, () => ({}));
    this.sites = county.ask(listSchools, () => ({}));
    this.lines = county.ask(transitDay, () => (this.date ? { date: this.date } : null));
    this.#bands = county.ask(distanceBands, () => {
      const [school, date] = [scene().school, this.date];
      // Waiting for the day avoids asking twice; without a timetable the bands need none.
      if (!school || !county.overview.pupilLayer || this.days.loading) return null;
      const { atomYears, pupilYears } = county.overview;
      const byAtom = scene().atoms && atomYears[0] !== undefined && pupilYears[0] === atomYears[0];
      return { school, ...(date ? { date } : {}), ...(byAtom ? { layer: atomLayer } : {}) };
    });
    this.#doors = county.ask(doorToDoor, () => {
      const { school, view, bell, end } = scene();
      const { date } = this;
      if (!school || view !== 'doors' || !date || county.overview.atomYears.length === 0) return null;
      return { school, date, bell: bell ?? usualBell, end: end ?? usualEnd, margin: usualMargin };
    });
  }

  get error(): unknown {
    return this.days.error ?? this.sites.error ?? this.lines.error ?? this.#bands.error ?? this.#doors.error;
  }

  retry(): void {
    for (const resource of [this.days, this.sites, this.lines, this.#bands, this.#doors]) resource.retry();
  }
}
