/** The log: what was asked and how long it took, never a cell of a file. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, loadWorld, residents, schoolList, squares, world } from '../world.ts';

const of = world('10041');
const { county } = of;

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await loadWorld(api, of);
});
afterAll(() => api.close());

test('the log of whole imports, good and bad, holds no cell of a file', async () => {
  const secret = ['Kinderhaus Geheimnis', 'Zwergenstübchen', '424242'];
  api.logged.length = 0;
  const list = schoolList(of)
    .replace(/Schule S1 \d+/, secret[0] ?? '')
    .replace(/Schule S2 \d+/, secret[1] ?? '')
    .replace(';101', ';424242');
  expect(list).toContain(secret[0]);
  await api.load('schools', { name: 'schulen.csv', bytes: list }, county);
  const bad = residents(of)
    .replace(';10\n', `;${secret[2]}x\n`)
    .replace(gemeinde(of, 2), secret[1] ?? '');
  await api.load('population', { name: 'leute.csv', bytes: bad }, county);
  await api.refuse(
    'pupils',
    { name: 'leer.csv', bytes: `Schuljahr;Schulnummer;Wohngebiet;Anzahl\n2025/26;${secret[0]};${secret[1]};1` },
    county,
  );
  await api.preview('areas', { name: AREAS_FILE, bytes: squares(of, () => secret[0] ?? '') }, county);
  await api.fetch(`/api/counties/${county}/search?q=${encodeURIComponent(secret[0] ?? '')}`);
  // The requests themselves are logged, so the log is not silent by accident.
  expect(api.logged.length).toBeGreaterThan(5);
  const log = api.logged.join('');
  expect(log).toContain('/api/counties/:county/imports');
  for (const cell of secret) expect(log).not.toContain(cell);
  expect(log).not.toContain(encodeURIComponent(secret[0] ?? ''));
});

test('nor does the log of a fault inside the database, whose own message quotes the row', async () => {
  const faulty = await TestApi.start(({ prepare }) => ({
    prepare: async (request, homes) => {
      const prepared = await prepare(request, homes);
      // A row that the reader would never give: the table's own check refuses it.
      if (prepared.rows.kind === 'population') prepared.rows.rows.forEach((row) => (row.people = -424242));
      return prepared;
    },
  }));
  try {
    await faulty.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    faulty.logged.length = 0;
    const refused = await faulty.refuse('population', { name: 'leute.csv', bytes: residents(of) }, county);
    expect(refused).toMatchObject({ status: 500, code: 'internal' });
    expect(refused.text.de).not.toContain('424242');
    const log = faulty.logged.join('');
    expect(log).toContain('population_people_check');
    expect(log).not.toContain('424242');
    expect(log).not.toContain(gemeinde(of, 1));
  } finally {
    await faulty.close();
  }
});
