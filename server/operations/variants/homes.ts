/** Which atoms are meant: by brush, by area, by street, by a drawn line, or the nearest to a school. */
import { booleanPointInPolygon, kinks } from '@turf/turf';
import type { Selection } from '../../contract/variants.ts';
import { layerImports, listAreas, listLayers } from '../../data/repositories/areas.ts';
import { areasOfAtoms } from '../../data/repositories/people.ts';
import { atomsOnStreet, streetNames } from '../../data/repositories/variants.ts';
import { normaliseStreet } from '../../planning/address/normalise.ts';
import { DomainError } from '../../planning/errors.ts';
import { openSchools, type PlanState, type WalkOf } from '../../planning/variant/state.ts';
import type { Sentence } from '../../planning/types.ts';
import type { Operation } from '../../context.ts';
import type { CountyWorld } from './world.ts';

export interface Chosen {
  /** Numbers of atoms, ascending. */
  atoms: number[];
  label: string;
  notices: Sentence[];
}

interface Asked {
  context: Operation;
  county: CountyWorld;
  state: PlanState;
  walkOf: WalkOf;
  /** Index of the school that the homes are for; -1 none. */
  school: number;
}

export async function chosenHomes(asked: Asked, selection: Selection): Promise<Chosen> {
  const { world } = asked.county;
  switch (selection.by) {
    case 'atoms': {
      const known = new Map(world.atoms.map(({ key }, index) => [key, index]));
      const unknown = selection.atoms.find((key) => !known.has(key));
      if (unknown !== undefined) throw unknownAtom(unknown);
      const atoms = [...new Set(selection.atoms.map((key) => known.get(key)!))].sort((a, b) => a - b);
      return { atoms, label: '', notices: [] };
    }
    case 'areas':
      return ofAreas(asked, selection.layer, selection.areas);
    case 'street':
      return ofStreet(asked, selection.street, selection.place);
    case 'polygon':
      return ofPolygon(asked, selection.ring);
    case 'nearest':
      return nearestTo(asked);
  }
}

const invalid = (code: string, de: string, en: string) => new DomainError('invalid', code, { de, en });

const unknownAtom = (key: string) =>
  invalid(
    'variant.unknownAtom',
    `Die Wohnzelle „${key}“ gibt es in dieser Schülerliste nicht: bitte die Ansicht neu laden.`,
    `There is no atom '${key}' in this list of pupils: please reload the view.`,
  );

async function ofAreas({ context, county }: Asked, layer: string, keys: readonly string[]): Promise<Chosen> {
  const { db } = context.database;
  const own = county.county.key;
  if (!(await listLayers(db, [own])).some(({ key }) => key === layer))
    throw invalid(
      'layer.unknown',
      `Die Ebene „${layer}“ gibt es hier nicht: bitte eine andere wählen.`,
      `There is no layer '${layer}' here: please choose another one.`,
    );
  const imports = await layerImports(db, [own], layer, null);
  const names = new Map((await listAreas(db, imports, [own])).map(({ key, name }) => [key, name]));
  const unknown = keys.find((key) => !names.has(key));
  if (unknown !== undefined)
    throw invalid(
      'area.unknown',
      `Das Gebiet „${unknown}“ gibt es hier nicht: bitte eines aus der Liste wählen.`,
      `There is no area '${unknown}' here: please choose one from the list.`,
    );
  const wanted = new Set(keys);
  const number = new Map(county.world.atoms.map(({ key }, index) => [key, index]));
  const atoms = (await areasOfAtoms(db, [county.edition], imports))
    .filter(({ area }) => wanted.has(area))
    .flatMap(({ atom }) => number.get(atom) ?? [])
    .sort((a, b) => a - b);
  const label = keys.map((key) => names.get(key)).join(', ');
  if (atoms.length === 0)
    throw invalid(
      'variant.noHomes',
      `In „${label}“ liegt keine Wohnzelle: ihre Kinder sind mit einer Nachbargemeinde gezählt. Bitte dort wählen.`,
      `There is no atom in '${label}': its children are counted with a neighbour's. Please choose there.`,
    );
  return { atoms, label, notices: [] };
}

