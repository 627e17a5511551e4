/** What does not fit in the statute's districts, group by group: only what there is. */
import type { DistrictHouse, SchoolDistricts } from '../../../server/contract/districts.ts';
import type { districtsDe } from '../../text/districts.de.ts';
import type { Formatter } from '../../text/format.ts';

type Words = typeof districtsDe;
export type FaultKind = keyof Words['faults'];

export interface Fault {
  text: string;
  detail: string;
  /** Where it is on the map; null: nowhere. */
  point: readonly [number, number] | null;
}

export interface FaultGroup {
  kind: FaultKind;
  cure: string;
  total: number;
  /** The first of them, where there are very many. */
  faults: Fault[];
}

/** Zoom at which one sees what is meant. */
export const zoomOf = (kind: FaultKind): number => (kind === 'atomGaps' || kind.startsWith('drawn') ? 14.5 : 16);

export function faultGroups(
  answer: SchoolDistricts,
  atoms: readonly { key: string; name: string; point: readonly [number, number] }[],
  words: Words,
  { number }: Formatter,
): FaultGroup[] {
  const names = new Map(answer.districts.map(({ key, name }) => [key, name]));
  const nameOf = (key: string): string => names.get(key) ?? key;
  const several = (keys: readonly string[]): string => keys.map(nameOf).join(', ') || words.noDistrict;
  const house =
    (detail: (house: DistrictHouse) => string) =>
    (own: DistrictHouse): Fault => ({
      text: `${own.street} ${own.houseNumber}, ${placeOf(own)}`,
      detail: detail(own),
      point: own.point,
    });
  const squareMetres = (value: number) => words.squareMetres(number(value, value < 100 ? 1 : 0));
  const atomAt = new Map(atoms.map((atom) => [atom.key, atom]));
  const { gaps, overlaps, deviating, unknownStreets } = answer;
  const { cures } = words;
  const all: FaultGroup[] = [
    {
      ...{ kind: 'houseGaps', cure: cures.houseGaps, total: gaps.addresses.total },
      faults: gaps.addresses.houses.map(house(() => '')),
    },
    {
      ...{ kind: 'houseOverlaps', cure: cures.houseOverlaps },
      // Where the law lets districts of the type share houses, that is no fault.
      total: overlaps.isAllowed ? 0 : overlaps.addresses.total,
      faults: overlaps.addresses.houses.map(house(({ districts }) => several(districts))),
    },
    {
      ...{ kind: 'atomGaps', cure: cures.atomGaps, total: gaps.atoms.length },
      faults: gaps.atoms.map((key) => {
        const atom = atomAt.get(key);
        return { text: atom?.name ?? key, detail: '', point: atom?.point ?? null };
      }),
    },
    {
      ...{ kind: 'drawnGaps', cure: cures.drawnGaps, total: gaps.drawn.length },
      faults: gaps.drawn.map(({ squareMetres: size, point }, index) => ({
        text: words.gapAt(index + 1),
        detail: squareMetres(size),
        point,
      })),
    },
    {
      ...{ kind: 'drawnOverlaps', cure: overlaps.isAllowed ? cures.drawnShared : cures.drawnOverlaps },
      total: overlaps.drawn.length,
      faults: overlaps.drawn.map(({ a, b, squareMetres: size, point }) => ({
        text: several([a, b]),
        detail: squareMetres(size),
        point,
      })),
    },
    {
      ...{ kind: 'unknownStreets', cure: cures.unknownStreets, total: unknownStreets.total },
      faults: unknownStreets.rows.map((row) => ({
        text: `${row.street || words.wholePlace}, ${placeOf(row)}`,
        detail: nameOf(row.district),
        point: null,
      })),
    },
    {
      ...{ kind: 'deviating', cure: cures.deviating, total: deviating.total },
      faults: deviating.houses.map(
        house(({ districts, atomDistrict }) =>
          words.insteadOf(several(districts), several(atomDistrict === null ? [] : [atomDistrict])),
        ),
      ),
    },
  ];
  return all.filter(({ total }) => total > 0);
}

const placeOf = ({ place, locality }: { place: string; locality: string | null }): string =>
  [place, locality].filter((part, index, parts) => part && parts.indexOf(part) === index).join(', ');
