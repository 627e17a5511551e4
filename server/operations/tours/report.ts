/** The tours as they are told: protected counts, what binds, what was assumed. */
import type { TourBus, Tours, TourStop, Unserved } from '../../contract/tours.ts';
import { transportCosts } from '../../data/repositories/schoolDay.ts';
import { releaseProtectedFigure as figure } from '../../planning/confidentiality/release.ts';
import { metresBetween } from '../../planning/tours/tourProblem.ts';
import { rideFigures, type ScheduledRoute, type ScheduledStop } from '../../planning/tours/tourSchedule.ts';
import type { Sentence } from '../../planning/types.ts';
import type { Operation } from '../../context.ts';
import { sources } from '../counties.ts';
import { assumptions } from './assumed.ts';
import { bindingLimits } from './binding.ts';
import type { Planned } from './plan.ts';
import type { ServiceDays, TourTask, TourVariant } from './task.ts';
import { toldPeople } from '../toldPeople.ts';

/** What a job keeps. */
export interface ToursReport {
  service: ServiceDays;
  result: Tours;
}

type Position = [longitude: number, latitude: number];
const five = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
const rounded = ([lon, lat]: readonly [number, number]): Position => [five(lon), five(lat)];

export async function reportOf(context: Operation, task: TourTask, planned: Planned): Promise<ToursReport> {
  const { wish, basis, schools, county, service } = task;
  const { tours, buses, result } = planned;
  const release = toldPeople(basis.protection.base);
  const unserved = tours.unserved.map(({ riders, reason }): Unserved & { people: number } => {
    const atom = task.atoms.get(planned.homes[riders.home]!)!;
    const school = schools[riders.school]!.record.key;
    const { pupils: people } = riders;
    const place = { key: atom.key, name: atom.name, point: [atom.lon, atom.lat] as Position };
    return { school, ...place, pupils: release(people), reason, people };
  });
  const carried = tours.problem.pupils.reduce((sum, people) => sum + people, 0);
  const without = unserved.reduce((sum, { people }) => sum + people, 0);
  const ride = rideFigures(buses);
  const minutes = (value: number | undefined) => figure(value === undefined ? null : Math.round(value * 10) / 10);
  const told: Tours = {
    date: wish.date,
    wish,
    variant: task.variant && variantTold(task.variant, release),
    year: basis.year,
    mostOnFoot: schools.map(({ record, wanted }) => ({ school: record.key, metres: wanted.limits })),
    wanted: release(carried + without),
    carried: release(carried),
    atoms: planned.homes.length,
    elsewhere: release(schools.reduce((sum, { wanted }) => sum + wanted.elsewhere, 0)),
    bound: result.bound,
    metres: Math.round(buses.reduce((sum, { metres }) => sum + metres, 0)),
    depot: depotTold(task, planned),
    ride: { mean: minutes(ride?.mean), mostOfTen: minutes(ride?.mostOfTen), longest: minutes(ride?.longest) },
    buses: buses.map((_, index) => busOf(task, planned, index)),
    destinations: destinationsTold(task, planned),
    unserved: unserved
      .map(({ people: _people, ...one }) => one)
      .sort((a, b) => a.school.localeCompare(b.school) || a.name.localeCompare(b.name, 'de')),
    binding: bindingLimits(wish, buses.length, result),
    staggered: staggeredTold(task, planned),
    isStopped: result.isStopped,
    assumptions: assumptions(task, planned.destinations, result.isStopped ? result.seconds : null),
    notices: notices(task),
    ways: task.ways,
    costs: await costsOf(context, county),
    protection: basis.protection,
    sources: await sources(
      context,
      [county],
      ['gtfs', 'pupils', 'schools', 'network', 'school-hours', 'transport-costs'],
    ),
    seconds: Math.round(result.seconds * 10) / 10,
  };
  return { service, result: told };
}

const variantTold = (
  { id, name, version, unplaced }: TourVariant,
  release: ReturnType<typeof toldPeople>,
): Tours['variant'] => ({ id, name, version, unplaced: release(unplaced) });

const metresTold = (metres: number): number | null => (Number.isFinite(metres) ? Math.round(metres) : null);

const depotTold = ({ depot }: TourTask, { depot: ways }: Planned): Tours['depot'] =>
  depot &&
  ways && {
    name: depot.name,
    point: rounded(depot.point),
    metres: metresTold(ways.reduce((sum, way) => sum + way.out + way.in, 0)),
  };

async function costsOf({ database }: Operation, county: string): Promise<Tours['costs']> {
  const { vehicle, kilometre } = await transportCosts(database.db, [county]);
  return { vehicle, kilometre };
}

