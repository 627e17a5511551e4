/** Why tours cannot be planned, and what to do. */
import { DomainError, type DomainProblem } from '../../planning/errors.ts';
import type { Sentence } from '../../planning/types.ts';

const refused = (kind: DomainProblem, code: string, de: string, en: string) =>
  new DomainError(kind, `tours.${code}`, { de, en });

export const noNetwork = () =>
  refused(
    'conflict',
    'noNetwork',
    'Touren brauchen das Straßennetz: bitte unter „Daten“ das Wegenetz importieren.',
    "Tours need the road network: please import it under 'Data'.",
  );

export const noService = (text: Sentence) => new DomainError('invalid', 'tours.noService', text);

export const noSchoolDay = (date: string) =>
  refused(
    'invalid',
    'noSchoolDay',
    `Der ${date.split('-').reverse().join('.')} ist kein Schultag: bitte einen Schultag wählen.`,
    `${date} is no school day: please choose one.`,
  );

export const unknownBell = (key: string) =>
  refused(
    'invalid',
    'unknownBell',
    `Für „${key}“ ist eine Zeit angegeben, die Schule ist aber nicht gewählt: bitte weglassen oder die Schule wählen.`,
    `A time is given for '${key}', but the school is not chosen: please leave it out or choose the school.`,
  );

export const windowTurned = (margin: number, earliest: number) =>
  refused(
    'invalid',
    'windowTurned',
    `Busse sollen mindestens ${margin} Minuten vor Beginn da sein (oder nach Schluss warten), aber höchstens ${earliest}: bitte die zweite Angabe nicht kleiner wählen.`,
    `Buses must be there at least ${margin} minutes before the bell (or wait after lessons), but ${earliest} at most: please do not make the second less.`,
  );

export const schoolOffRoad = (name: string) =>
  refused(
    'invalid',
    'schoolOffRoad',
    `Die Schule „${name}“ liegt an keiner befahrbaren Straße des Netzes: bitte ihre Lage und das Straßennetz prüfen.`,
    `The school '${name}' lies at no road of the network that can be driven: please check its position and the network.`,
  );

export const unknownStop = (key: string) =>
  refused(
    'invalid',
    'unknownStop',
    `Die Haltestelle „${key}“ für den Betriebshof gibt es im Fahrplan nicht: bitte eine andere oder Koordinaten angeben.`,
    `There is no stop '${key}' in the timetable for the depot: please name another one or give coordinates.`,
  );

export const depotOffRoad = () =>
  refused(
    'invalid',
    'depotOffRoad',
    'Der Betriebshof liegt an keiner befahrbaren Straße des Netzes: bitte seine Lage prüfen.',
    'The depot lies at no road of the network that can be driven: please check its position.',
  );

export const toursTooLarge = (nodes: number, schools: number) =>
  refused(
    'tooLarge',
    'tooLarge',
    `Für eine gemeinsame Planung sind das zu viele Halte (${nodes} für ${schools} Schulen): bitte weniger Schulen wählen, mehr Plätze je Bus oder einen weiteren Weg zum Halt erlauben.`,
    `These are too many stops to be planned together (${nodes} for ${schools} schools): please choose fewer schools, allow more seats in a bus or a longer way to the stop.`,
  );

export const toursBusy = () =>
  refused(
    'busy',
    'busy',
    'Es werden schon mehrere Touren geplant: bitte warten, bis eine Planung fertig ist.',
    'Several tours are being planned already: please wait until one has ended.',
  );

export const toursStopped = () =>
  refused(
    'conflict',
    'stopped',
    'Die Tourenplanung wurde abgebrochen, bevor es einen Plan gab; es ist nichts gespeichert.',
    'Planning the tours was stopped before there was a plan; nothing is stored.',
  );

export const toursUnknown = () =>
  refused(
    'notFound',
    'unknown',
    'Diese Tourenplanung gibt es nicht (mehr): bitte neu beginnen.',
    'There are no such tours (any more): please begin anew.',
  );

/** Files of a job that has ended without tours. */
export const toursWithout = (wasStopped: boolean) =>
  refused(
    'conflict',
    'withoutResult',
    `Diese Tourenplanung ${wasStopped ? 'wurde abgebrochen' : 'ist nicht gelungen'} und hat keine Dateien: bitte neu beginnen.`,
    `${wasStopped ? 'Planning these tours was stopped' : 'These tours could not be planned'}, there are no files: please begin anew.`,
  );

export const toursRunning = () =>
  refused(
    'conflict',
    'running',
    'Die Tourenplanung hat noch kein Ergebnis: bitte warten, bis sie fertig ist.',
    'The tours are not planned yet: please wait until it has ended.',
  );
