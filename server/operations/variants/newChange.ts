/** A planner's wish becomes a change that is written down, or one sentence why it cannot be. */
import type { NewChange } from '../../contract/variants.ts';
import { releaseProtected } from '../../planning/confidentiality/release.ts';
import { DomainError } from '../../planning/errors.ts';
import type { PlanChange } from '../../planning/variant/changes.ts';
import { assignmentAt, openSchools } from '../../planning/variant/state.ts';
import type { Sentence } from '../../planning/types.ts';
import type { Operation } from '../../context.ts';
import type { Evaluated } from './evaluate.ts';
import { chosenHomes } from './homes.ts';
import type { CountyWorld } from './world.ts';

export type Wish = Exclude<NewChange, { kind: 'undo' | 'redo' }>;

export interface Made {
  change: PlanChange;
  notices: Sentence[];
}

const invalid = (code: string, de: string, en: string) => new DomainError('invalid', code, { de, en });

/** Years ahead in which a change may begin. */
const MOST_YEARS_AHEAD = 30;

export async function newChange(context: Operation, county: CountyWorld, before: Evaluated, wish: Wish): Promise<Made> {
  if ('from' in wish) checkYear(county, wish.from);
  switch (wish.kind) {
    case 'assign':
      return assign(context, county, before, wish);
    case 'lock':
    case 'unlock': {
      const { atoms, label, notices } = await homesOf(context, county, before, wish.homes, -1);
      typeOf(county, wish.schoolType);
      const { kind, schoolType } = wish;
      return { change: { kind, schoolType, atoms: keysOf(county, atoms), label }, notices };
    }
    case 'close': {
      const index = schoolAt(before, wish.school);
      checkClosing(before, index);
      return { change: { kind: 'close', school: wish.school, from: wish.from, mode: wish.mode }, notices: [] };
    }
    case 'open':
      return { change: open(county, before, wish), notices: [] };
    case 'move': {
      schoolAt(before, wish.school);
      checkPlace(county, wish);
      return { change: wish, notices: [] };
    }
    case 'resize':
      checkSize(county, before, wish);
      return { change: wish, notices: [] };
  }
}

const keysOf = ({ world }: CountyWorld, atoms: readonly number[]): string[] =>
  atoms.map((atom) => world.atoms[atom]!.key);

const homesOf = (
  context: Operation,
  county: CountyWorld,
  { state, ways }: Evaluated,
  homes: Extract<Wish, { homes: unknown }>['homes'],
  school: number,
) => chosenHomes({ context, county, state, walkOf: ways.walkOf(state), school }, homes);

async function assign(
  context: Operation,
  county: CountyWorld,
  before: Evaluated,
  wish: Extract<Wish, { kind: 'assign' }>,
): Promise<Made> {
  const { state } = before;
  const ground = typeOf(county, wish.schoolType);
  const school = schoolAt(before, wish.school);
  const own = state.schools[school]!;
  if (own.schoolType !== wish.schoolType)
    throw invalid(
      'variant.otherType',
      `„${own.name}“ gehört zu einer anderen Schulart: bitte eine Schule der gewählten Schulart nehmen.`,
      `'${own.name}' is of another school type: please take a school of the chosen type.`,
    );
  if (state.closing[school] !== null)
    throw invalid(
      'variant.closedSchool',
      `„${own.name}“ schließt in dieser Variante: bitte eine andere Schule wählen.`,
      `'${own.name}' closes in this variant: please choose another school.`,
    );
  const opening = state.opening[school] ?? null;
  if (opening !== null && wish.from < opening)
    throw invalid(
      'variant.notOpenYet',
      `„${own.name}“ nimmt erst ab dem Schuljahr ${opening}/${String(opening + 1).slice(2)} Kinder auf: bitte kein früheres wählen.`,
      `'${own.name}' takes pupils from the school year ${opening}/${String(opening + 1).slice(2)} on: please choose no earlier one.`,
    );
  const chosen = await homesOf(context, county, before, wish.homes, school);
  const now = assignmentAt(state, wish.schoolType, ground, Infinity, Infinity);
  const locked = state.locked.get(wish.schoolType);
  const free = chosen.atoms.filter((atom) => !locked?.[atom]);
  const held = chosen.atoms.length - free.length;
  const atoms = free.filter((atom) => now[atom] !== school);
  if (free.length === 0)
    throw invalid(
      'variant.locked',
      'Alle gewählten Wohnzellen sind gesperrt: bitte zuerst entsperren.',
      'All chosen atoms are locked: please unlock them first.',
    );
  if (atoms.length === 0)
    throw invalid(
      'variant.nothingMoves',
      `Alle gewählten Wohnzellen gehören schon zu „${own.name}“: bitte andere wählen.`,
      `All chosen atoms belong to '${own.name}' already: please choose others.`,
    );
  const notices = [...chosen.notices];
  if (held > 0)
    notices.push({
      de: `${held} gesperrte Wohnzellen sind nicht mitgewechselt.`,
      en: `${held} locked atoms did not move with them.`,
    });
  const { schoolType, from, mode, siblings = 0 } = wish;
  const { label } = chosen;
  return {
    change: {
      kind: 'assign',
      schoolType,
      atoms: keysOf(county, atoms),
      schools: [wish.school],
      from,
      mode,
      siblings,
      label,
    },
    notices,
  };
}

