/** Work at planning variants on the sample county: undo and redo, two at one variant, what is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemDetails } from '../../server/contract/common.ts';
import {
  changeVariant,
  describeVariant,
  getVariant,
  listVariants,
  removeVariant,
  type NewChange,
  type Plan,
  type VariantHead,
} from '../../server/contract/variants.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import {
  api,
  assign,
  atomsOf,
  begin,
  change,
  county,
  districtOf,
  GS,
  keys,
  refuse,
  send,
  startVariants,
  stopVariants,
  today,
} from '../sampleVariants.ts';

describe(`${engine}, sample county`, () => {
  beforeAll(startVariants, 240_000);
  afterAll(stopVariants);

  test('undo and redo without end: each state comes back exactly', async () => {
    let variant: VariantHead & { plan?: Plan } = await begin('Hin und her');
    const states: Plan[] = [(await api.ask(getVariant, { county, id: variant.id })).plan];
    const atoms = atomsOf(today, '91008');
    const wishes: NewChange[] = [
      assign(atoms.slice(0, 5), '91010'),
      { kind: 'close', school: '91017', from: 2028, mode: 'entrants' },
      {
        kind: 'resize',
        school: '91011',
        places: 144,
        parallelClasses: 1.5,
        gradeFrom: null,
        gradeTo: null,
        from: 2027,
      },
      { kind: 'close', school: '91024', from: 2027, mode: 'atOnce' },
    ];
    for (const wish of wishes) {
      variant = await change(variant, wish);
      states.push(variant.plan!);
    }
    for (let back = states.length - 2; back >= 0; back--) {
      variant = await change(variant, { kind: 'undo' });
      expect(variant.plan).toEqual(states[back]);
    }
    expect((await refuse(variant, { kind: 'undo' })).code).toBe('variant.nothingLeft');
    for (const state of states.slice(1)) {
      variant = await change(variant, { kind: 'redo' });
      expect(variant.plan).toEqual(state);
    }
    const stored = await api.ask(getVariant, { county, id: variant.id });
    expect([stored.version, stored.canUndo, stored.canRedo]).toEqual([12, true, false]);
    expect(stored.plan).toEqual(states.at(-1));
  });

  test('two at one variant: the second is told, and keeps his work as a copy of what he saw', async () => {
    const head = await begin('Zu zweit');
    const [first, second] = [atomsOf(today, '91008').slice(0, 2), atomsOf(today, '91008').slice(2, 4)];
    const mine = await change(head, assign(first, '91010'));
    const late = await send(changeVariant, { county, id: head.id }, assign(second, '91010'), 0);
    expect([late.status, (late.body as ProblemDetails).code]).toEqual([412, 'variant.changed']);
    expect((await send(changeVariant, { county, id: head.id }, assign(second, '91010'))).status).toBe(428);
    expect((await send(changeVariant, { county, id: head.id }, assign(second, '91010'), '"x"')).status).toBe(428);
    expect(await api.ask(getVariant, { county, id: head.id })).toMatchObject({ version: 1, changes: mine.changes });
    const copy = await begin('Zu zweit (Kopie)', { copyOf: head.id, version: 0 });
    expect(copy).toMatchObject({ version: 0, copiedFrom: head.id });
    expect((await change(copy, assign(second, '91010'))).changes).toHaveLength(1);
    const whole = await begin('Ganz', { copyOf: head.id });
    expect((await api.ask(getVariant, { county, id: whole.id })).plan).toEqual(mine.plan);
  });

  test('twenty at once, each at his own and all at one: no change is lost, none overwrites another', async () => {
    const own = await Promise.all(Array.from({ length: 20 }, (_, n) => begin(`Planerin ${n}`)));
    const atoms = atomsOf(today, '91008');
    const results = await Promise.all(
      own.map(async (head, n) => {
        let variant: VariantHead & { changes?: unknown[] } = head;
        for (let step = 0; step < 4; step++)
          variant = await change(variant, assign([atoms[(n + step) % atoms.length]!], '91010'));
        return variant;
      }),
    );
    expect(results.every(({ version, changes }) => version === 4 && changes?.length === 4)).toBe(true);
    const shared = await begin('Alle zugleich');
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        send(changeVariant, { county, id: shared.id }, assign([atoms[n]!], '91010'), 0),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(412)]);
    expect((await api.ask(getVariant, { county, id: shared.id })).version).toBe(1);
  });

  test('name, status and notes; removed it is gone', async () => {
    const head = await begin('Entwurf');
    const described = await send(
      describeVariant,
      { county, id: head.id },
      { status: 'decision', notes: 'Kreistag 12/2026' },
      0,
    );
    expect(described.body).toMatchObject({
      version: 1,
      name: 'Entwurf',
      status: 'decision',
      notes: 'Kreistag 12/2026',
    });
    expect((await send(describeVariant, { county, id: head.id }, { name: 'Anders' }, 0)).status).toBe(412);
    expect((await send(removeVariant, { county, id: head.id }, null, 0)).status).toBe(412);
    expect((await send(removeVariant, { county, id: head.id }, null, 1)).status).toBe(200);
    expect((await api.ask(listVariants, { county })).variants.some(({ id }) => id === head.id)).toBe(false);
    const gone = await api.fetch(addressOf(getVariant, { county, id: head.id }, {}));
    expect(gone.status).toBe(404);
  });

  describe('what cannot be is refused with a sentence, and nothing is stored', () => {
    let variant: VariantHead;
    const atom = () => atomsOf(today, '91008')[0]!;
    beforeAll(async () => {
      variant = await begin('Abgelehnt');
    });

    test.each<[string, () => unknown]>([
      ['school.unknown', () => ({ kind: 'close', school: '99999', from: 2027, mode: 'atOnce' })],
      ['variant.year', () => ({ kind: 'close', school: '91001', from: 2025, mode: 'atOnce' })],
      ['variant.year', () => ({ kind: 'close', school: '91001', from: 2099, mode: 'atOnce' })],
      ['variant.otherType', () => assign([atom()], '91027')],
      ['variant.nothingMoves', () => assign([atom()], '91008')],
      ['variant.unknownAtom', () => ({ ...assign([], '91010'), homes: { by: 'atoms', atoms: ['16999001-99999'] } })],
      ['variant.unknownStreet', () => ({ ...assign([], '91010'), homes: { by: 'street', street: 'Gibtsnichtgasse' } })],
      [
        'area.unknown',
        () => ({ ...assign([], '91010'), homes: { by: 'areas', layer: 'gemeinde', areas: ['16999999'] } }),
      ],
      ['layer.unknown', () => ({ ...assign([], '91010'), homes: { by: 'areas', layer: 'wahlkreis', areas: ['1'] } })],
      [
        'variant.crossedLine',
        () => ({
          ...assign([], '91010'),
          homes: {
            by: 'polygon',
            ring: [
              [11, 51],
              [11.1, 51.1],
              [11.1, 51],
              [11, 51.1],
            ],
          },
        }),
      ],
      [
        'variant.noHomes',
        () => ({
          ...assign([], '91010'),
          homes: {
            by: 'polygon',
            ring: [
              [5, 50],
              [5.1, 50],
              [5.1, 50.1],
            ],
          },
        }),
      ],
      ['variant.elsewhere', () => ({ kind: 'move', school: '91001', lon: 8, lat: 50, from: 2027 })],
      [
        'variant.grades',
        () => ({
          kind: 'resize',
          school: '91001',
          places: null,
          parallelClasses: null,
          gradeFrom: 4,
          gradeTo: 2,
          from: 2027,
        }),
      ],
    ])('%s', async (code, wish) => {
      const problem = await refuse(variant, wish());
      expect(problem.code).toBe(code);
      expect(problem.text!.de.length).toBeGreaterThan(30);
      expect(problem.text!.en.length).toBeGreaterThan(30);
    });

    test('the last school of a type is not closed', async () => {
      let all: VariantHead = await begin('Letzte');
      for (const school of ['91025']) all = await change(all, { kind: 'close', school, from: 2027, mode: 'atOnce' });
      expect((await refuse(all, { kind: 'close', school: '91026', from: 2027, mode: 'atOnce' })).code).toBe(
        'variant.lastSchool',
      );
      expect((await refuse(all, { kind: 'close', school: '91025', from: 2028, mode: 'atOnce' })).code).toBe(
        'variant.closedAlready',
      );
    });

    test('locked homes stay, and a school cannot be made smaller than the pupils that are locked in', async () => {
      let held: VariantHead = await begin('Gesperrt');
      const own = atomsOf(today, '91011');
      const homes = { by: 'atoms' as const, atoms: keys(own) };
      held = await change(held, { kind: 'lock', schoolType: GS, homes });
      expect((await refuse(held, assign(own.slice(0, 3), '91017'))).code).toBe('variant.locked');
      const size = (places: number) => ({
        kind: 'resize' as const,
        school: '91011',
        places,
        parallelClasses: null,
        gradeFrom: null,
        gradeTo: null,
        from: 2027,
      });
      expect((await refuse(held, size(10))).code).toBe('variant.lockedPupils');
      const mixed = await change(held, assign([...own.slice(0, 2), ...atomsOf(today, '91008').slice(0, 2)], '91017'));
      expect(mixed.notices).toHaveLength(1);
      expect(districtOf(mixed.plan).locked).toEqual(own);
      const free = await change(mixed, { kind: 'unlock', schoolType: GS, homes });
      expect(districtOf(free.plan).locked).toEqual([]);
      expect((await change(free, size(10))).changes.at(-1)!.kind).toBe('resize');
    });

    test('a request that is none', async () => {
      const { status } = await send(changeVariant, { county, id: variant.id }, { kind: 'explode' }, 0);
      expect(status).toBe(400);
      const unknown = await send(
        changeVariant,
        { county, id: '00000000-0000-4000-8000-000000000000' },
        { kind: 'undo' },
        0,
      );
      expect(unknown.status).toBe(404);
    });
  });
});
