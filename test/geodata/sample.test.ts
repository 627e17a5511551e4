/** The invented county: of the promised size, whole, and readable by the same import as anyone's files. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { expandServices, readGtfs, type GtfsFeed } from '../../geodata/formats/gtfs.ts';
import { openSource } from '../../geodata/formats/open.ts';
import { prepareImport, type CountyFacts, type Prepared } from '../../geodata/import/index.ts';
import { generateSample, writeSample, type SampleCounty, type SampleFile } from '../../geodata/sample/index.ts';
import { AGES, FIRST_YEAR, LAST_YEAR, type Point, type SchoolType } from '../../geodata/sample/model.ts';

let county: SampleCounty;
let files: SampleFile[];
let prepared: Prepared[];
let feed: GtfsFeed;

const YEARS = LAST_YEAR - FIRST_YEAR + 1;
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const hashes = (list: SampleFile[]): string[] =>
  list.map(({ path, bytes }) => `${path} ${createHash('sha256').update(bytes).digest('hex')}`);

/** As the service does: what an import brought is known to the next. */
async function prepareAll(list: SampleFile[]): Promise<Prepared[]> {
  const facts: CountyFacts = {
    key: '16999',
    epsg: 25832,
    bbox: null,
    atoms: [],
    schools: [],
    schoolEntry: { month: 8, day: 1, age: 6 },
  };
  const results: Prepared[] = [];
  for (const { path, bytes, kind, options } of list) {
    const request = { kind, name: path, bytes, options, mapping: null, remembered: {}, county: facts };
    const result = await prepareImport({ ...request, preview: false, today: '2026-08-01' }, String);
    const { rows } = result;
    if (rows.kind === 'areas') {
      const keys = rows.rows.map(({ key }) => key);
      facts.atoms.push({ edition: rows.layer, layer: rows.layer, validFrom: rows.validFrom, validTo: null, keys });
      facts.bbox = [10.8, 50.9, 11.5, 51.3];
    }
    if (rows.kind === 'schools') facts.schools = rows.rows;
    results.push(result);
  }
  return results;
}

beforeAll(async () => {
  county = generateSample({ seed: 1, scale: 1 });
  files = await writeSample(county);
  prepared = await prepareAll(files);
  feed = readGtfs(await openSource('fahrplan.zip', files.find(({ kind }) => kind === 'gtfs')!.bytes));
}, 120_000);

const ringArea = (ring: readonly Point[]): number =>
  ring.reduce((area, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!;
    return area + (x - ring[0]![0]) * (nextY - ring[0]![1]) - (nextX - ring[0]![0]) * (y - ring[0]![1]);
  }, 0) / 2;
const areaOf = (polygons: Point[][][]): number => sum(polygons.flat().map(ringArea));

/** Each stretch of border with its direction; a tiling has each inner one in both directions, the outer ones once. */
function stretches(polygons: Point[][][]): string[] {
  return polygons.flat().flatMap((ring) =>
    ring.flatMap(([x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length]!;
      return x === nextX && y === nextY ? [] : [`${x} ${y} ${nextX} ${nextY}`];
    }),
  );
}
const turned = (stretch: string): string => {
  const [x, y, nextX, nextY] = stretch.split(' ');
  return `${nextX} ${nextY} ${x} ${y}`;
};

describe('size', () => {
  it('has the promised numbers', () => {
    expect(county.key).toBe('16999');
    expect(county.name).toBe('Landkreis Ahlengrund (Beispieldaten)');
    expect(county.municipalities).toHaveLength(38);
    expect(county.planningAreas).toHaveLength(9);
    expect(county.kitas).toHaveLength(54);
    const types: Record<SchoolType, number> = { GS: 17, RS: 7, TGS: 2, GYM: 3, FÖS: 3, BS: 2 };
    for (const [type, count] of Object.entries(types))
      expect(
        county.schools.filter((school) => school.type === type),
        type,
      ).toHaveLength(count);
    expect(areaOf(county.county.polygons) / 1e6).toBeCloseTo(807, 1);
  });

  it('has 69,107 residents however they are counted', () => {
    const last = county.population.residents.map((years) => sum(years[YEARS - 1]!.flatMap((ages) => [...ages])));
    expect(sum(last)).toBe(69_107);
    expect(last).toEqual(county.municipalities.map(({ residents }) => residents));
    expect(sum(county.localities.map(({ residents }) => residents))).toBe(69_107);
    expect(sum(county.planningAreas.map(({ residents }) => residents))).toBe(69_107);
  });

  it('multiplies people and places, not areas and sites', () => {
    const twice = generateSample({ seed: 1, scale: 2 });
    expect(twice.county.residents).toBe(138_214);
    expect(twice.schools).toHaveLength(34);
    expect(twice.kitas).toHaveLength(54);
    expect(twice.pupils.length / county.pupils.length).toBeCloseTo(2, 1);
    const places = (of: SampleCounty): number => sum(of.kitas.map(({ usable }) => usable));
    expect(places(twice) / places(county)).toBeCloseTo(2, 1);
  });
});