export function checkYear({ world }: CountyWorld, from: number): void {
  if (from > world.year && from <= world.year + MOST_YEARS_AHEAD) return;
  throw invalid(
    'variant.year',
    `Eine Änderung beginnt nach dem Schuljahr der Schülerliste (${world.year}/${String(world.year + 1).slice(2)}) und höchstens ${MOST_YEARS_AHEAD} Jahre später: bitte ein anderes Schuljahr wählen.`,
    `A change begins after the school year of the list of pupils (${world.year}/${String(world.year + 1).slice(2)}) and at most ${MOST_YEARS_AHEAD} years later: please choose another school year.`,
  );
}

function typeOf({ world }: CountyWorld, schoolType: string) {
  const ground = world.types.get(schoolType);
  if (ground) return ground;
  throw invalid(
    'schools.noneOfType',
    `Es gibt hier keine Schule der Schulart „${schoolType}“: bitte eine andere wählen.`,
    `There is no school of the type '${schoolType}' here: please choose another one.`,
  );
}

function schoolAt({ state }: Evaluated, key: string): number {
  const index = state.schools.findIndex((school) => school.key === key);
  if (index !== -1) return index;
  throw invalid(
    'school.unknown',
    `Die Schule „${key}“ gibt es hier nicht: bitte eine aus der Liste wählen.`,
    `There is no school '${key}' here: please choose one from the list.`,
  );
}

function checkClosing({ state }: Evaluated, index: number): void {
  const { name, schoolType, gradeFrom } = state.schools[index]!;
  if (state.closing[index] !== null)
    throw invalid(
      'variant.closedAlready',
      `„${name}“ schließt in dieser Variante schon: bitte die Schließung zurücknehmen, um sie zu ändern.`,
      `'${name}' closes in this variant already: please undo the closing to change it.`,
    );
  if (openSchools(state, schoolType, gradeFrom).every((other) => other === index))
    throw invalid(
      'variant.lastSchool',
      `„${name}“ ist die letzte Schule ihrer Schulart: bitte zuerst eine andere eröffnen.`,
      `'${name}' is the last school of its type: please open another one first.`,
    );
}

function checkPlace({ county }: CountyWorld, { lon, lat }: { lon: number; lat: number }): void {
  if (county.bbox === null) return;
  const [west, south, east, north] = county.bbox;
  if (lon >= west && lon <= east && lat >= south && lat <= north) return;
  throw invalid(
    'variant.elsewhere',
    'Der Standort liegt nicht im Kreis: bitte auf der Karte im Kreis setzen.',
    'The site does not lie in the county: please set it on the map inside the county.',
  );
}

function checkGrades(gradeFrom: number, gradeTo: number): void {
  if (gradeFrom <= gradeTo) return;
  throw invalid(
    'variant.grades',
    `Klassenstufe ${gradeFrom} bis ${gradeTo} geht nicht: die erste darf nicht nach der letzten liegen.`,
    `Grades ${gradeFrom} to ${gradeTo} cannot be: the first must not come after the last.`,
  );
}

function open(
  county: CountyWorld,
  { done, undone, state }: Evaluated,
  wish: Extract<Wish, { kind: 'open' }>,
): PlanChange {
  typeOf(county, wish.schoolType);
  checkPlace(county, wish);
  checkGrades(wish.gradeFrom, wish.gradeTo);
  const openings = [...done, ...undone].filter(({ kind }) => kind === 'open').length;
  let number = openings + 1;
  while (state.schools.some(({ key }) => key === `neu-${number}`)) number++;
  return { ...wish, school: `neu-${number}` };
}

function checkSize(county: CountyWorld, before: Evaluated, wish: Extract<Wish, { kind: 'resize' }>): void {
  const index = schoolAt(before, wish.school);
  const { state } = before;
  const school = state.schools[index]!;
  checkGrades(wish.gradeFrom ?? school.gradeFrom, wish.gradeTo ?? school.gradeTo);
  if (wish.places === null) return;
  const { rows, types } = county.world;
  const ground = types.get(school.schoolType);
  const locked = state.locked.get(school.schoolType);
  if (!ground || !locked) return;
  const now = assignmentAt(state, school.schoolType, ground, Infinity, Infinity);
  let pupils = 0;
  rows.people.forEach((people, row) => {
    const atom = rows.place[row]!;
    if (locked[atom] && now[atom] === index && rows.school[row] === ground.today[atom]) pupils += people;
  });
  if (wish.places >= pupils) return;
  const told = String(releaseProtected(pupils));
  throw invalid(
    'variant.lockedPupils',
    `In gesperrten Wohnzellen von „${school.name}“ wohnen rund ${told} ihrer Kinder, mehr als ${wish.places} Plätze: bitte mehr Plätze angeben oder Wohnzellen entsperren.`,
    `About ${told} children of '${school.name}' live in its locked atoms, more than ${wish.places} places: please give more places, or unlock atoms.`,
  );
}
