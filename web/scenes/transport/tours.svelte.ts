/** School bus tours: the wish, the job that is followed, and the tour that is looked at. */
import {
  getTours,
  startTours,
  stopTours,
  type Tours,
  type ToursJob,
  type ToursWish,
} from '../../../server/contract/tours.ts';
import { ApiError, call } from '../../api.ts';
import type { Tooltip } from '../../map/mapView.svelte.ts';
import type { Text } from '../../text/de.ts';
import { amountText } from '../../text/amount.ts';
import type { Formatter } from '../../text/format.ts';
import { depotText, readDepot } from './depot.ts';

interface Speech {
  text: Text;
  format: Formatter;
}

const pollMilliseconds = 500;
const TRIES = 10;

export class TourPlanner {
  /** 'HH:MM' by the key of each chosen school; '': as its hours say. */
  bells = $state<Record<string, string>>({});
  longerThan = $state<number | null>(null);
  beyond = $state<number | null>(null);
  walkToStop = $state(800);
  seats = $state(50);
  longestRide = $state(45);
  margin = $state(5);
  earliest = $state(5);
  mixedLoads = $state(false);
  staggered = $state(0);
  /** As typed. */
  depot = $state('');
  seconds = $state(20);
  job = $state.raw<ToursJob | null>(null);
  tours = $state.raw<{ county: string; job: string; answer: Tours } | null>(null);
  failure = $state.raw<unknown>(null);
  /** Key of the tour whose timetable is shown. */
  chosen = $state<string | null>(null);

  /** Id of the job whose end is waited for, or whose tours are shown. */
  #followed: string | null = null;
  #isStopping = false;
  #isHome = false;

  add(school: string | null): void {
    if (school !== null && !(school in this.bells)) this.bells = { ...this.bells, [school]: '' };
  }

  /** Times of one direction are none of the other. */
  turn(isHome: boolean): void {
    if (this.#isHome === isHome) return;
    this.#isHome = isHome;
    this.bells = Object.fromEntries(Object.keys(this.bells).map((school) => [school, '']));
  }

  remove(school: string): void {
    this.bells = Object.fromEntries(Object.entries(this.bells).filter(([key]) => key !== school));
  }

  readonly routes = $derived.by(() => this.tours?.answer.buses.flatMap((bus) => bus.routes) ?? []);

  choose(key: string): void {
    this.chosen = this.chosen === key ? null : key;
  }

  /** The tour that the pointer or the focus is on, else the chosen one. */
  lit(fid: string | null): string | null {
    return fid !== null && this.routes.some(({ key }) => key === fid) ? fid : this.chosen;
  }

  tooltip(key: string, { text, format }: Speech): Tooltip | null {
    const route = this.routes.find((one) => one.key === key);
    if (!route || !this.tours) return null;
    const { answer } = this.tours;
    const pupils = amountText(route.pupils, { text, format }, answer.protection.base);
    return {
      title: text.tours.tourOf(key),
      lines: [
        answer.destinations[route.destination]!.name,
        `${format.clock(route.leave)} – ${format.clock(route.arrive)}`,
        `${text.tours.pupils}: ${pupils}`,
      ],
    };
  }

  /** @param begun told the id of the job before it is followed */
  async start(
    county: string,
    of: Pick<ToursWish, 'date' | 'variant' | 'direction'>,
    begun: (job: string) => void,
  ): Promise<void> {
    const { longerThan, beyond, walkToStop, seats, longestRide, margin, mixedLoads, staggered, seconds } = this;
    const wish: ToursWish = {
      schools: Object.keys(this.bells),
      bells: Object.fromEntries(Object.entries(this.bells).filter(([, bell]) => bell !== '')),
      ...of,
      depot: readDepot(this.depot),
      who: { withoutConnection: true, longerThan, beyond },
      earliest: Math.max(margin, this.earliest),
      ...{ walkToStop, seats, longestRide, margin, mixedLoads, staggered, seconds },
    };
    this.forget();
    try {
      const job = await call(startTours, { county }, {}, { json: wish });
      this.#followed = job.id;
      begun(job.id);
      await this.#toItsEnd(county, job);
    } catch (error) {
      this.failure = error;
    }
  }

  /** Tours that somebody has had planned before: of a link, or of a page that is loaded again. */
  async follow(county: string, id: string): Promise<void> {
    if (this.#followed === id) return;
    this.forget();
    this.#followed = id;
    try {
      await this.#toItsEnd(county, await this.#asked(county, id));
      if (this.#followed === id && this.tours) this.#takeWish(this.tours.answer.wish);
    } catch (error) {
      if (this.#followed === id) this.failure = error;
    }
  }

  forget(): void {
    this.#followed = null;
    this.#isStopping = false;
    this.job = null;
    this.tours = null;
    this.chosen = null;
    this.failure = null;
  }

  async #toItsEnd(county: string, begun: ToursJob): Promise<void> {
    let job = begun;
    try {
      while (job.status === 'running') {
        this.job = job;
        await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
        if (this.#followed !== job.id) return;
        job = await this.#asked(county, job.id);
        if (this.#followed !== job.id) return;
      }
    } finally {
      if (this.#followed === job.id) this.job = null;
    }
    const { problem, result, id } = job;
    if (result) {
      this.tours = { county, job: id, answer: result };
      this.chosen = result.buses[0]?.routes[0]?.key ?? null;
    }
    // Who stopped it here knows.
    if (problem && !(problem.code === 'tours.stopped' && this.#isStopping))
      throw new ApiError(problem.code, problem.status, problem.text);
  }

  /** What was asked then stands in the form, to be changed and asked again. */
  #takeWish(wish: ToursWish): void {
    // Bells of the other direction are no bells of this one.
    const isSame = (wish.direction === 'back') === this.#isHome;
    this.bells = Object.fromEntries(wish.schools.map((school) => [school, isSame ? (wish.bells[school] ?? '') : '']));
    this.longerThan = wish.who.longerThan;
    this.beyond = wish.who.beyond;
    for (const key of ['walkToStop', 'seats', 'longestRide', 'margin', 'earliest', 'staggered', 'seconds'] as const)
      this[key] = wish[key];
    this.mixedLoads = wish.mixedLoads;
    this.depot = depotText(wish.depot);
  }

  async stop(): Promise<void> {
    const { job } = this;
    this.#isStopping = true;
    if (job) await call(stopTours, { county: job.county, job: job.id }, {}).catch(() => undefined);
  }

  /** A network that fails for a moment does not end the search. */
  async #asked(county: string, job: string): Promise<ToursJob> {
    for (let left = TRIES; ; left--) {
      try {
        return await call(getTours, { county, job }, {});
      } catch (error) {
        if (left <= 1 || !(error instanceof ApiError) || error.code !== 'network') throw error;
        await new Promise((resolve) => setTimeout(resolve, 4 * pollMilliseconds));
      }
    }
  }
}