describe('land', () => {
  it('is tiled by the Gemeinden and by the planning areas without gap or overlap', () => {
    const outline = stretches(county.county.polygons).sort();
    for (const areas of [county.municipalities, county.planningAreas]) {
      expect(sum(areas.map(({ polygons }) => areaOf(polygons)))).toBeCloseTo(areaOf(county.county.polygons), 0);
      const all = areas.flatMap(({ polygons }) => stretches(polygons));
      const known = new Set(all);
      expect(known.size).toBe(all.length);
      expect(all.filter((stretch) => !known.has(turned(stretch))).sort()).toEqual(outline);
    }
  });

  it('has a road network in one piece', () => {
    const { x, edges } = county.roads;
    const part = x.map((_, node) => node);
    const find = (node: number): number => {
      while (part[node] !== node) node = part[node] = part[part[node]!]!;
      return node;
    };
    for (const { from, to } of edges) part[find(from)] = find(to);
    expect(new Set(edges.map(({ from }) => find(from))).size).toBe(1);
  });
});

describe('people', () => {
  it('close the balance in every Gemeinde, year, sex and age', () => {
    const { residents, births, deaths, arrivals, departures } = county.population;
    for (let m = 0; m < county.municipalities.length; m++) {
      for (let year = 1; year < YEARS; year++) {
        for (const sex of [0, 1]) {
          for (let age = 0; age < AGES; age++) {
            const before = residents[m]![year - 1]![sex]!;
            const origin = age === 0 ? births[m]![year]![sex]![0]! : before[age - 1]!;
            const open = age === AGES - 1 ? before[age]! : 0;
            const expected =
              origin +
              open -
              deaths[m]![year]![sex]![age]! +
              arrivals[m]![year]![sex]![age]! -
              departures[m]![year]![sex]![age]!;
            const now = residents[m]![year]![sex]![age]!;
            if (now !== expected || now < 0) expect.fail(`${m} ${year} ${sex} ${age}: ${now} instead of ${expected}`);
          }
        }
      }
    }
  });

  it('are fewer each year, with fewer births, and the county town keeps its size', () => {
    const total = (m: number, year: number): number =>
      sum(county.population.residents[m]![year]!.flatMap((ages) => [...ages]));
    const births = (year: number): number =>
      sum(county.population.births.flatMap((years) => years[year]!.map((ages) => ages[0]!)));
    expect(births(1)).toBeGreaterThan(530);
    expect(births(YEARS - 1)).toBeGreaterThan(390);
    expect(births(YEARS - 1)).toBeLessThan(470);
    const town = county.municipalities.findIndex(({ name }) => name === 'Ahlenburg');
    expect(Math.abs(total(town, 0) / total(town, YEARS - 1) - 1)).toBeLessThan(0.03);
    const small = county.municipalities.flatMap(({ residents }, m) => (residents < 800 ? [m] : []));
    expect(sum(small.map((m) => total(m, YEARS - 1)))).toBeLessThan(0.97 * sum(small.map((m) => total(m, 0))));
  });

  it('send no more children to school than live there, each into a grade the school has', () => {
    const pupils = county.municipalities.map(() => new Int32Array(AGES));
    for (const { home, age, grade, school } of county.pupils) {
      pupils[county.addresses[home]!.municipality]![age]!++;
      const { gradeFrom, gradeTo } = county.schools[school]!;
      if (grade < gradeFrom || grade > gradeTo) expect.fail(`grade ${grade} at ${county.schools[school]!.name}`);
    }
    for (const { home, age } of county.kitaChildren) pupils[county.addresses[home]!.municipality]![age]!++;
    pupils.forEach((ages, m) => {
      const [male, female] = county.population.residents[m]![YEARS - 1]!;
      ages.forEach((count, age) => expect(count).toBeLessThanOrEqual(male![age]! + female![age]!));
    });
    const general = county.pupils.filter(({ school }) => county.schools[school]!.type !== 'BS').length;
    expect(general).toBeGreaterThan(6300);
    expect(general).toBeLessThan(7500);
  });

  it('leave some planning areas short of Kita places and others with spare ones', () => {
    for (const kita of county.kitas) {
      expect(kita.occupiedUnder3).toBeLessThanOrEqual(kita.placesUnder3);
      expect(kita.occupiedFrom3).toBeLessThanOrEqual(kita.placesFrom3);
      expect(kita.usable).toBeLessThanOrEqual(kita.licensed);
    }
    const gaps = county.planningAreas.map((_, area) => {
      const here = county.kitas.filter(
        ({ address }) => county.municipalities[county.addresses[address]!.municipality]!.planningArea === area,
      );
      const children = (age: number): number =>
        sum(
          county.municipalities.map(({ planningArea }, m) =>
            planningArea === area ? sum(county.population.residents[m]![YEARS - 1]!.map((ages) => ages[age]!)) : 0,
          ),
        );
      const demand = 0.549 * (children(0) + children(1) + children(2));
      return sum(here.map(({ placesUnder3 }) => placesUnder3)) - demand;
    });
    expect(gaps.filter((gap) => gap < -9).length).toBeGreaterThanOrEqual(3);
    expect(gaps.filter((gap) => gap > 4).length).toBeGreaterThanOrEqual(4);
    expect(Math.abs(sum(gaps))).toBeLessThan(30);
  });
});

