/** A list of pupils with their addresses: placed, counted, protected, forgotten. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { entrants } from '../../server/contract/children.ts';
import { listImports } from '../../server/contract/imports.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { engine } from '../database.ts';
import { childAt, houses, listCsv, registerCsv, stated, type Child } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, schoolList, squares, world } from '../world.ts';

const of = world('16997', 11.1, 51.1);
const { county } = of;
const homes = houses(of);
const BASE = 3;

/** Two children of each second house: Gemeinden 1 to 3 go to S1, 4 to S2, and every seventh child to the other one. */
const children: Child[] = homes
  .filter((_, i) => i % 2 === 0)
  .flatMap((house, i) =>
    [1, 2].map((k) => {
      const near = house.gemeinde === 4 ? 'S2' : 'S1';
      const far = near === 'S1' ? 'S2' : 'S1';
      return childAt(house, (i * 2 + k) % 7 === 0 ? far : near, 1 + ((i + k) % 4));
    }),
  );
const list = (rows: readonly Child[]) => ({ name: 'Kinder der Klasse von Frau Geheim.csv', bytes: listCsv(rows) });

async function start(): Promise<TestApi> {
  const api = await TestApi.start();
  await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
  await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
  await api.load('addresses', { name: 'adressen.csv', bytes: registerCsv(homes) }, county, {
    options: { crs: '4326' },
  });
  return api;
}

