import { listSchools } from '../../../server/contract/sites.ts';
import { stopCoverage, type StopCoverage } from '../../../server/contract/coverage.ts';
import { compareDays, type DayComparison } from '../../../server/contract/dayComparison.ts';
import { dayLoad, loadCourses, type DayLoad, type LoadCourses, type LoadTrip } from '../../../server/contract/load.ts';
import { getVariant, listVariants, type Variant } from '../../../server/contract/variants.ts';
import { entitlement, type Entitlement } from '../../../server/contract/entitlement.ts';
import { doorToDoor, type DoorToDoor } from '../../../server/contract/doorToDoor.ts';
import {
  distanceBands,
  lineCourses,
  serviceDays,
  transitDay,
  type DistanceBands,
  type LineCourses,
} from '../../../server/contract/transport.ts';
import type { Response } from '../../../server/contract/endpoint.ts';
import { call } from '../../api.ts';
import { atomLayer } from '../../map/baseStyle.ts';
import type { TransportScene } from '../../scene.ts';
import type { CountyState } from '../../state/county.svelte.ts';
import { Resource } from '../../state/resource.svelte.ts';

/** Minutes. */
const usualMargin = 5;

/** One line may leave a stop several times at once: the key of the trip tells them apart. */
export const tripFid = ({ key, departure }: LoadTrip): string => `${key} ${departure}`;

/** A school that tours may drive to. */
export interface TourSchool {
  key: string;
  name: string;
  schoolType: string;
  place: string | null;
  /** Closed under the variant. */
  isClosed: boolean;
}

/** What the scene asks for, and what follows from its choices. */
export class Transport {
  readonly #scene: () => TransportScene;
  readonly days: Resource<Response<typeof serviceDays>>;
  readonly lines: Resource<Response<typeof transitDay>>;
  /** Where the timetable states no course; lines are drawn straight until it is there. */
  readonly lineCourses: Resource<LineCourses>;
  readonly sites: Resource<Response<typeof listSchools>>;
  readonly #bands: Resource<DistanceBands>;
  readonly #doors: Resource<DoorToDoor>;
  readonly #claims: Resource<Entitlement>;
  readonly #claimsToday: Resource<Entitlement>;
  readonly #load: Resource<DayLoad>;
  readonly #loadToday: Resource<DayLoad>;
  /** Straight lines are shown until they are there. */
  readonly courses: Resource<LoadCourses>;
  readonly #comparison: Resource<DayComparison>;
  readonly #coverage: Resource<StopCoverage>;
  readonly variants: Resource<Response<typeof listVariants>>;
  /** Of the tours. */
  readonly #plan: Resource<Variant>;

