/** Which trips run on a day: those of its services, what the day before still has under way, and trips by headway. */
import type { Run } from './timetable.ts';

export interface DayTrip {
  runsToday: boolean;
  runsYesterday: boolean;
  block: string | null;
  /** Comes only when called: holds nobody without. */
  onDemand: boolean;
  /** Seconds after midnight; above 86,400 it runs into the next day. */
  firstDeparture: number;
  lastArrival: number;
  /** Instead of its own times, every `seconds` from the first departure on. */
  headways: readonly { from: number; to: number; seconds: number }[];
}

const DAY = 86_400;

/** @param trips by number, as the calls count them */
export function runsOn(trips: readonly DayTrip[], { onDemand }: { onDemand: boolean }): Run[] {
  const blocks = new Map<string, number>();
  const blockOf = (name: string | null, shift: number): number => {
    if (name === null) return -1;
    const key = `${shift} ${name}`;
    if (!blocks.has(key)) blocks.set(key, blocks.size);
    return blocks.get(key)!;
  };
  const runs: Run[] = [];
  trips.forEach(({ runsToday, runsYesterday, block, firstDeparture, lastArrival, headways, ...trip }, number) => {
    if (trip.onDemand && !onDemand) return;
    for (const day of [...(runsToday ? [0] : []), ...(runsYesterday ? [-DAY] : [])]) {
      const add = (shift: number, of: string | null) => {
        if (lastArrival + shift >= 0) runs.push({ trip: number, shift, block: blockOf(of, day) });
      };
      if (headways.length === 0) add(day, block);
      for (const { from, to, seconds } of headways)
        for (let time = from; time < to; time += Math.max(1, seconds)) add(day + time - firstDeparture, null);
    }
  });
  return runs;
}
