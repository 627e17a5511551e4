/** Instances of tours: what is read, and that what cannot be read is refused with a sentence. */
import { describe, expect, test } from 'vitest';
import { readVehicleRouting, writeRouting } from '../../../geodata/formats/cvrplib.ts';
import { readSchoolBus, writeSchoolBus } from '../../../geodata/formats/schoolBus.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Replaces lines of a small instance: the depot at (0, 0), customers at (3, 4) and (0, 1.5). */
function instance(changes: Record<string, string> = {}): Uint8Array {
  const parts = {
    head: 'NAME : tiny\nTYPE : CVRP\nDIMENSION : 3',
    capacity: 'CAPACITY : 10',
    edges: 'EDGE_WEIGHT_TYPE : EUC_2D',
    places: 'NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 0 1.5',
    demand: 'DEMAND_SECTION\n1 0\n2 4\n3 5',
    depot: 'DEPOT_SECTION\n 1\n -1\nEOF',
    ...changes,
  };
  return bytes(Object.values(parts).join('\n'));
}

const explicit = (format: string, numbers: string) =>
  instance({
    edges: `EDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: ${format}`,
    places: `EDGE_WEIGHT_SECTION\n${numbers}`,
  });

describe('CVRPLIB', () => {
  // √(3² + 4²) = 5; 1.5 is rounded to 2; √(3² + 2.5²) = 3.905 to 4.
  test('coordinates, rounded to whole distances', () => {
    const read = readVehicleRouting(instance());
    expect([...read.distance]).toEqual([0, 5, 2, 5, 0, 4, 2, 4, 0]);
    expect(read).toMatchObject({ name: 'tiny', places: 3, capacity: 10 });
    expect([...read.demand]).toEqual([0, 4, 5]);
    expect('pickup' in read || 'vehicles' in read).toBe(false);
  });

  test('CEIL_2D rounds up', () => {
    const read = readVehicleRouting(
      instance({ edges: 'EDGE_WEIGHT_TYPE : CEIL_2D', places: 'NODE_COORD_SECTION\n1 0 0\n2 0 1.2\n3 0 5' }),
    );
    expect([...read.distance]).toEqual([0, 2, 5, 2, 0, 4, 5, 4, 0]);
  });

  test.each([
    ['FULL_MATRIX', '0 1 2\n3 0 4\n5 6 0', [0, 1, 2, 3, 0, 4, 5, 6, 0]],
    ['LOWER_ROW', '1\n2 3', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
    ['LOWER_DIAG_ROW', '0 1 0 2 3 0', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
    ['UPPER_ROW', '1 2\n3', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
    ['UPPER_DIAG_ROW', '0 1 2 0 3 0', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
    // By columns: column 2 has 1 (from row 1), column 3 has 2 and 3.
    ['UPPER_COL', '1 2 3', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
    ['LOWER_COL', '1 2 3', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
  ])('a matrix as %s', (format, numbers, matrix) => {
    expect([...readVehicleRouting(explicit(format, numbers)).distance]).toEqual(matrix);
  });

  test('the depot comes first wherever it stands', () => {
    const read = readVehicleRouting(
      instance({ demand: 'DEMAND_SECTION\n1 4\n2 5\n3 0', depot: 'DEPOT_SECTION\n3\n-1\nEOF' }),
    );
    expect([...read.demand]).toEqual([0, 4, 5]);
    expect([...read.distance]).toEqual([0, 2, 4, 2, 0, 5, 4, 5, 0]);
  });

  test('pickups, a limit of the vehicles, remarks, Windows line ends', () => {
    const text = new TextDecoder().decode(
      instance({
        head: 'TYPE: VRPB\nDIMENSION: 3\nVEHICLES: 2',
        demand: 'DEMAND_SECTION\n# deliveries\n1 0\n2 4\n3 0\nBACKHAUL_SECTION\n1 0\n2 0\n3 7',
      }),
    );
    const read = readVehicleRouting(bytes(text.replaceAll('\n', '\r\n')));
    expect(read.vehicles).toBe(2);
    expect([...read.pickup!]).toEqual([0, 0, 7]);
  });

  test('a solution is written as CVRPLIB has it', () => {
    expect(writeRouting([Int32Array.of(2, 1), Int32Array.of(3)], 42)).toBe('Route #1: 2 1\nRoute #2: 3\nCost 42\n');
  });

  test.each([
    ['nothing', bytes(''), 'cvrplib-no-text'],
    ['no text', Uint8Array.of(80, 75, 0, 1), 'cvrplib-no-text'],
    ['another text', bytes('Straße;Hausnummer\nWeg;3'), 'cvrplib-line'],
    ['another problem', instance({ head: 'TYPE : CVRPTW\nDIMENSION : 3' }), 'cvrplib-type'],
    ['longest tours', instance({ head: 'DIMENSION : 3\nDISTANCE : 200' }), 'cvrplib-bound'],
    [
      'time windows',
      instance({ demand: 'DEMAND_SECTION\n1 0\n2 4\n3 5\nTIME_WINDOW_SECTION\n1 0 9' }),
      'cvrplib-bound',
    ],
    ['no size', instance({ head: 'NAME : tiny' }), 'cvrplib-header'],
    ['a size that is no number', instance({ head: 'DIMENSION : three' }), 'cvrplib-header'],
    ['a size beyond memory', instance({ head: 'DIMENSION : 100000' }), 'cvrplib-header'],
    ['no capacity', instance({ capacity: 'CAPACITY : 0' }), 'cvrplib-header'],
    ['unknown distances', instance({ edges: 'EDGE_WEIGHT_TYPE : GEO' }), 'cvrplib-edges'],
    ['an unknown matrix', explicit('FUNCTION', '1 2 3'), 'cvrplib-matrix'],
    ['a matrix too short', explicit('LOWER_ROW', '1 2'), 'cvrplib-weights'],
    ['a matrix too long', explicit('LOWER_ROW', '1 2 3 4'), 'cvrplib-weights'],
    ['a distance below 0', explicit('LOWER_ROW', '1 2 -3'), 'cvrplib-weights'],
    ['a word for a number', explicit('LOWER_ROW', '1 2 0x3'), 'cvrplib-number'],
    ['no coordinates', instance({ places: '' }), 'cvrplib-section'],
    ['a place twice', instance({ places: 'NODE_COORD_SECTION\n1 0 0\n2 3 4\n2 0 1' }), 'cvrplib-nodes'],
    ['a place too few', instance({ places: 'NODE_COORD_SECTION\n1 0 0\n2 3 4' }), 'cvrplib-nodes'],
    ['no demands', instance({ demand: '' }), 'cvrplib-section'],
    ['a demand for another place', instance({ demand: 'DEMAND_SECTION\n1 0\n2 4\n4 5' }), 'cvrplib-amounts'],
    ['a demand twice', instance({ demand: 'DEMAND_SECTION\n1 0\n2 4\n2 5' }), 'cvrplib-amounts'],
    ['a demand of the depot', instance({ demand: 'DEMAND_SECTION\n1 1\n2 4\n3 5' }), 'cvrplib-depot-amount'],
    ['two depots', instance({ depot: 'DEPOT_SECTION\n1\n2\n-1' }), 'cvrplib-depot'],
    ['a depot that is nowhere', instance({ depot: 'DEPOT_SECTION\n7\n-1' }), 'cvrplib-depot'],
  ])('%s is refused', (_, file, code) => expectRefusal(() => readVehicleRouting(file), code));
});

const SCHOOLS = 'ID\tX\tY\tAMEARLY\tAMLATE\n9\t0\t0\t810\t830\n';
const STOPS = 'ID\tX_COORD\tY_COORD\tEP_ID\tSTUDENT_COUNT\n7\t293.333\t-586.666\t9\t10\n';

describe('school buses', () => {
  // 10 s and 20 s at 29.3333 ft/s, since the ways are at right angles; 19 s and 2.6 s for each of 10 pupils; 8:10.
  test('feet become seconds', () => {
    const read = readSchoolBus(bytes(SCHOOLS), bytes(STOPS.replaceAll('\n', '\r\n')));
    expect(read.travel[1]).toBeCloseTo(30, 9);
    expect([...read.standing]).toEqual([45]);
    expect([...read.bell]).toEqual([29400]);
    expect(read).toMatchObject({ capacity: 66, unloading: 154.4, stopIds: [7], schoolIds: [9] });
    expect(JSON.parse(writeSchoolBus(read, [[{ school: 0, stops: Int32Array.of(0) }]]))).toEqual({
      buses: [{ routes: [{ school: 9, stops: [7] }] }],
    });
  });

  test.each([
    ['no schools', '', STOPS, 'schoolBus-columns'],
    ['other columns', SCHOOLS, 'ID;X;Y', 'schoolBus-columns'],
    ['a school twice', `${SCHOOLS}9\t0\t0\t900\t930`, STOPS, 'schoolBus-rows'],
    ['columns alone', SCHOOLS, STOPS.split('\n')[0]!, 'schoolBus-rows'],
    ['a word for a number', SCHOOLS, STOPS.replace('293.333', '293,333'), 'schoolBus-number'],
    ['a row too short', SCHOOLS, STOPS.replace('\t10', ''), 'schoolBus-number'],
    ['an unknown school', SCHOOLS, STOPS.replace('\t9\t', '\t8\t'), 'schoolBus-school'],
    ['no pupils', SCHOOLS, STOPS.replace('\t10', '\t0'), 'schoolBus-value'],
    ['a time that is none', SCHOOLS.replace('810', '870'), STOPS, 'schoolBus-value'],
    ['no text', '\0', STOPS, 'schoolBus-columns'],
  ])('%s: refused', (_, schools, stops, code) =>
    expectRefusal(() => readSchoolBus(bytes(schools), bytes(stops)), code),
  );
});

function expectRefusal(read: () => unknown, code: string): void {
  expect(read).toThrow(
    expect.objectContaining({
      name: 'SourceError',
      code,
      text: { de: expect.stringContaining('bitte'), en: expect.stringContaining('please') },
    }),
  );
}