function busOf(task: TourTask, planned: Planned, index: number): TourBus {
  const { routes, metres } = planned.buses[index]!;
  const depot = planned.depot && planned.depot[index]!;
  const release = toldPeople(task.basis.protection.base);
  return {
    number: index + 1,
    leave: routes[0]!.leave,
    arrive: routes.at(-1)!.arrive,
    metres: Math.round(metres),
    depot: depot && { out: metresTold(depot.out), in: metresTold(depot.in) },
    routes: routes.map((route: ScheduledRoute, trip) => ({
      key: `${index + 1}.${trip + 1}`,
      destination: route.destination,
      stops: route.stops.map((stop) => stopOf(task, planned, stop)),
      leave: route.leave,
      arrive: route.arrive,
      metres: Math.round(route.metres),
      pupils: release(route.stops.reduce((sum, { boarding }) => sum + boarding, 0)),
      line: withoutRepeats(planned.lines[index]![trip]!.map(rounded)),
    })),
  };
}

function stopOf(task: TourTask, { ground, homes }: Planned, stop: ScheduledStop): TourStop {
  const { node, arrive, leave, boarding, load, rideSeconds } = stop;
  const release = toldPeople(task.basis.protection.base);
  const { point, existing } = ground.stops[node.stop]!;
  // A new stop is called by the nearest of the homes that it is for.
  const own = homes.filter((_, home) => ground.stopOf[home] === node.stop);
  const nearest = own.sort((a, b) => ground.walk[homes.indexOf(a)]! - ground.walk[homes.indexOf(b)]!)[0]!;
  return {
    key: existing === null ? `neu-${task.atoms.get(nearest)!.key}` : task.stops[existing]!.key,
    name: existing === null ? task.atoms.get(nearest)!.name : task.stops[existing]!.name,
    point: rounded(point),
    existing: existing !== null,
    arrive,
    leave,
    boarding: release(boarding),
    load: release(load),
    rideSeconds,
    bySchool: [...node.boarding].map(([school, pupils]) => ({
      school: task.schools[school]!.record.key,
      pupils: release(pupils),
    })),
  };
}

const withoutRepeats = (line: Position[]): Position[] =>
  line.filter(([lon, lat], index) => lon !== line[index - 1]?.[0] || lat !== line[index - 1]?.[1]);

function destinationsTold(
  { schools }: TourTask,
  { sign, destinations, ground, result }: Planned,
): Tours['destinations'] {
  return destinations.map(({ schools: own, arrive, walkSeconds }, index) => {
    const first = own[0]!;
    return {
      name: own.map((school) => schools[school]!.record.name).join(' + '),
      point: rounded(schools[first]!.entrance),
      bell: schools[first]!.bell,
      at: sign * (arrive + result.shifts[index]!),
      walkSeconds,
      schools: own.map((school) => ({
        key: schools[school]!.record.key,
        name: schools[school]!.record.name,
        metres: Math.round(metresBetween(ground, first, school)),
      })),
    };
  });
}

function staggeredTold({ schools }: TourTask, { sign, destinations, buses, result }: Planned): Tours['staggered'] {
  if (result.staggered === null) return null;
  const { shifts, buses: enough } = result.staggered;
  return {
    buses: enough,
    saved: buses.length - enough,
    bells: destinations.flatMap(({ schools: own }, index) =>
      own.flatMap((school) => {
        const { record, bell } = schools[school]!;
        return shifts[index] === 0
          ? []
          : [{ school: record.key, name: record.name, from: bell, to: bell + sign * shifts[index]! }];
      }),
    ),
  };
}

function notices({ schools, wish, variant }: TourTask): Sentence[] {
  const special = schools.filter(({ record }) => /f(ö|oe)rder/i.test(`${record.schoolType} ${record.name}`));
  const empty = schools.flatMap(({ record, wanted }) => (wanted.isAttended ? [] : [record.name]));
  return [
    {
      de: 'Planungswert: die Kinder sind nach Wohnzellen und geschützt gezählt; die Touren ersetzen keine Fahrgastliste.',
      en: 'Planning figure: pupils are counted by atom and protected; the tours replace no passenger list.',
    },
    ...(variant && empty.length > 0
      ? [
          {
            de: `Unter der Variante „${variant.name}“ besucht niemand: ${empty.join(', ')}. Dorthin fährt kein Bus.`,
            en: `Under the variant '${variant.name}' nobody attends: ${empty.join(', ')}. No bus drives there.`,
          },
        ]
      : []),
    ...(special.length > 0
      ? [
          {
            de: `Fahrten von Tür zu Tür für Förderschulkinder (Rollstuhl, Begleitung) lassen sich aus Summen nicht planen: ${special.map(({ record }) => record.name).join(', ')} hier nur mit Sammelhalten.`,
            en: `Tours from door to door for pupils of special schools (wheelchair, companion) cannot be planned from sums: ${special.map(({ record }) => record.name).join(', ')} here with shared stops only.`,
          },
        ]
      : []),
    ...(wish.staggered > 0
      ? [
          {
            de: 'Zu versetzten Zeiten passen andere Linienfahrten: wer dann eine Verbindung hat, ist neu zu prüfen.',
            en: 'Other trips of the lines fit moved times: who has a connection then must be looked at again.',
          },
        ]
      : []),
  ];
}
