/** How many people live where, and what the places are called. */
import { COUNTY_TOWN, TOWNS, VILLAGES } from './names.ts';
import { apportion, type Random } from './random.ts';
import type { Territory } from './territory.ts';

export const RESIDENTS = 69_107;

export interface Settlement {
  /** By place of the territory; 0 and '' outside the county. */
  residents: number[];
  names: string[];
  municipalityResidents: number[];
}

/** County town, small towns, then a long tail down to a village of about 150. */
export function settle(territory: Territory, scale: number, random: Random): Settlement {
  const total = Math.round(RESIDENTS * scale);
  const { municipalities, places } = territory;
  const small = municipalities.map((_, m) => m).slice(4);
  const rank = new Map(
    small
      .toSorted(
        (a, b) =>
          municipalities[b]!.places.length * random.between(0.6, 1.4) -
          municipalities[a]!.places.length * random.between(0.6, 1.4),
      )
      .map((m, i) => [m, i]),
  );
  const shares = municipalities.map((_, m) => {
    if (m < 4) return [19_600, 6_340, 4_720, 3_910][m]!;
    const position = rank.get(m)! / (small.length - 1);
    return 150 * (2_900 / 150) ** (1 - position ** 0.86) * (m % 2 === 0 ? 1.03 : 0.97);
  });
  // The tail is fitted so that the towns keep their size.
  const towns = shares.slice(0, 4).reduce((a, b) => a + b, 0);
  const tail = shares.slice(4).reduce((a, b) => a + b, 0);
  const fitted = shares.map((share, m) =>
    m < 4 ? share : 150 + (share - 150) * ((RESIDENTS - towns - 150 * small.length) / (tail - 150 * small.length)),
  );
  const municipalityResidents = apportion(total, fitted);

  const residents = places.map(() => 0);
  municipalities.forEach((municipality, m) => {
    const weights = municipality.places.map((p) => {
      if (p === municipality.seat) return m === 0 ? 26 : m < 4 ? 9 : random.between(1.6, 3);
      return random.between(0.45, 1.5);
    });
    apportion(municipalityResidents[m]!, weights).forEach((count, i) => (residents[municipality.places[i]!] = count));
  });

  const pool = random.shuffled(VILLAGES);
  const names = places.map(({ municipality }) => (municipality < 0 ? '' : pool.pop()!));
  municipalities.slice(0, 4).forEach(({ seat }, m) => (names[seat] = m === 0 ? COUNTY_TOWN : TOWNS[m - 1]!));
  return { residents, names, municipalityResidents };
}