/** The truth per Gemeinde, from the list itself. */
function truth(school: string): Map<string, number> {
  const result = new Map<string, number>();
  for (const child of children) {
    if (child.school !== school) continue;
    const key = gemeinde(of, Number(child.place.slice(-1)));
    result.set(key, (result.get(key) ?? 0) + 1);
  }
  return result;
}

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await start();
  });
  afterAll(() => api.close());

  test('a preview tells how the addresses were found and shows those that were not, to be corrected', async () => {
    const rows = children.map((child, i) =>
      i === 0
        ? { ...child, street: 'Amselwegg' }
        : i === 1
          ? { ...child, number: '777' }
          : i === 2
            ? { ...child, street: 'Gibtesnicht', place: 'Nirgends', postcode: '' }
            : child,
    );
    const preview = await api.preview('pupil-list', list(rows), county, { options: stated });
    const qualities = Object.fromEntries(
      (preview.placement?.qualities ?? []).map(({ quality, pupils }) => [quality, pupils]),
    );
    expect(qualities).toEqual({ exact: children.length - 3, similar: 1, street: 1, place: 0, ambiguous: 0, none: 1 });
    expect(preview.placement?.unmatched.map(({ row, quality }) => [row, quality])).toEqual([
      [4, 'none'],
      [3, 'street'],
    ]);
    expect(preview.placement?.unmatched[0]?.address).toBe('Gibtesnicht 1, Nirgends');
    expect(preview.columns.every(({ examples }) => examples.length === 0)).toBe(true);
    expect(preview.report.notes.map(({ de }) => de).join(' ')).toContain('2 davon sehen nach Namen, Geburtsdaten');
    const response = await api.send(`/api/counties/${county}/imports/preview`, 'pupil-list', list(rows), {
      options: stated,
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('corrections take the place of what the list says', async () => {
    const rows = children.map((child, i) => (i === 0 ? { ...child, street: 'Gibtesnicht', place: 'Nirgends' } : child));
    const corrected = { options: stated, corrections: { 2: 'Birkenallee 3, 66111 Dorf 1' } };
    const before = await api.preview('pupil-list', list(rows), county, { options: stated });
    const after = await api.preview('pupil-list', list(rows), county, corrected);
    expect(before.placement?.unmatched.length).toBe(1);
    expect(after.placement?.unmatched.length).toBe(0);
  });

  test('stored are atoms and multiples of the base; sums of school and Gemeinde lie within one base of the truth', async () => {
    const report = await api.load('pupil-list', list(children), county, { options: stated });
    expect([report.read, report.stored, report.rejected]).toEqual([children.length, children.length, 0]);
    for (const school of ['S1', 'S2']) {
      const observed = await api.ask(observedCatchment, { county }, { school });
      expect([observed.year, observed.protection]).toEqual(['2026/27', { base: BASE, minimum: 6, notices: [] }]);
      const known = truth(school);
      const total = [...known.values()].reduce((a, b) => a + b, 0);
      expect(Math.abs(Number(observed.pupils) - total)).toBeLessThan(BASE);
      for (const { key, pupils } of observed.areas) {
        expect(Number(pupils) % BASE).toBe(0);
        // Four grades: each of them within one base.
        expect(Math.abs(Number(pupils) - (known.get(key) ?? 0))).toBeLessThan(4 * BASE);
      }
    }
    const atoms = await api.db.selectFrom('pupil_atom').selectAll().execute();
    expect(atoms.length).toBeGreaterThan(4);
    expect(atoms.reduce((sum, { houses: own }) => sum + own, 0)).toBe(homes.length);
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from pupils where people % ${BASE} <> 0 or people <= 0`.execute(api.db);
    expect(rows[0]?.n).toBe(0);
  });

  test('bands of the distance are counted from the same atoms and add up to the same school', async () => {
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    const bands = await api.ask(distanceBands, { county }, { school: 'S1' });
    expect(bands.totals.pupils).toBe(observed.pupils);
  });

  test('the same list again adds nothing; taken back and loaded again it gives the very same numbers', async () => {
    const before = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect((await api.load('pupil-list', list(children), county, { options: stated })).alreadyLoaded).toBe(true);
    const { imports } = await api.ask(listImports, { county });
    const id = imports.find(({ kind, inForce }) => kind === 'pupil-list' && inForce)?.id ?? '';
    expect((await api.fetch(`/api/counties/${county}/imports/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await api.fetch(`/api/counties/${county}/catchments/observed?school=S1`)).status).toBe(404);
    const again = await api.load('pupil-list', list(children), county, { options: stated });
    expect(JSON.stringify(again.notes)).not.toContain('Wer beide Fassungen sieht');
    const fewer = await api.preview('pupil-list', list(children.slice(1)), county, { options: stated });
    expect(JSON.stringify(fewer.report.notes)).toContain('Wer beide Fassungen sieht');
    const after = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect([after.areas, after.pupils]).toEqual([before.areas, before.pupils]);
  });

  test('the log records purpose and legal basis, and neither the name of the file nor its columns', async () => {
    const rows = await api.db.selectFrom('data_import').where('kind', '=', 'pupil-list').selectAll().execute();
    for (const row of rows) {
      expect(row.options).toMatchObject({ purpose: stated.purpose, 'legal-basis': stated['legal-basis'] });
      expect(JSON.stringify(row)).not.toMatch(/Geheim|Geburtsdatum|Kind 1/);
      expect(row.file_name).toBe('Schülerliste mit Adressen.csv');
    }
  });

  test('areas under a list cannot be taken back', async () => {
    const { imports } = await api.ask(listImports, { county });
    const id = imports.find(({ kind }) => kind === 'areas')?.id ?? '';
    const response = await api.fetch(`/api/counties/${county}/imports/${id}`, { method: 'DELETE' });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, 'import.inUse']);
  });

  describe('children before school', () => {
    const register = (days: readonly string[]) =>
      [
        'Nr.;Vorname;Geburtsdatum;Straße;Hausnummer;PLZ;Ort',
        ...homes.map((house, i) => {
          const { street, number, postcode: code, place } = childAt(house, '', 0);
          return [i, `Kind ${i}`, days[i % days.length], street, number, code, place].join(';');
        }),
      ].join('\n');
    const options = { ...stated, 'reference-date': '2026-03-01' };

    test('are counted by year of entry under the cut-off of the state, and cut to any layer', async () => {
      // Thüringen: six by 1 August. Every third child enters in 2026, the others in 2027 and 2031.
      const list = { name: 'melderegister.csv', bytes: register(['01.08.2020', '02.08.2020', '05.03.2025']) };
      const report = await api.load('child-list', list, county, { options });
      expect([report.stored, report.rejected]).toEqual([homes.length, 0]);
      const answer = await api.ask(entrants, { county });
      expect([answer.date, answer.entryYears, answer.rule?.paragraph]).toEqual([
        '2026-03-01',
        [2026, 2027, 2031],
        '§ 18 ThürSchulG',
      ]);
      const third = homes.length / 3;
      for (const total of answer.totals) expect(Math.abs(Number(total) - third)).toBeLessThan(BASE);
      expect(answer.areas.length).toBe(4);
      for (const { children } of answer.areas)
        for (const count of children) expect(Math.abs(Number(count) - third / 4)).toBeLessThan(BASE);
      const byAtom = await api.ask(entrants, { county }, { layer: 'wohnzelle' });
      expect(byAtom.totals).toEqual(answer.totals);
      expect(byAtom.areas.length).toBeGreaterThan(8);
      // They are no pupils of any school.
      expect((await api.ask(observedCatchment, { county }, { school: 'S1' })).year).toBe('2026/27');
    });

    test('without a readable birth date, too old, or without a reference date: said or refused', async () => {
      const mixed = { name: 'x.csv', bytes: register(['01.08.2020', 'unbekannt', '01.01.2001']) };
      const preview = await api.preview('child-list', mixed, county, { options });
      expect(preview.report.rejected).toBe(2 * Math.floor(homes.length / 3) + (homes.length % 3 > 1 ? 1 : 0));
      expect((await api.refuse('child-list', mixed, county, { options: stated })).code).toBe('childList.noDate');
    });
  });

  describe('bad lists', () => {
    test('no purpose, no address register, three pupils, several years: refused with the reason', async () => {
      expect(
        (await api.refuse('pupil-list', list(children), county, { options: { 'school-year': '2026/27' } })).code,
      ).toBe('list.noPurpose');
      const three = await api.refuse('pupil-list', list(children.slice(0, 3)), county, { options: stated });
      // A refusal is stored with its job: the minimum is the only number in it.
      expect([three.code, three.text.de.match(/\d+/g)]).toEqual(['too-few-pupils', ['6']]);
      expect(
        (await api.refuse('pupil-list', list(children), county, { options: { ...stated, 'school-year': 'bald' } }))
          .code,
      ).toBe('pupilList.noYear');
      const empty = await TestApi.start();
      try {
        await empty.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
        expect((await empty.refuse('pupil-list', list(children), county, { options: stated })).code).toBe(
          'pupilList.noSchools',
        );
        await empty.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
        expect((await empty.refuse('pupil-list', list(children), county, { options: stated })).code).toBe(
          'pupil-list.noRegister',
        );
      } finally {
        await empty.close();
      }
    });

    test('unknown schools, grades the school has not, doubled rows and homes outside are said and counted', async () => {
      const rows: Child[] = [
        ...children,
        ...Array.from({ length: 4 }, () => ({ ...children[0]!, school: 'Märchenschule' })),
        { ...children[0]!, grade: '99' },
        { ...children[0]!, place: 'Anderswo', postcode: '01067', street: 'Fernweg' },
      ];
      const text = listCsv(rows);
      const doubled = `${text}\n${text.split('\n')[1] ?? ''}\n;;;;;;;;;`;
      const options = { ...stated, 'school-year': '2027/28' };
      const preview = await api.preview('pupil-list', { name: 'x.csv', bytes: doubled }, county, { options });
      expect(preview.report.problems.filter(({ code }) => code === 'pupilList.unknownSchool').length).toBe(4);
      expect(preview.report.notes.map(({ de }) => de).join('\n')).toContain('Zeilen (1) stehen wortgleich doppelt');
      expect(preview.placement?.unknownSchools).toEqual([{ text: 'Märchenschule', pupils: 4 }]);
      expect(preview.placement?.outside).toBe(1);
      const report = await api.load('pupil-list', { name: 'x.csv', bytes: doubled }, county, { options });
      expect([report.read, report.stored, report.rejected, report.skipped]).toEqual([
        rows.length + 1,
        children.length + 2,
        4,
        1,
      ]);
      // A row is a child: to anybody it is told that there are some.
      expect(report.problems.map(({ code, row }) => [code, row])).toEqual([['pupilList.unknownSchool', undefined]]);
      expect(JSON.stringify(report)).not.toContain('Märchenschule');
      const notes = report.notes.map(({ de }) => de).join('\n');
      expect(notes).toContain('Einzelne Zeilen stehen wortgleich doppelt');
      // Notes are stored: the one child outside is not told.
      expect(notes).toMatch(/\(geschützte Zahl\): (wenige oder keine|3)\./);
      expect(notes).toContain('Adressen: über 95 % genau, unter 5 % ähnlich geschrieben');
    });

    test('a grade that the school has not: counted without one, told by row to the sender and as such to all others', async () => {
      const graded = schoolList(of)
        .split('\n')
        .map((line, i) => `${line};${i === 0 ? 'Klassenstufe von;Klassenstufe bis' : '1;4'}`)
        .join('\n');
      await api.load('schools', { name: 'schulen.csv', bytes: graded }, county);
      const ninth = children.slice(0, 6).map((child) => ({ ...child, school: 'S1', grade: '9' }));
      const options = { ...stated, 'school-year': '2028/29' };
      const own = (problems: { code: string; row?: number | undefined; text: { de: string } }[]) =>
        problems.filter(({ code }) => code === 'pupilList.gradeOutside');

      const preview = await api.preview('pupil-list', list([...children, ...ninth]), county, { options });
      const first = children.length + 2;
      expect(own(preview.report.problems).map(({ row }) => row)).toEqual(ninth.map((_, i) => first + i));

      const report = await api.load('pupil-list', list([...children, ...ninth]), county, { options });
      expect([report.stored, report.rejected, report.problemCount]).toEqual([children.length + 6, 0, 1]);
      const { imports } = await api.ask(listImports, { county });
      const logged = imports.find(({ scope, inForce }) => scope === '2028/29' && inForce)!;
      for (const problems of [report.problems, logged.problems]) {
        const [told] = own(problems);
        expect([own(problems).length, told?.row]).toEqual([1, undefined]);
        expect(told?.text.de).toBe(
          'Die Klassenstufe dieser Zeile gibt es an der Schule nicht: das Kind ist ohne Stufe gezählt; bitte Stufe oder Schule prüfen. Das gilt für mindestens eine Zeile; welche, zeigt die Vorschau.',
        );
      }
      // Six without a grade: the only multiple of the base next to it.
      const { rows } = await sql<{ grade: number | null; people: number }>`
        select grade, sum(people)::int as people from pupils join pupil_edition e using (edition)
        where e.school_year = '2028/29' and school = 'S1' and (grade is null or grade > 4) group by grade`.execute(
        api.db,
      );
      expect(rows).toEqual([{ grade: null, people: 6 }]);
    });

    test('long enough, but too few addresses found: the preview shows them to be corrected, the import is refused', async () => {
      const lost = children.slice(0, 40).map((child) => ({ ...child, street: 'Gibtesnicht' }));
      const options = { ...stated, 'school-year': '2029/30' };
      const preview = await api.preview('pupil-list', list(lost), county, { options });
      expect([preview.report.stored, preview.placement?.atoms, preview.placement?.outside]).toEqual([0, 0, 0]);
      expect(preview.placement?.unmatched.length).toBe(40);
      expect(preview.placement?.qualities.reduce((sum, { pupils }) => sum + pupils, 0)).toBe(40);
      expect(preview.report.notes.at(-1)?.de).toContain('Zu wenige Kinder der Liste ließen sich an einem Haus');

      const refused = await api.refuse('pupil-list', list(lost), county, { options });
      expect([refused.code, refused.text.de.match(/\d+/g)]).toEqual(['too-few-placed', ['6']]);

      const corrections = Object.fromEntries(
        children.slice(0, 40).map(({ street, number, postcode, place }, i) => {
          return [String(i + 2), `${street} ${number}, ${postcode} ${place}`];
        }),
      );
      const after = await api.preview('pupil-list', list(lost), county, { options, corrections });
      expect([after.report.stored, after.placement?.unmatched]).toEqual([40, []]);
    });

    test('a list whose columns are not recognised is still shown, so that they can be assigned', async () => {
      const strange = listCsv(children).replace('Schulnummer', 'Anstalt');
      const preview = await api.preview('pupil-list', { name: 'x.csv', bytes: strange }, county, { options: stated });
      expect(preview.columns.map(({ name }) => name)).toContain('Anstalt');
      expect([preview.report.stored, preview.report.problems[0]?.code]).toEqual([0, 'import.missingColumn']);
      const mapping = { school: 'Anstalt' };
      const after = await api.preview('pupil-list', { name: 'x.csv', bytes: strange }, county, {
        options: stated,
        mapping,
      });
      expect(after.report.stored).toBe(children.length);
    });

    test('a file that cannot be read is refused without a word of what stands in it', async () => {
      const secret = 'Mustermann-Geheim';
      for (const bytes of [`${secret};${secret}\n${secret};x`, `${secret}`, '', `PK\u0003\u0004${secret}`]) {
        const refused = await api.refuse('pupil-list', { name: `${secret}.csv`, bytes }, county, { options: stated });
        expect(JSON.stringify(refused)).not.toContain(secret);
        expect(refused.status).toBe(422);
      }
      const { rows } = await sql<{
        job: string;
      }>`select coalesce(report::text, '') || coalesce(problem::text, '') as job from job`.execute(api.db);
      expect(rows.length).toBeGreaterThan(5);
      for (const { job } of rows) expect(job).not.toContain(secret);
      expect(api.logged.join('')).not.toContain(secret);
    });
  });
});
