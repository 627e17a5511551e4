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
  seconds = $state(20);
  job = $state.raw<ToursJob | null>(null);
  tours = $state.raw<{ county: string; job: string; answer: Tours } | null>(null);
  failure = $state.raw<unknown>(null);
  /** Key of the tour whose timetable is shown. */
  chosen = $state<string | null>(null);

  add(school: string | null): void {
    if (school !== null && !(school in this.bells)) this.bells = { ...this.bells, [school]: '' };
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
        `${format.clock(route.stops[0]!.leave)} – ${format.clock(route.arrive)}`,
        `${text.tours.pupils}: ${pupils}`,
      ],
    };
  }

  async start(county: string, date: string): Promise<void> {
    this.failure = null;
    this.tours = null;
    this.chosen = null;
    const { longerThan, beyond, walkToStop, seats, longestRide, margin, mixedLoads, staggered, seconds } = this;
    const wish: ToursWish = {
      schools: Object.keys(this.bells),
      bells: Object.fromEntries(Object.entries(this.bells).filter(([, bell]) => bell !== '')),
      date,
      who: { withoutConnection: true, longerThan, beyond },
      earliest: Math.max(margin, this.earliest),
      ...{ walkToStop, seats, longestRide, margin, mixedLoads, staggered, seconds },
    };
    try {
      this.job = await call(startTours, { county }, {}, { json: wish });
      while (this.job.status === 'running') {
        await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
        this.job = await this.#asked(county, this.job.id);
      }
      const { problem, result, id: job } = this.job;
      if (problem) throw new ApiError(problem.code, problem.status, problem.text);
      if (result) {
        this.tours = { county, job, answer: result };
        this.chosen = result.buses[0]?.routes[0]?.key ?? null;
      }
    } catch (error) {
      // Who stopped it knows.
      if (!(error instanceof ApiError) || error.code !== 'tours.stopped') this.failure = error;
    } finally {
      this.job = null;
    }
  }

  async stop(): Promise<void> {
    const { job } = this;
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
