/** Whether a variant's districts can be the statute, and what has to be known of them when they are. */
import type { Sentence } from '../../contract/common.ts';
import { DomainError } from '../../planning/errors.ts';
import { NONE } from '../../planning/variant/world.ts';
import type { Operation } from '../../context.ts';
import { districtLayout } from '../districtLayout.ts';
import type { Drawn } from './districts.ts';
import { groundOfPlan } from './plan.ts';

const invalid = (code: string, de: string, en: string) => new DomainError('invalid', code, { de, en });
const atomsDe = (n: number): string => (n === 1 ? '1 Wohnzelle' : `${n} Wohnzellen`);
const atomsEn = (n: number): string => (n === 1 ? '1 atom' : `${n} atoms`);
const count = (list: Iterable<number>, is: (one: number) => boolean): number => [...list].filter(is).length;

/** @throws DomainError */
export function adoptable({ county, schoolType, state, assignment }: Drawn): void {
  if (!state.steps.get(schoolType)?.some(({ atoms }) => atoms.length > 0))
    throw invalid(
      'variant.noAssignment',
      'Die Variante ordnet in dieser Schulart keine Wohnzelle einer anderen Schule zu: bitte zuerst zuordnen, dann als Schulbezirke übernehmen.',
      'The variant assigns no atom to another school of this type: please assign some first, then take them over as districts.',
    );
  const schools = [...new Set(assignment)].filter((school) => school !== NONE);
  const named = (indexes: number[]) => indexes.map((index) => `„${state.schools[index]!.name}“`).join(', ');
  const fresh = schools.filter((index) => index >= county.world.schools.length);
  if (fresh.length > 0)
    throw invalid(
      'variant.newSchool',
      `In der Schulliste steht noch nicht: ${named(fresh)}. Bitte die Schule zuerst mit ihrer Schulnummer in die Schulliste aufnehmen („Daten“), ihr die Wohnzellen zuordnen und dann übernehmen.`,
      `Not yet in the list of schools: ${named(fresh)}. Please enter the school in the list with its number first ('Data'), assign the atoms to it, then take them over.`,
    );
  const closed = schools.filter((index) => state.closing[index] !== null);
  if (closed.length > 0)
    throw invalid(
      'variant.atClosedSchool',
      `${atomsDe(count(assignment, (school) => closed.includes(school)))} gehören noch zu einer Schule, die in der Variante schließt: ${named(closed)}. Bitte zuerst anderen Schulen zuordnen.`,
      `${atomsEn(count(assignment, (school) => closed.includes(school)))} still belong to a school that closes in the variant: ${named(closed)}. Please assign them to other schools first.`,
    );
}

/** What the shapes cannot say. */
export function drawnNotes({ county, schoolType, assignment }: Drawn): Sentence[] {
  const notes: Sentence[] = [];
  const without = count(assignment, (school) => school === NONE);
  if (without > 0)
    notes.push({
      de: `${atomsDe(without)} haben in der Variante keine Schule und liegen in keinem Schulbezirk: bitte zuordnen und noch einmal übernehmen.`,
      en: `${atomsEn(without)} have no school in the variant and lie in no district: please assign them and take the districts over again.`,
    });
  const shared = county.world.types.get(schoolType)?.shared.size ?? 0;
  if (shared > 0)
    notes.push({
      de: `${atomsDe(shared)} lagen bisher in gemeinsamen Schulbezirken; die Variante gibt jeder eine Schule. Wo der Bezirk gemeinsam bleiben soll, bitte die Satzung als Datei einlesen.`,
      en: `${atomsEn(shared)} lay in shared districts so far; the variant gives each one school. Where a district is to stay shared, please import the statute as a file.`,
    });
  return notes;
}

/** Most of an atom's addresses decide to which district it belongs: a border through a cell can give them to the neighbour. */
export async function storedNotes(context: Operation, drawn: Drawn, day: string): Promise<Sentence[]> {
  const { county, schoolType, state, assignment } = drawn;
  const own = county.county.key;
  const layout = await districtLayout(context, own, schoolType, county.edition, day);
  const differing = county.world.atoms.flatMap(({ key }, atom) => {
    const wanted = assignment[atom] === NONE ? undefined : state.schools[assignment[atom]!]!.key;
    return layout?.districtOf.get(key) === wanted ? [] : [atom];
  });
  if (differing.length === 0)
    return [
      {
        de: 'Jede Wohnzelle gehört nach ihren Adressen zu der Schule, der die Variante sie zuordnet.',
        en: 'By its addresses every atom belongs to the school that the variant assigns it to.',
      },
    ];
  const { atoms } = await groundOfPlan(context, own);
  const names = differing.slice(0, 20).map((atom) => atoms[atom]!.name);
  const list = `${names.join(', ')}${differing.length > names.length ? ' …' : ''}`;
  return [
    {
      de: `${atomsDe(differing.length)} gehören nach den meisten ihrer Adressen zu einem anderen oder keinem Schulbezirk, weil eine Gemeindegrenze durch ihre Rasterzellen geht oder sie keine Adresse haben: ${list}. Bitte diese Häuser in der Satzung nennen.`,
      en: `By most of their addresses ${atomsEn(differing.length)} belong to another district or none, because a border of Gemeinden cuts their cells or they have no address: ${list}. Please name these houses in the statute.`,
    },
  ];
}