describe('timetable', () => {
  it('is a valid feed of the promised size', () => {
    expect(feed.problems).toEqual([]);
    expect(feed.stops.length).toBeGreaterThanOrEqual(350);
    expect(feed.stops.length).toBeLessThanOrEqual(450);
    expect(feed.stops.every(({ id }) => /^de:16999:\d+/.test(id))).toBe(true);
    expect(feed.routes.filter(({ type }) => type === 2)).toHaveLength(1);
    expect(feed.trips.length).toBeGreaterThanOrEqual(700);
    expect(feed.trips.length).toBeLessThanOrEqual(1100);
    const { offsets, arrival, departure } = feed.stopTimes;
    feed.trips.forEach((trip, t) => {
      for (let i = offsets[t]! + 1; i < offsets[t + 1]!; i++)
        if (arrival[i]! < departure[i - 1]!) expect.fail(`${trip.id} goes back in time`);
    });
    expect(feed.shapes.length).toBeGreaterThan(0);
    expect(feed.feedInfo).not.toBeNull();
  });

  it('brings pupils before the lessons and home after them, on school days only', () => {
    const services = expandServices(feed);
    const school = services.get('SCHULE')!;
    expect(school).toContain('2026-08-17');
    for (const day of ['2026-08-10', '2026-10-14', '2026-12-28', '2027-03-29', '2026-10-31', '2026-09-19'])
      expect(school).not.toContain(day);
    expect(services.get('SO')).toContain('2026-12-25');
    expect(services.get('MF')).not.toContain('2026-12-25');
    const stopsOfSchools = new Set(county.schools.map(({ stop }) => county.transit.stops[stop]!.id));
    const reached = new Set<string>();
    const left = new Set<string>();
    feed.trips.forEach((trip, t) => {
      if (trip.serviceId !== 'SCHULE') return;
      for (let i = feed.stopTimes.offsets[t]!; i < feed.stopTimes.offsets[t + 1]!; i++) {
        const stop = feed.stops[feed.stopTimes.stop[i]!]!.id;
        if (!stopsOfSchools.has(stop)) continue;
        if (trip.directionId === 0) {
          expect(feed.stopTimes.arrival[i]!).toBeLessThan(7.75 * 3600);
          reached.add(stop);
        } else if (feed.stopTimes.departure[i]! >= 13 * 3600) left.add(stop);
      }
    });
    expect([...stopsOfSchools].filter((stop) => !reached.has(stop) || !left.has(stop))).toEqual([]);
  });
});

describe('files', () => {
  it('are read whole by the import', () => {
    files.forEach(({ path, kind }, i) => {
      const { read, stored, rejected, skipped, problems } = prepared[i]!;
      expect({ path, kind, rejected, skipped, problems }).toEqual({
        path,
        kind,
        rejected: 0,
        skipped: 0,
        problems: [],
      });
      expect(stored, path).toBeGreaterThan(0);
      expect(stored, path).toBeGreaterThanOrEqual(read);
    });
    const population = prepared.find(({ kind }) => kind === 'population')!.rows;
    if (population.kind !== 'population') throw new Error('not the population');
    expect(sum(population.rows.filter(({ date }) => date === '2025-12-31').map(({ people }) => people))).toBe(69_107);
    const pupils = prepared.find(({ kind }) => kind === 'pupils')!.rows;
    if (pupils.kind !== 'pupils') throw new Error('not the pupils');
    expect(pupils.rows.every(({ home }) => home !== null)).toBe(true);
    expect([...new Set(pupils.rows.map(({ year }) => year))].sort()).toEqual(['2023/24', '2024/25']);
    const list = prepared.find(({ kind }) => kind === 'pupil-list')!.rows;
    if (list.kind !== 'pupil-list') throw new Error('not the list');
    expect([list.rows.length, list.year]).toEqual([county.pupils.length, '2025/26']);
    const children = prepared.find(({ kind }) => kind === 'child-list')!.rows;
    if (children.kind !== 'child-list') throw new Error('not the children');
    expect(children.rows.length).toBe(county.youngChildren.length);
    expect([...new Set(children.rows.map(({ grade }) => grade))].sort()).toEqual([
      2026, 2027, 2028, 2029, 2030, 2031, 2032,
    ]);
  });

  it('are the same to the byte for the same seed, and others for another', async () => {
    expect(hashes(await writeSample(generateSample({ seed: 1, scale: 1 })))).toEqual(hashes(files));
    expect(hashes(await writeSample(generateSample({ seed: 2, scale: 1 })))).not.toEqual(hashes(files));
  });

  it('say that they are invented', () => {
    for (const { options } of files) {
      expect(options['source']).toBe('Beispieldaten Planungsraum (erfunden)');
      expect(options['licence']).toBe('CC0-1.0');
    }
  });
});
