/**
 * Atoms are kept from list to list, alone or merged, so that lists can be compared and no two of them cut out a group that
 * is smaller than an atom. They are formed anew only where borders or settings have changed.
 */
import { layerImports, listLayers } from '../../data/repositories/areas.ts';
import { bordersDigest, type Before, type Formation } from '../../data/repositories/formations.ts';
import type { Borders } from '../../data/schema/people.ts';
import type { Db } from '../../data/open.ts';
import type { KeptAtom } from '../../planning/confidentiality/atomsInput.ts';
import type { Sentence } from '../../planning/types.ts';

/** Tried in order: what a county calls the communities that its pupils come from. */
const HOME_LAYERS = ['gemeinde', 'bezirk', 'ortsteil', 'planungsraum', 'kreis'];
const DISTRICT = /bezirk$/;

type Role = keyof Borders;
const ROLES: Role[] = ['gemeinde', 'planningArea', 'district'];

/** The layers whose borders atoms keep. */
export async function borderLayers(db: Db, county: string): Promise<Record<'gemeinde', string> & Borders> {
  const keys = (await listLayers(db, [county])).map(({ key }) => key);
  const gemeinde = HOME_LAYERS.find((key) => keys.includes(key)) ?? keys.at(-1) ?? 'gemeinde';
  const district = keys.find((key) => key !== gemeinde && key !== 'bezirk' && DISTRICT.test(key));
  return {
    gemeinde,
    ...(gemeinde !== 'planungsraum' && keys.includes('planungsraum') && { planningArea: 'planungsraum' }),
    ...(district !== undefined && { district }),
  };
}

/** Layer and digest of each, as an edition keeps them. */
export async function bordersOf(db: Db, county: string, layers: Borders): Promise<Borders> {
  const borders: Borders = {};
  for (const role of ROLES) {
    const layer = layers[role];
    const digest = layer && (await bordersDigest(db, await layerImports(db, [county], layer, null)));
    if (digest) borders[role] = `${layer} ${digest}`;
  }
  return borders;
}

/** What differs, as layers: the county's of today where it has one, else the one that is gone. */
export const changedBorders = (before: Borders, now: Borders): string[] =>
  ROLES.filter((role) => before[role] !== now[role]).map((role) => (now[role] ?? before[role] ?? '').split(' ')[0]!);

/** What the atoms of a new list begin with, and what must be said of it. */
export function begin(
  before: Omit<Before, 'edition'> | null,
  { borders, base, minimum }: Pick<Formation, 'borders' | 'base' | 'minimum'>,
  names: Readonly<Record<string, Sentence>>,
): { kept: KeptAtom[]; formedBy: string | null; notes: Sentence[] } {
  // Of a list from before borders were remembered nothing can be told.
  if (!before || Object.keys(before.borders).length === 0) return { kept: [], formedBy: null, notes: [] };
  const changed = changedBorders(before.borders, borders);
  const { year } = before;
  if (changed.length === 0 && before.base === base && before.minimum === minimum) {
    const notes = [
      {
        de: `Die Wohnzellen der Liste ${year} sind beibehalten, einzeln oder zusammengelegt: beide Listen lassen sich je Wohnzelle vergleichen.`,
        en: `The atoms of the list ${year} are kept, alone or merged: both lists can be compared by atom.`,
      },
    ];
    return { kept: before.atoms, formedBy: before.formedBy, notes };
  }
  const [whyDe, whyEn] =
    changed.length > 0
      ? [
          `die Grenzen der Ebene ${changed.map((layer) => `„${names[layer]?.de ?? layer}“`).join(', ')}`,
          `the borders of the layer ${changed.map((layer) => `'${names[layer]?.en ?? layer}'`).join(', ')}`,
        ]
      : ['die Schutzeinstellungen', 'the settings of the protection'];
  const notes = [
    {
      de: `Seit der Liste ${year} haben sich ${whyDe} geändert: die Wohnzellen sind neu gebildet. Mit ${year} und früher vergleichbar sind nur Zahlen je Gemeinde und gröber.`,
      en: `Since the list ${year} ${whyEn} have changed: the atoms are formed anew. Only numbers by municipality and coarser can be compared with ${year} and before.`,
    },
  ];
  return { kept: [], formedBy: null, notes };
}
