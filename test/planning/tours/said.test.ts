/** What is said with tours: which limit costs buses, and what was assumed. */
import { describe, expect, test } from 'vitest';
import { ToursWish } from '../../../server/contract/tours.ts';
import { assumptions } from '../../../server/operations/tours/assumed.ts';
import { bindingLimits } from '../../../server/operations/tours/binding.ts';
import type { TourTask } from '../../../server/operations/tours/task.ts';
import { toldPeople } from '../../../server/operations/toldPeople.ts';
import type { TourResult } from '../../../server/operations/tours/tourWork.ts';

const wish = (more: object = {}) => ToursWish.parse({ schools: ['a', 'b'], date: '2026-11-09', ...more });
const german = (sentences: { de: string }[]) => sentences.map(({ de }) => de).join(' ');

describe('which limit costs buses', () => {
  const result = (more: Partial<TourResult>): TourResult => ({
    buses: [],
    shifts: [0],
    bound: 2,
    relief: [],
    isSkipped: false,
    isStopped: false,
    staggered: null,
    seconds: 1,
    ...more,
  });

  test('in plain words', () => {
    const relief = [
      { limit: 'seats' as const, buses: 3 },
      { limit: 'ride' as const, buses: 1 },
      { limit: 'bells' as const, buses: 2 },
    ];
    const said = german(bindingLimits(wish(), 4, result({ relief })));
    expect(said).toContain('Die Zahl der Sitzplätze kostet Busse: mit 100 statt 50 je Bus genügten 3 Busse statt 4.');
    expect(said).toContain('mit 60 statt 45 Minuten genügte ein Bus statt 4');
    expect(said).toContain('höchstens 15 Minuten verschoben, genügten 2 Busse statt 4');
    expect(said).not.toMatch(/binde/);
  });

  test('what there was no time to look at is not called of no use', () => {
    expect(german(bindingLimits(wish(), 4, result({})))).toContain('Weder doppelt so viele');
    const hasty = german(bindingLimits(wish(), 4, result({ isSkipped: true })));
    expect(hasty).not.toContain('Weder');
    expect(hasty).toContain('Die Suchzeit reichte nicht, um alle Vorgaben zu prüfen: bitte länger suchen lassen');
    const ended = german(bindingLimits(wish(), 4, result({ isSkipped: true, isStopped: true })));
    expect(ended).toContain('Die Suche endete zu früh, um');
  });
});

describe('assumptions', () => {
  const school = (name: string, bell: number, bellBy: 'wish' | 'hours' | 'usual') =>
    ({ record: { name }, bell, bellBy }) as TourTask['schools'][number];
  const said = (more: object, schools: TourTask['schools'] = [], walks: number[] = []) =>
    german(
      assumptions(
        { wish: wish(more), schools, rule: undefined, variant: null },
        walks.map((walkSeconds) => ({ walkSeconds })),
      ),
    );

  test('how much earlier the bus is there for those who walk on', () => {
    expect(said({ mixedLoads: true }, [], [0, 342])).toContain('bis 6 Minuten bei 4 km/h');
    expect(said({ mixedLoads: true }, [], [0, 0])).not.toContain('4 km/h');
  });

  test("on the way home lessons' ends stand where bells do, and buses leave", () => {
    const way = { direction: 'back', mixedLoads: true, earliest: 20 };
    const text = said(way, [school('A', 47_100, 'hours'), school('B', 46_800, 'usual')], [342]);
    expect(text).toContain('Schluss laut Unterrichtszeiten der Schule (jüngste Klassen dieses Wochentags): A 13:05.');
    expect(text).toContain('Schluss angenommen, weil keine Unterrichtszeiten vorliegen: B 13:00.');
    expect(text).toContain('fährt der Bus so viel später ab');
    expect(text).toContain('Busse fahren 5 bis 20 Minuten nach Schluss von der Schule ab');
    expect(text).toContain('nur nach Hause');
    expect(text).not.toMatch(/Beginn|morgens/);
  });

  test('where the bells come from', () => {
    const schools = [school('A', 29_400, 'hours'), school('B', 27_900, 'usual'), school('C', 27_000, 'wish')];
    const text = said({}, schools);
    expect(text).toContain('Beginn laut Unterrichtszeiten der Schule (jüngste Klassen dieses Wochentags): A 08:10.');
    expect(text).toContain('Beginn angenommen, weil keine Unterrichtszeiten vorliegen: B 07:45.');
    expect(text).not.toContain('C 07:30');
  });

  test('who rides', () => {
    expect(said({})).toContain('ohne gefährliche Stellen');
    const own = said({ who: { withoutConnection: true, longerThan: null, beyond: 1500 } });
    expect(own).toContain('1.500 m Fußweg');
    expect(own).toContain('auch an gefährlichen Stellen');
  });
});

test('less than the base is few', () => {
  expect([0, 1, 2, 3, 48].map(toldPeople(3))).toEqual(['few', 'few', 'few', 3, 48]);
});
