/**
 * What the employment agency asks of a street grid for its figures of small areas (AkG, PEDS, LST SGB II Online): two tables, by
 * which it finds the area of an address.
 */
export const agencyGrid = {
  source:
    'Statistik der Bundesagentur für Arbeit, Straßenraster: Aufbau und Beispiele (statistik.arbeitsagentur.de, Service, AkG)',
  asOf: '2025-01-01',
  /** Residents of the smallest unit. */
  leastResidents: 1000,
  /** Last house number of a side of a street of which it is not known. */
  lastOdd: 997,
  lastEven: 998,
} as const;
