/** Words of entitlement to school transport (English). */
import { oneEn as one } from './counted.ts';
import type { EntitlementText } from './entitlement.de.ts';

export const entitlementEn: EntitlementText = {
  view: 'Entitlement',
  schools: 'Schools and entitlement to transport',
  school: 'School',
  columns: {
    pupils: 'Pupils',
    entitled: 'Entitled',
    then: 'then',
    marginal: 'close',
    farther: 'farther',
    tickets: 'Tickets',
    counted: 'counted',
  },
  entitled: 'entitled',
  marginal: 'near the limit',
  farther: 'not nearest school',
  fartherNote: (n) => `${n} of them entitled`,
  unknown: (n) => `The claim of ${n} children is open: the limit for their type of school or their home is not known.`,
  todayNote: (n, change) => `today ${n} (${change})`,
  unplaced: (n) => `${n} children find no place under the variant: nothing is told of them here.`,
  ofVariant: 'All numbers hold once the whole variant does; the map of distances shows today.',
  thenNote: (n, change) => `then ${n} (${change})`,
  by: 'Entitlement by',
  byGrade: 'Grade',
  byArea: 'Area',
  byStop: 'Stop',
  grade: (n) => (n === null ? 'not stated' : `Grade ${n}`),
  grades: 'Entitlement by grade',
  areas: 'Entitlement by area',
  stops: 'Entitlement by nearest served stop',
  toStop: 'On foot',
  noStopNear: 'none served within 2 km',
  noStops: "Stops need a timetable: please import a GTFS file under 'Data'.",
  riding: { tickets: 'tickets', counted: 'counted on board' },
  ridingNote:
    "Tickets and counted riders are from the county's own tables: who rides is another number than who is entitled.",
  chooseSchool: 'Choose a school: entitlement by grade, area and stop.',
  total: 'together',
  whatIf: 'What if',
  whatIfHelp: 'Try other limits; the rule itself stays as it is.',
  metresFor: (from, to) => `Grades ${from}–${to}, metres`,
  roundTrip: 'There and back together.',
  comparator: 'Entitled with',
  comparators: { '>=': 'at least', '>': 'more than' },
  counted: 'Counted is the way',
  single: 'there',
  both: 'there and back',
  asToday: 'as today',
  reset: 'Back to the rule',
  tolerance: (percent) => `Near the limit: up to ${percent} around it, where each way has to be measured.`,
  atDoors: (n) =>
    `${n} children count with the way from their own door, the others are spread over the houses of their atom. Where fewer houses of an atom than its minimum of children lie on one side of the limit, they are spread too: else one could see who lives where.`,
  method: (houses) =>
    houses > 0
      ? `Ways on foot from ${one(houses, 'house', 'houses')} of the address register to the nearest entrance; the children of an atom are spread evenly over its houses, whole children by grade. Entitled by the limit itself, without tolerance. Who really rides is another number.`
      : 'Way on foot from the middle of the atom or area. Entitled by the limit itself, without tolerance. Who really rides is another number.',
};
