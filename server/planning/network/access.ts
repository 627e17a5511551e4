/** Which way may be travelled by whom, in which direction and how fast; the rules are data (geodata/rules/network.ts). */

type Tags = Readonly<Record<string, string | undefined>>;

interface AccessRules {
  /** Keys from the most to the least particular: the first that is stated decides. */
  keys: readonly string[];
  allowed: readonly string[];
  forbidden: readonly string[];
  /** Values of `barrier` that stop it where no key allows. */
  barriers: readonly string[];
}

export interface WalkRules extends AccessRules {
  /** Values of `highway` that may be walked where nothing is stated. */
  classes: readonly string[];
  /** Those where a footway beside it, or a key, must say so. */
  withFootway: readonly string[];
}

export interface DriveRules extends AccessRules {
  /** Speed on a free road by `highway`; 'ferry' for ferries. */
  kmh: Readonly<Record<string, number>>;
  /** Values of `highway` that are driven only where a key allows it, at the speed of 'service'. */
  onlyIfAllowed: readonly string[];
}

/** Kilometres an hour in the way's direction and against it; 0: not allowed. */
export interface Drive {
  forward: number;
  backward: number;
}

/** What the first stated key says: true, false, or null where none is stated or its value says nothing. */
function stated(tags: Tags, { keys, allowed, forbidden }: AccessRules): boolean | null {
  for (const key of keys) {
    const value = tags[key];
    if (value === undefined) continue;
    if (allowed.includes(value)) return true;
    if (forbidden.includes(value)) return false;
  }
  return null;
}

const SIDEWALKS = ['sidewalk', 'sidewalk:left', 'sidewalk:right', 'sidewalk:both'];
const hasSidewalk = (tags: Tags): boolean =>
  SIDEWALKS.some((key) => ['both', 'left', 'right', 'yes'].includes(tags[key] ?? ''));

/** On foot a way may be walked in both directions. */
export function mayWalk(tags: Tags, rules: WalkRules): boolean {
  const said = stated(tags, rules);
  if (tags.route === 'ferry') return said !== false;
  const highway = tags.highway ?? '';
  if (rules.withFootway.includes(highway)) return said === true || (said === null && hasSidewalk(tags));
  // A motorway stays closed to people on foot whatever somebody has tagged.
  return rules.classes.includes(highway) && said !== false;
}

export function driveOn(tags: Tags, rules: DriveRules): Drive {
  const said = stated(tags, rules);
  const highway = tags.route === 'ferry' ? 'ferry' : (tags.highway ?? '');
  const free =
    rules.kmh[highway] ?? (rules.onlyIfAllowed.includes(highway) && said === true ? rules.kmh['service'] : 0);
  if (!free || said === false) return { forward: 0, backward: 0 };
  const limit = speedLimit(tags.maxspeed);
  const kmh = limit === null ? free : Math.min(free, limit);
  const direction = directionOf(tags);
  return { forward: direction === -1 ? 0 : kmh, backward: direction === 1 ? 0 : kmh };
}

/** 1: one way along, -1: against, 0: both. Buses may be let through against a one-way street. */
function directionOf(tags: Tags): -1 | 0 | 1 {
  const value = tags['oneway:bus'] ?? tags['oneway:psv'] ?? tags.oneway;
  if (value === 'no' || tags.busway?.startsWith('opposite')) return 0;
  if (value === '-1' || value === 'reverse') return -1;
  if (value === 'yes' || value === 'true' || value === '1') return 1;
  const isRound = tags.junction === 'roundabout' || tags.junction === 'circular';
  return isRound || tags.highway === 'motorway' || tags.highway === 'motorway_link' ? 1 : 0;
}

const MILE = 1.609344;
/** Of values such as DE:urban, as the wiki gives them for Germany. */
const ZONES: Readonly<Record<string, number>> = {
  'DE:urban': 50,
  'DE:rural': 100,
  'DE:living_street': 7,
  'DE:bicycle_road': 30,
  'DE:zone:30': 30,
  'DE:zone30': 30,
  walk: 7,
};

/** Kilometres an hour; null where nothing is limited or said. */
function speedLimit(value: string | undefined): number | null {
  if (value === undefined) return null;
  const match = /^(\d+(?:\.\d+)?)\s*(mph)?$/.exec(value);
  if (match) return Number(match[1]) * (match[2] ? MILE : 1);
  return ZONES[value] ?? null;
}

/** Does a barrier at a node stop it? */
export function stops(tags: Tags, rules: AccessRules): boolean {
  const said = stated(tags, rules);
  return said === null ? rules.barriers.includes(tags.barrier ?? '') : !said;
}
