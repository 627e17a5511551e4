/** Derived indicators: values worked out by hand, what is hidden nowhere, and each refusal with its sentence. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IndicatorValues } from '../../server/contract/indicators.ts';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import { engine } from '../database.ts';
import { CHILDREN_PER_PLACE, HEADER, of, other, rows, StoreWorld } from '../storeWorld.ts';
import type { TestApi } from '../testApi.ts';
import { gemeinde } from '../world.ts';

type Cell = number | 'hidden' | null;

describe(engine, () => {
  let own: StoreWorld;
  let api: TestApi;
  const load: StoreWorld['load'] = (...given) => own.load(...given);
  const derive: StoreWorld['derive'] = (...given) => own.derive(...given);
  const remove: StoreWorld['remove'] = (...given) => own.remove(...given);
  const valuesOf: StoreWorld['values'] = (...given) => own.values(...given);
  const list: StoreWorld['list'] = (...given) => own.list(...given);
  const send: StoreWorld['send'] = (...given) => own.send(...given);
  const refusal = async (body: object): Promise<[number, string, string]> => {
    const { status, body: problem } = await send(of, body);
    return [status, problem.code, problem.text?.de ?? ''];
  };
  const cells = ({ areas }: IndicatorValues): Cell[][] => areas.map(({ values }) => values);

  beforeAll(async () => {
    own = await StoreWorld.start();
    ({ api } = own);
  });
  afterAll(() => api.close());

  test('a formula gives what one works out by hand; missing stays missing, and dividing by zero is said', async () => {
    const made = await derive(of, CHILDREN_PER_PLACE);
    expect(made).toMatchObject({ key: 'eigen-kinder-je-platz', origin: 'derived', protection: 'published' });
    const told = await valuesOf(of.county, made.key);
    // Places are told for 2024 only.
    expect(told.indicator.layers).toEqual([
      { layer: 'gemeinde', years: [2024] },
      { layer: 'kreis', years: [2024] },
    ]);
    expect(cells(told)).toEqual([[2], [null], [1.25], [null]]);
    expect(told.whole).toEqual([2]);
    expect(told.notices.map(({ de }) => de)).toEqual([
      `„Kinder je Platz“ teilt durch null und hat dort keinen Wert: Dorf ${of.county} 2 (2024). Bitte die Werte im Nenner prüfen.`,
    ]);
    expect(told.sources.length).toBeGreaterThan(0);
  });

  test('what follows from a hidden value is hidden, and a change looks years back', async () => {
    const rate = await derive(of, {
      name: 'Hilfequote',
      formula: '100 * [Hilfefälle] / (2 * [Hilfefälle])',
      unit: '%',
    });
    expect(rate.protection).toBe('social');
    expect(cells(await valuesOf(of.county, rate.key))).toEqual([['hidden'], ['hidden'], [50], [50]]);
    const zero = await derive(of, { name: 'Nichts', formula: '0 * [Hilfefälle]', unit: 'Personen', measure: 'count' });
    expect(
      cells(await valuesOf(of.county, zero.key))
        .flat()
        .slice(0, 2),
    ).toEqual(['hidden', 'hidden']);
    const grown = await derive(of, {
      ...{ name: 'Zuwachs', formula: 'change([Kinder unter 6]; 2)', unit: 'Kinder', measure: 'count' },
    });
    const told = await valuesOf(of.county, grown.key);
    expect(told.years).toEqual([2024]);
    expect(cells(told)).toEqual([[20], [100], [30], [30]]);
    // Of 2022 the county's own figure is not told.
    expect(told.whole).toEqual([null]);
    for (const { key } of [rate, zero, grown]) expect(await remove(of, key)).toEqual([200, '{}']);
  });

  test('an estimate makes an estimate', async () => {
    await load(
      other,
      'geschaetzt.csv',
      [
        `Plätze;Plätze;gemeinde;${gemeinde(other, 1)};2024;50;geschätzt`,
        `Plätze;Plätze;gemeinde;${gemeinde(other, 2)};2024;50;`,
      ],
      `${HEADER};Status`,
    );
    const { key } = await derive(other, {
      name: 'Je Platz',
      formula: '[Kinder unter 6] / [Plätze]',
      unit: 'Kinder/Plätze',
    });
    const { areas } = await valuesOf(other.county, key);
    expect(areas.map(({ values, estimated }) => [values[0], estimated])).toEqual([
      [2, [2024]],
      [4, []],
      [null, []],
      [null, []],
    ]);
    expect((await remove(other, key))[0]).toBe(200);
  });

  test('what cannot be computed is refused with a sentence that says where', async () => {
    const kinder = '[Kinder unter 6]';
    expect(await refusal({ name: 'A', formula: `${kinder} +`, unit: 'Kinder' })).toEqual([
      ...[422, 'formula.syntax'],
      expect.stringContaining('an Stelle 19 das Ende'),
    ]);
    expect(await refusal({ name: 'A', formula: '2 + 3' })).toEqual([
      ...[422, 'formula.noName'],
      expect.stringContaining('nennt keinen Indikator'),
    ]);
    expect(await refusal({ name: 'A', formula: '[Kinder unter 5]', unit: 'Kinder' })).toEqual([
      ...[422, 'formula.unknownName'],
      expect.stringMatching(/„Kinder unter 5“ .* „Kinder unter 6“ schreiben/),
    ]);
    expect(await refusal({ name: 'A', formula: '[Wartelisten]' })).toEqual([
      ...[422, 'formula.unknownName'],
      expect.stringContaining('bitte einen Namen aus der Liste'),
    ]);
    expect(await refusal({ name: 'A', formula: `${kinder} + [Kitaplätze]`, unit: 'Kinder' })).toEqual([
      ...[422, 'formula.units'],
      expect.stringContaining('„Kinder“ und „Plätze“'),
    ]);
    expect(await refusal({ name: 'A', formula: `100 * ${kinder} / [Kitaplätze]`, unit: '%' })).toEqual([
      ...[422, 'formula.otherUnit'],
      'Die Formel ergibt „Kinder / Plätze“, angegeben ist „%“: bitte die Einheit oder die Formel berichtigen.',
    ]);
    expect(await refusal({ name: 'kinder  unter 6', formula: kinder, unit: 'Kinder' })).toEqual([
      ...[409, 'indicator.taken'],
      expect.stringContaining('„Kinder unter 6“'),
    ]);
    expect(await refusal({ name: 'Ich', formula: '[Ich] + 1', unit: '' })).toEqual([
      ...[422, 'formula.circle'],
      expect.stringContaining('(Ich → Ich)'),
    ]);
    expect(await refusal({ name: '…', formula: kinder, unit: 'Kinder' })).toEqual([
      ...[422, 'indicator.noName'],
      expect.stringContaining('keinen Buchstaben'),
    ]);
    expect((await send(of, { name: '', formula: kinder, unit: 'Kinder' })).status).toBe(400);
    expect((await list(of.county)).indicators.filter(({ origin }) => origin === 'derived')).toHaveLength(1);
  });

  test('one on top of another; it is not removed under it, and a lost input is told, not an error', async () => {
    await load(of, 'gruppen.csv', rows(of, 'Gruppen', 'Gruppen', 2024, [5, 10, 5, 2]));
    const size = await derive(of, {
      name: 'Gruppengröße',
      formula: '[Kinder unter 6] / [Gruppen]',
      unit: 'Kinder/Gruppen',
    });
    const above = await derive(of, {
      name: 'Über 20',
      formula: 'max([Gruppengröße] - [Gruppengröße] ; 0)',
      unit: 'Kinder/Gruppen',
    });
    const scaled = await derive(of, { name: 'Doppelt', formula: '2 * [Gruppengröße]', unit: 'Kinder/Gruppen' });
    expect(cells(await valuesOf(of.county, scaled.key))).toEqual([[40], [40], [60], [40]]);
    expect(await remove(of, size.key)).toEqual([
      409,
      expect.stringContaining('steht in der Formel von „Doppelt“, „Über 20“: bitte zuerst dort entfernen'),
    ]);
    // Read again with other numbers: shown at once.
    await load(of, 'gruppen2.csv', rows(of, 'Gruppen', 'Gruppen', 2024, [10, 10, 5, 2]));
    expect(cells(await valuesOf(of.county, scaled.key))).toEqual([[20], [40], [60], [40]]);
    for (const { id, fileName } of (await api.ask(listImports, { county: of.county })).imports)
      if (fileName.startsWith('gruppen')) await api.ask(undoImport, { county: of.county, importId: id });
    const { indicators, notices } = await list(of.county);
    expect(indicators.find(({ key }) => key === size.key)?.layers).toEqual([]);
    expect(notices.map(({ de }) => de)).toEqual([
      expect.stringMatching(/^„Gruppengröße“ hat keine Werte\. Den Indikator „Gruppen“ aus der Formel gibt es nicht/),
      expect.stringMatching(/^„Doppelt“ hat keine Werte\. .*„Gruppengröße“/),
      expect.stringMatching(/^„Über 20“ hat keine Werte\./),
    ]);
    const told = await valuesOf(of.county, size.key);
    expect([told.years, told.whole, told.notices]).toEqual([[], [], [notices[0]]]);
    // What would close the circle: the lost name, made of what is made of it.
    expect((await refusal({ name: 'Gruppen', formula: '[Doppelt]', unit: 'Kinder/Gruppen' }))[2]).toMatch(
      /im Kreis aufeinander \(.*Gruppen → Doppelt.*\)/,
    );
    for (const { key } of [above, scaled, size]) expect((await remove(of, key))[0]).toBe(200);
    expect(await remove(of, size.key)).toEqual([404, expect.stringContaining('gibt es nicht mehr')]);
    expect((await list(of.county)).notices).toEqual([]);
  });

  test('two counties: the ones of both, and of one key the first', async () => {
    const both = `${of.county}+${other.county}`;
    const body = { unit: 'Kinder', measure: 'count' };
    await derive(of, { ...body, name: 'Ziel', formula: '2 * [Kinder unter 6]' });
    await derive(other, { ...body, name: 'Ziel', formula: '3 * [Kinder unter 6]' });
    await derive(other, { ...body, name: 'Nur hier', formula: '[Ziel]' });
    const { indicators, notices } = await list(both);
    expect(
      indicators
        .filter(({ origin }) => origin === 'derived')
        .map(({ key }) => key)
        .sort(),
    ).toEqual([...['eigen-kinder-je-platz', 'eigen-nur-hier', 'eigen-ziel']]);
    expect(notices.map(({ de }) => de)).toEqual([
      expect.stringMatching(/^„Ziel“ ist in .*10054 und .*10055 verschieden festgelegt/),
    ]);
    const told = await valuesOf(both, 'eigen-nur-hier');
    expect(told.areas.map(({ county, values }) => [county, values.at(-1)])).toEqual([
      ...[200, 400, 300, 80].map((value) => [of.county, value]),
      ...[200, 400, 300, 80].map((value) => [other.county, value]),
    ]);
    // Neither county has what only the other one has written down.
    expect((await list(of.county)).indicators.map(({ key }) => key)).not.toContain('eigen-nur-hier');
    expect((await remove(of, 'eigen-nur-hier'))[0]).toBe(404);
    expect(cells(await valuesOf(other.county, 'eigen-nur-hier')).map((row) => row.at(-1))).toEqual([
      300, 600, 450, 120,
    ]);
    for (const key of ['eigen-nur-hier', 'eigen-ziel']) expect((await remove(other, key))[0]).toBe(200);
    expect((await remove(of, 'eigen-ziel'))[0]).toBe(200);
  });
});
