/**
 * Who goes where under a variant in one school year: every row of counts stays, follows its district, or chooses.
 *
 * The children of the world's counts stand for those of the year: of today's world each grade is as large as now, of a later year's
 * (ahead.ts) as large as forecast. What changes is where they go.
 */
import { choiceModel, place, type ChoiceModel, type Movers } from './choiceModel.ts';
import { assignmentAt, isClosed, isOpened, openSchools, siblingsAt, type PlanState, type WalkOf } from './state.ts';
import { areaOfPlace, entryYear, GRADES, NONE, offers, type PlanWorld } from './world.ts';

/** Pupils of one row at one school. */
export interface Flow {
  row: number;
  school: number;
  amount: number;
}

export interface Outcome {
  /** School types in which anything is another than today. */
  active: ReadonlySet<string>;
  /** Of each school of the state: Σ of protected counts. */
  load: Float64Array;
  /** By grade, 0 = not known. */
  loadByGrade: Float64Array[];
  /** Rows, or parts of them, that are at another school than today. */
  moved: Flow[];
  /** Part of each row that stays. */
  stays: Float64Array;
  /** Pupils of a closed or full school who find no place: no school is open to them, or all are full. */
  unplaced: { row: number; amount: number; isHomeKnown: boolean }[];
}

/** @param year Infinity: when everything holds for everybody */
export function outcomeOf(world: PlanWorld, state: PlanState, year: number, models: ChoiceModels): Outcome {
  const active = activeTypes(state);
  const isActive = state.schools.map(({ schoolType }) => active.has(schoolType));
  const load = Float64Array.from(state.schools, (_, school) => (isActive[school] ? 0 : world.listed[school]!));
  const loadByGrade = state.schools.map((_, school) =>
    isActive[school] ? new Float64Array(GRADES) : world.listedByGrade[school]!,
  );
  const stays = new Float64Array(world.rows.people);
  const moved: Flow[] = [];
  const unplaced: Outcome['unplaced'] = [];
  const put: Put = (row, school, amount) => {
    load[school]! += amount;
    loadByGrade[school]![world.rows.grade[row]!]! += amount;
    if (school === world.rows.school[row]) stays[row]! += amount;
    else moved.push({ row, school, amount });
  };
  for (const schoolType of active) {
    const rows = world.rowsByType.get(schoolType) ?? [];
    for (const row of rows) stays[row] = 0;
    const choosing = [
      ...follow(world, state, year, schoolType, rows, put),
      ...shed(world, state, schoolType, rows, { load, loadByGrade, stays }),
    ];
    choose(world, state, year, models, choosing, load, put, unplaced);
  }
  return { active, load, loadByGrade, moved, stays, unplaced };
}

type Put = (row: number, school: number, amount: number) => void;

function activeTypes(state: PlanState): Set<string> {
  const active = new Set(state.steps.keys());
  state.schools.forEach(({ schoolType }, school) => {
    const isNew = state.opening[school] !== null;
    if (state.closing[school] !== null || isNew || state.resized.has(school) || state.relocated.has(school))
      active.add(schoolType);
  });
  return active;
}

/** Who stays, and who goes where the district goes. @returns those who have to choose */
function follow(
  world: PlanWorld,
  state: PlanState,
  year: number,
  schoolType: string,
  list: Iterable<number>,
  put: Put,
): { row: number; amount: number }[] {
  const { rows, atoms } = world;
  const ground = world.types.get(schoolType);
  const nowAt = assignments(world, state, schoolType, year);
  const choosing: { row: number; amount: number }[] = [];
  for (const row of list) {
    const [from, at, grade, people] = [rows.school[row]!, rows.place[row]!, rows.grade[row]!, rows.people[row]!];
    const own = state.schools[from]!;
    const entry = entryYear(world.schools[from]!, grade, year);
    // Pupils in grades that the school never said to have stay: only a change sends them away.
    const lacksGrade = state.resized.has(from) && !offers(own, grade) && offers(world.schools[from]!, grade);
    const isGone = isClosed(state, from, year, entry) || lacksGrade;
    const isAtom = at !== NONE && at < atoms.length && ground !== undefined;
    const now = isAtom ? nowAt(entry) : null;
    const next = now?.school[at] ?? NONE;
    const isOpen =
      next !== NONE &&
      isOpened(state, next, year) &&
      !isClosed(state, next, year, entry) &&
      offers(state.schools[next]!, grade);
    const before = isAtom ? ground.today[at]! : NONE;
    const follows = isOpen && next !== from && (next !== before || (isGone && ground!.hasDistricts));
    if (isGone) {
      if (follows) put(row, next, people);
      else choosing.push({ row, amount: people });
      continue;
    }
    const isOfDistrict = from === before || (isAtom && (ground.shared.get(at)?.includes(from) ?? false));
    if (follows && isOfDistrict) {
      const staying = people * (now?.siblings?.[at] ?? 0);
      if (staying > 0) put(row, from, staying);
      put(row, next, people - staying);
      continue;
    }
    put(row, from, people);
  }
  return choosing;
}