  readonly date: string | null = $derived.by(() => this.#scene().date ?? this.days.value?.suggested ?? null);
  readonly day = $derived.by(() => this.days.value?.days.find((day) => day.date === this.date) ?? null);
  readonly schools = $derived.by(() => {
    const collator = new Intl.Collator('de', { numeric: true });
    return [...(this.sites.value?.schools ?? [])].sort((a, b) => collator.compare(a.name, b.name));
  });
  readonly school = $derived.by(() => this.schools.find((school) => school.key === this.#scene().school) ?? null);
  /** A school that a variant opens has no ways of today. */
  readonly standsToday = $derived.by(() => this.#scene().school === null || !this.sites.value || this.school !== null);
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

  /** Without a timetable there are ways on foot only. */
  readonly view = $derived.by(() => (this.date || this.days.loading ? this.#scene().view : 'areas'));
  /** Not while the answer still belongs to another school, or to none. */
  readonly claims = $derived.by(() => {
    const claims = this.#claims.value;
    return claims && claims.school === this.#scene().school ? claims : null;
  });
  /** Beside those of a variant. */
  readonly claimsToday = $derived.by(() => {
    const today = this.#claimsToday.value;
    return this.#scene().variant && today && today.school === this.#scene().school ? today : null;
  });

  /** Beside that of a variant. */
  readonly loadToday = $derived.by(() => (this.#scene().variant ? this.#loadToday.value : null));
  readonly coverage = $derived.by(() =>
    this.view === 'lines' && this.#scene().coverage !== null ? this.#coverage.value : null,
  );
  readonly comparison = $derived.by(() => {
    const comparison = this.#comparison.value;
    return comparison && comparison.after === this.#scene().otherDay ? comparison : null;
  });
  readonly load = $derived.by(() => (this.view === 'load' ? this.#load.value : null));
  /** As of today or under the chosen variant, which may open some. */
  readonly tourSchools: TourSchool[] = $derived.by(() => {
    const today = new Map(this.schools.map((school) => [school.key, school]));
    const plan = this.#scene().variant ? this.#plan.value?.plan : null;
    return plan
      ? plan.schools.map(({ key, name, schoolType, closing }) => ({
          ...{ key, name, schoolType, place: today.get(key)?.place ?? null },
          isClosed: closing !== null,
        }))
      : this.schools.map(({ key, name, schoolType, place }) => ({ key, name, schoolType, place, isClosed: false }));
  });
  /** In the chosen direction, of the chosen school; the overfull ones first. */
  readonly loadTrips: LoadTrip[] = $derived.by(() => {
    const { home, school } = this.#scene();
    const direction = home ? 'back' : 'there';
    return (this.load?.trips ?? []).filter(
      (trip) => trip.direction === direction && (!school || trip.schools.some((one) => one.school === school)),
    );
  });
  readonly loadTrip = $derived.by(() => this.loadTrips.find((trip) => tripFid(trip) === this.#scene().trip) ?? null);

  constructor(scene: () => TransportScene, county: CountyState) {
    this.#scene = scene;
    this.days = county.ask(serviceDays, () => ({}));
    this.sites = county.ask(listSchools, () => ({}));
    this.lines = county.ask(transitDay, () => (this.date ? { date: this.date } : null));
    this.lineCourses = county.ask(lineCourses, () =>
      this.date && this.view !== 'load' && this.view !== 'tours' ? {} : null,
    );
    this.#bands = county.ask(distanceBands, () => {
      const [school, date] = [scene().school, this.date];
      // Waiting for the day avoids asking twice; without a timetable the bands need none.
      if (!school || !this.standsToday || !county.overview.pupilLayer || this.days.loading) return null;
      const { atomYears, pupilYears } = county.overview;
      const byAtom = scene().atoms && atomYears[0] !== undefined && pupilYears[0] === atomYears[0];
      return { school, ...(date ? { date } : {}), ...(byAtom ? { layer: atomLayer } : {}) };
    });
    const isOne = () => !county.key.includes('+') && county.overview.atomYears.length > 0;
    this.variants = county.ask(listVariants, () =>
      isOne() && this.view !== 'lines' && this.view !== 'doors' ? {} : null,
    );
    this.#plan = new Resource((signal) => {
      const [{ key, overview }, { variant: id }] = [county, scene()];
      // Other data are another plan.
      void overview.revision;
      return isOne() && this.view === 'tours' && id ? call(getVariant, { county: key, id }, {}, { signal }) : null;
    });
    const loadWish = () => {
      if (this.view !== 'load' || !isOne() || !this.date) return null;
      return { date: this.date, ...(scene().seats ? { standing: 0 } : {}) };
    };
    this.#load = county.ask(dayLoad, () => {
      const [wish, { variant }] = [loadWish(), scene()];
      return wish && variant ? { ...wish, variant } : wish;
    });
    this.courses = county.ask(loadCourses, () => {
      const [{ date }, { variant }] = [this, scene()];
      return loadWish() && date ? { date, ...(variant ? { variant } : {}) } : null;
    });
    this.#loadToday = county.ask(dayLoad, () => (scene().variant ? loadWish() : null));
    this.#coverage = county.ask(stopCoverage, () => {
      const [{ date }, { coverage: limit }] = [this, scene()];
      return this.view === 'lines' && isOne() && date && limit !== null ? { date, limit } : null;
    });
    this.#comparison = county.ask(compareDays, () => {
      const [{ date: before }, { otherDay: after }] = [this, scene()];
      return this.view === 'load' && isOne() && before && after ? { before, after } : null;
    });
    const claimsWish = (variant: string | null) => {
      const { school, limit, comparator, roundTrip, atoms } = scene();
      if (this.view !== 'areas' || !county.overview.pupilLayer || this.days.loading) return null;
      const { atomYears, pupilYears } = county.overview;
      const byAtom = school && atoms && atomYears[0] !== undefined && pupilYears[0] === atomYears[0];
      return {
        ...(school ? { school } : {}),
        ...(school && this.date ? { date: this.date } : {}),
        ...(byAtom ? { layer: atomLayer } : {}),
        ...(limit === null ? {} : { metres: limit }),
        ...(comparator === null ? {} : { comparator }),
        ...(roundTrip === null ? {} : { roundTrip: roundTrip ? ('true' as const) : ('false' as const) }),
        ...(variant && isOne() ? { variant } : {}),
      };
    };
    this.#claims = county.ask(entitlement, () => claimsWish(scene().variant));
    this.#claimsToday = county.ask(entitlement, () =>
      scene().variant && isOne() && this.standsToday ? claimsWish(null) : null,
    );
    this.#doors = county.ask(doorToDoor, () => {
      const { school, view, bell, end } = scene();
      const { date } = this;
      if (!school || view !== 'doors' || !date || county.overview.atomYears.length === 0) return null;
      return { school, date, ...(bell ? { bell } : {}), ...(end ? { end } : {}), margin: usualMargin };
    });
  }

  get error(): unknown {
    return (
      this.days.error ??
      this.sites.error ??
      this.lines.error ??
      this.#bands.error ??
      this.#doors.error ??
      this.#claims.error ??
      this.#load.error ??
      this.#loadToday.error ??
      this.#comparison.error ??
      this.#coverage.error ??
      this.#plan.error
    );
  }

  retry(): void {
    for (const resource of [
      this.days,
      this.sites,
      this.lines,
      this.#bands,
      this.#doors,
      this.#claims,
      this.#load,
      this.#loadToday,
      this.#comparison,
      this.#coverage,
      this.#plan,
    ])
      resource.retry();
  }
}