/** An atom goes with the street that most of its houses stand on; it is never parted. */
async function ofStreet({ context, county }: Asked, street: string, place: string | undefined): Promise<Chosen> {
  const { db } = context.database;
  const wanted = normaliseStreet(street);
  const spellings = (await streetNames(db, county.county.key)).filter((name) => normaliseStreet(name) === wanted);
  const found = await atomsOnStreet(db, county.county.key, county.edition, spellings, place ?? null);
  const label = place === undefined ? street : `${street}, ${place}`;
  if (found.length === 0)
    throw invalid(
      'variant.unknownStreet',
      `Die Straße „${label}“ steht nicht im Adressregister: bitte die Schreibweise prüfen oder auf der Karte wählen.`,
      `The street '${label}' is not in the address register: please check how it is written, or choose on the map.`,
    );
  const number = new Map(county.world.atoms.map(({ key }, index) => [key, index]));
  const most = found.filter(({ houses, all }) => 2 * houses >= all);
  const atoms = most.flatMap(({ atom }) => number.get(atom) ?? []).sort((a, b) => a - b);
  if (atoms.length === 0)
    throw invalid(
      'variant.minorStreet',
      `An der Straße „${label}“ liegt in keiner Wohnzelle die Mehrheit der Häuser (höchstens ${Math.max(...found.map(({ houses, all }) => Math.round((100 * houses) / all)))} %): bitte die Wohnzellen auf der Karte wählen.`,
      `In no atom do most houses stand on '${label}' (at most ${Math.max(...found.map(({ houses, all }) => Math.round((100 * houses) / all)))} %): please choose the atoms on the map.`,
    );
  const rest = found.length - most.length;
  const taken = most.reduce((sum, { houses, all }) => sum + all - houses, 0);
  const notices: Sentence[] = [];
  if (rest > 0 || taken > 0)
    notices.push({
      de: `„${label}“: ${atoms.length} Wohnzellen, in denen die meisten Häuser an der Straße stehen. Mit ihnen wechseln ${taken} Häuser anderer Straßen; ${found.filter(({ houses, all }) => 2 * houses < all).reduce((sum, { houses }) => sum + houses, 0)} Häuser der Straße liegen in Wohnzellen, die bleiben.`,
      en: `'${label}': ${atoms.length} atoms in which most houses stand on the street. With them go ${taken} houses of other streets; ${found.filter(({ houses, all }) => 2 * houses < all).reduce((sum, { houses }) => sum + houses, 0)} houses of the street lie in atoms that stay.`,
    });
  return { atoms, label, notices };
}

function ofPolygon({ county }: Asked, corners: [number, number][]): Chosen {
  const [first, last] = [corners[0]!, corners.at(-1)!];
  const ring = first[0] === last[0] && first[1] === last[1] ? corners : [...corners, first];
  if (ring.length < 4 || kinks({ type: 'Polygon', coordinates: [ring] }).features.length > 0)
    throw invalid(
      'variant.crossedLine',
      'Die gezeichnete Fläche kreuzt sich selbst: bitte neu zeichnen, ohne dass sich die Linie schneidet.',
      'The drawn area crosses itself: please draw it again without the line crossing.',
    );
  const atoms = county.world.atoms.flatMap(({ lon, lat }, index) =>
    booleanPointInPolygon([lon, lat], { type: 'Polygon', coordinates: [ring] }) ? [index] : [],
  );
  if (atoms.length === 0)
    throw invalid(
      'variant.noHomes',
      'In der gezeichneten Fläche liegt keine Wohnzelle: bitte größer zeichnen.',
      'There is no atom inside the drawn area: please draw a larger one.',
    );
  return { atoms, label: '', notices: [] };
}

function nearestTo({ county, state, walkOf, school }: Asked): Chosen {
  const own = state.schools[school];
  if (!own)
    throw invalid(
      'variant.whichSchool',
      'Nächstgelegene Wohnzellen gibt es nur zu einer Schule: bitte eine wählen.',
      'Nearest atoms exist of a school only: please choose one.',
    );
  const others = openSchools(state, own.schoolType, own.gradeFrom).filter((index) => index !== school);
  const walks = others.map(walkOf);
  const ours = walkOf(school);
  const atoms = county.world.atoms.flatMap((_, atom) =>
    walks.every((walk) => ours[atom]! < walk[atom]!) ? [atom] : [],
  );
  if (atoms.length === 0)
    throw invalid(
      'variant.noHomes',
      `Für keine Wohnzelle ist „${own.name}“ die nächste Schule: bitte die Wohnzellen auf der Karte wählen.`,
      `'${own.name}' is the nearest school for no atom: please choose the atoms on the map.`,
    );
  return { atoms, label: '', notices: [] };
}