/** Assignments by year of entry, each made once. */
function assignments(world: PlanWorld, state: PlanState, schoolType: string, year: number) {
  const known = new Map<number, { school: Int16Array; siblings: Float64Array | null }>();
  const ground = world.types.get(schoolType);
  return (entry: number) => {
    const found = known.get(entry);
    if (found || !ground) return found ?? null;
    const made = {
      school: assignmentAt(state, schoolType, ground, year, entry),
      siblings: siblingsAt(state, schoolType, world.atoms.length, year, entry),
    };
    known.set(entry, made);
    return made;
  };
}

/**
 * A school that was made smaller keeps what it has places for, of each row the same part; where districts decide, that is for
 * the planner to see. @returns the rest, which has to choose
 */
function shed(
  world: PlanWorld,
  state: PlanState,
  schoolType: string,
  list: Iterable<number>,
  { load, loadByGrade, stays }: Pick<Outcome, 'load' | 'loadByGrade' | 'stays'>,
): { row: number; amount: number }[] {
  if (world.types.get(schoolType)?.hasDistricts) return [];
  const parts = new Map<number, number>();
  for (const school of state.resized) {
    const { places, schoolType: type } = state.schools[school]!;
    const stay = load[school]!;
    if (places === null || type !== schoolType || stay === 0) continue;
    const excess = stay + unlisted(world, school) - places;
    if (excess > 0) parts.set(school, Math.min(1, excess / stay));
  }
  if (parts.size === 0) return [];
  const choosing: { row: number; amount: number }[] = [];
  for (const row of list) {
    const school = world.rows.school[row]!;
    const amount = stays[row]! * (parts.get(school) ?? 0);
    if (amount === 0) continue;
    stays[row]! -= amount;
    load[school]! -= amount;
    loadByGrade[school]![world.rows.grade[row]!]! -= amount;
    choosing.push({ row, amount });
  }
  return choosing;
}

/** All of one type. */
function choose(
  world: PlanWorld,
  state: PlanState,
  year: number,
  models: ChoiceModels,
  choosing: readonly { row: number; amount: number }[],
  load: Float64Array,
  put: Put,
  unplaced: Outcome['unplaced'],
): void {
  const [first] = choosing;
  if (!first) return;
  const { rows } = world;
  const { schoolType } = state.schools[rows.school[first.row]!]!;
  const movers: (Movers & { row: number })[] = [];
  for (const { row, amount } of choosing) {
    const area = areaOfPlace(world, rows.place[row]!);
    const open = openSchools(state, schoolType, rows.grade[row]!).filter(
      (school) => school !== rows.school[row] && isOpened(state, school, year),
    );
    if (area === NONE || open.length === 0) unplaced.push({ row, amount, isHomeKnown: area !== NONE });
    else movers.push({ row, area, amount, open });
  }
  const { amounts, left } = place(models(schoolType), movers, freePlaces(world, state, load));
  movers.forEach(({ row, open }, mover) => {
    open.forEach((school, index) => {
      if (amounts[mover]![index]! > 0) put(row, school, amounts[mover]![index]!);
    });
    if (left[mover]! > 1e-6) unplaced.push({ row, amount: left[mover]!, isHomeKnown: true });
  });
}

/** Pupils whom the public number has and the list has not. */
export function unlisted(world: PlanWorld, school: number): number {
  const enrolment = world.schools[school]?.enrolment ?? null;
  return enrolment === null ? 0 : enrolment - world.listed[school]!;
}

/** Against the public number of pupils where it is known: the list may lack some. */
function freePlaces(world: PlanWorld, state: PlanState, load: Float64Array): Float64Array {
  return Float64Array.from(state.schools, ({ places }, school) => {
    if (places === null) return Infinity;
    return Math.max(0, places - load[school]! - unlisted(world, school));
  });
}

export type ChoiceModels = (schoolType: string) => ChoiceModel;

/** Models of the state's schools, each made when it is first asked for. */
export function choiceModels(world: PlanWorld, state: PlanState, walkOf: WalkOf): ChoiceModels {
  const known = new Map<string, ChoiceModel>();
  return (schoolType) => {
    const found = known.get(schoolType);
    if (found) return found;
    const model = choiceModel(choicesOf(world, state, schoolType, walkOf));
    known.set(schoolType, model);
    return model;
  };
}

/** Observed choices of a type by area; the way of an area is the mean of its atoms'. */
export function choicesOf(world: PlanWorld, state: PlanState, schoolType: string, walkOf: WalkOf) {
  const { rows, atoms, areas } = world;
  const schools = state.schools.length;
  const pupils = areas.map(() => new Float64Array(schools));
  rows.people.forEach((people, row) => {
    const area = areaOfPlace(world, rows.place[row]!);
    if (area !== NONE && state.schools[rows.school[row]!]!.schoolType === schoolType)
      pupils[area]![rows.school[row]!]! += people;
  });
  const metres = areas.map(() => new Float64Array(schools).fill(Infinity));
  const counts = new Int32Array(areas.length);
  for (const { area } of atoms) counts[area]!++;
  state.schools.forEach(({ schoolType: type }, school) => {
    if (type !== schoolType) return;
    const sums = new Float64Array(areas.length);
    const walk = walkOf(school);
    atoms.forEach(({ area }, atom) => (sums[area]! += walk[atom]!));
    sums.forEach((sum, area) => {
      if (counts[area]! > 0) metres[area]![school] = sum / counts[area]!;
    });
  });
  return { pupils, metres };
}
