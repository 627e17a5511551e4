/** The public benchmarks of tours that can be run: how an instance is read, which kernel solves it, and how its tours are written. */
import { readVehicleRouting, writeRouting } from '../../geodata/formats/cvrplib.ts';
import { refuse } from '../../geodata/formats/say.ts';
import { readSchoolBus, writeSchoolBus } from '../../geodata/formats/schoolBus.ts';
import type { SourceMember } from '../../geodata/formats/source.ts';
import type { Means } from '../../server/planning/tours/means.ts';
import { solveRouting } from '../../server/planning/tours/routing.ts';
import { solveSchoolBus } from '../../server/planning/tours/schoolBus.ts';

/** Seconds that a pupil may ride at most, as published. */
const LONGEST_RIDE = 2700;

interface Scored {
  /** One line for people. */
  report: string;
  /** What the last line says. */
  figures: Record<string, number>;
  /** The tours, in the form in which the yardstick is exchanged. */
  tours: string;
}

interface Definition {
  /** One line of the help. */
  about: string;
  /** The names of the figures. */
  figures: readonly string[];
  /** @throws SourceError */
  read: (members: readonly SourceMember[], path: string) => (means: Means) => Scored;
}

export const tourYardsticks = {
  'school-bus': {
    about: 'so wenige Schulbusse wie möglich; Ordner mit Schools.txt und Stops.txt (RSRB01 …), Fahrt bis 2700 s',
    figures: ['buses', 'routes', 'maxRideSeconds'],
    read: (members, path) => {
      const bytesOf = (name: string) => members.find((member) => member.path === name)?.bytes ?? missing(path, name);
      const instance = readSchoolBus(bytesOf('Schools.txt'), bytesOf('Stops.txt'));
      const problem = { ...instance, longestRide: LONGEST_RIDE, stopNames: instance.stopIds.map(String) };
      return (means) => {
        const { buses, maxRideSeconds, bound } = solveSchoolBus(problem, means);
        const routes = buses.flat().length;
        const proof =
          bound === buses.length
            ? 'bewiesen ist, dass es nicht weniger sein können'
            : `bewiesen sind mindestens ${bound}`;
        return {
          report: `${instance.stops} Haltestellen, ${instance.schools} Schulen; ${buses.length} Busse fahren ${routes} Routen, ${proof}.`,
          figures: { buses: buses.length, routes, maxRideSeconds: Number(maxRideSeconds.toFixed(3)) },
          tours: writeSchoolBus(instance, buses),
        };
      };
    },
  },
  cvrp: {
    about: 'kürzeste Touren von einem Depot, keine über der Kapazität; Instanz der CVRPLIB (.vrp)',
    figures: ['cost', 'vehicles'],
    read: (members, path) => {
      const [only, ...others] = members;
      const instance = readVehicleRouting(only && others.length === 0 ? only.bytes : notOne(path, members.length));
      return (means) => {
        const { tours, cost } = solveRouting(instance, means);
        return {
          report: `${instance.places - 1} Orte; ${tours.length} Touren kosten zusammen ${cost}.`,
          figures: { cost, vehicles: tours.length },
          tours: writeRouting(tours, cost),
        };
      };
    },
  },
} satisfies Record<string, Definition>;

export type TourYardstick = keyof typeof tourYardsticks;

export const isTourYardstick = (name: string): name is TourYardstick => Object.hasOwn(tourYardsticks, name);

const missing = (path: string, name: string): never =>
  refuse(
    'score.schoolBusFolder',
    `In „${path}“ fehlt ${name}: bitte den Ordner einer Instanz mit Schools.txt und Stops.txt angeben.`,
    `'${path}' lacks ${name}: please state the folder of an instance with Schools.txt and Stops.txt.`,
  );

const notOne = (path: string, count: number): never =>
  refuse(
    'score.oneFile',
    `„${path}“ enthält ${count} Dateien: bitte die eine angeben, die gerechnet werden soll.`,
    `'${path}' holds ${count} files: please state the one to run.`,
  );
