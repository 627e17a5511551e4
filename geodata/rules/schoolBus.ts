/** Planning values of school transport that no law sets; a county's own come with its tables and settings. */
export interface SchoolBusValues {
  /** Part of the standing places that a school trip may count on. */
  standingShare: number;
  /** Seconds after midnight, of schools whose hours nobody has loaded. */
  begins: number;
  ends: number;
  /** Metres on foot from which pupils ride where the state sets no distance for their school and grade. */
  ridesFromMetres: number;
}

export const schoolBus = {
  source: 'Planungswerte der Schülerbeförderung: Sitzplätze + 0,7 × Stehplätze; Regelunterricht 7:45 bis 13:00 Uhr',
  validFrom: '2026-01-01',
  confidence: 'likely',
  values: { standingShare: 0.7, begins: 27_900, ends: 46_800, ridesFromMetres: 2000 },
} as const satisfies { source: string; validFrom: string; confidence: string; values: SchoolBusValues };
