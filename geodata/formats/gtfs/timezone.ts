/** All agencies of a feed have one time zone (gtfs.org, agency.txt): what is said where they do not. */
import { problem, type ProblemList } from '../say.ts';
import type { GtfsAgency } from './types.ts';

const USUAL = 'Europe/Berlin';

/** Times stay as they are written in any case: they are those on the clock at the stop. */
export function feedTimezone(agencies: readonly GtfsAgency[], problems: ProblemList): string {
  const named = [...new Set(agencies.map(({ timezone }) => timezone).filter((name) => name !== ''))];
  const unknown = named.filter((name) => !exists(name));
  const [first = USUAL, ...others] = named.filter(exists);
  const list = (names: string[]) => names.map((name) => `„${name}“`).join(', ');
  const listed = (names: string[]) => names.map((name) => `'${name}'`).join(', ');
  if (unknown.length > 0) {
    problems.add(
      problem(
        'gtfs-timezone-unknown',
        `agency.txt nennt die Zeitzone ${list(unknown)}, die es nicht gibt; die Uhrzeiten gelten, wie sie dastehen (${first}): bitte im Fahrplan berichtigen.`,
        `agency.txt names the time zone ${listed(unknown)}, which does not exist; times count as they are written (${first}): please correct it in the timetable.`,
      ),
    );
  }
  if (others.length > 0) {
    problems.add(
      problem(
        'gtfs-timezones-differ',
        `agency.txt nennt verschiedene Zeitzonen (${[first, ...others].join(', ')}); die Uhrzeiten gelten, wie sie dastehen (${first}): bitte prüfen, ob Fahrten verschoben sind.`,
        `agency.txt names different time zones (${[first, ...others].join(', ')}); times count as they are written (${first}): please check whether trips are shifted.`,
      ),
    );
  }
  return first;
}

function exists(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
