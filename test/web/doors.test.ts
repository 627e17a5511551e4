/** Classes of minutes on the map follow the steps of the rule, however many there are. */
import { describe, expect, test } from 'vitest';
import type { DoorHome } from '../../server/contract/doorToDoor.ts';
import { classOf, doorClasses } from '../../web/layers/doors.ts';
import { de } from '../../web/text/de.ts';

const home = (minutes: number | null) => ({ there: minutes === null ? null : { minutes } }) as DoorHome;

describe('minutes to school', () => {
  test('a class for every step, one beyond, one without a connection', () => {
    const classes = doorClasses([30, 45, 60], de.transportScene);
    expect(classes.map(({ label }) => label)).toEqual([
      'bis 30 Minuten',
      '30 bis 45 Minuten',
      '45 bis 60 Minuten',
      'über 60 Minuten',
      'ohne Verbindung',
    ]);
    const at = [30, 31, 60, 61, null].map((minutes) => classes[classOf(home(minutes), [30, 45, 60])]!.label);
    expect(at).toEqual([
      'bis 30 Minuten',
      '30 bis 45 Minuten',
      '45 bis 60 Minuten',
      'über 60 Minuten',
      'ohne Verbindung',
    ]);
  });

  test.each([1, 2, 3, 4, 5])('%i steps have colours that differ, the ends always the same', (count) => {
    const steps = Array.from({ length: count }, (_, step) => 15 * (step + 1));
    const colours = doorClasses(steps, de.transportScene).map(({ colour }) => colour);
    expect(new Set(colours).size).toBe(count + 2);
    expect([colours[0], colours[count]]).toEqual(['#cfe6df', '#8f3d0c']);
  });
});
