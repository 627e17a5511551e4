/** Writes the rows of an import. One function per kind; all inside the caller's transaction. */
export type { Owner, Progress } from './rows.ts';
export * from './areas.ts';
export * from './districts.ts';
export * from './sites.ts';
export * from './kita.ts';
export * from './offers.ts';
export * from './schoolAttributes.ts';
export * from './people.ts';
export * from './enrolment.ts';
export * from './indicators.ts';
export * from './baseMap.ts';
export * from './transit.ts';
