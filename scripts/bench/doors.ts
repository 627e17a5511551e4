/** From door to school with the timetable: the first question of a day, and then every school of the county. */
import type { Response as AnswerOf } from '../../server/contract/endpoint.ts';
import type { DoorToDoor } from '../../server/contract/doorToDoor.ts';
import type { listSchools } from '../../server/contract/sites.ts';
import type { DayLoad } from '../../server/contract/load.ts';
import { getJson } from './http.ts';
import type { Figure } from './measure.ts';

export async function measureDoors(api: string): Promise<Figure[]> {
  const { schools } = await getJson<AnswerOf<typeof listSchools>>(`${api}/schools`);
  const ask = (key: string) => getJson<DoorToDoor>(`${api}/transport/door-to-door?school=${encodeURIComponent(key)}`);
  let start = performance.now();
  await ask(schools[0]!.key);
  const cold = (performance.now() - start) / 1000;
  start = performance.now();
  let homes = 0;
  for (const { key } of schools) homes += (await ask(key)).homes.length;
  const all = (performance.now() - start) / 1000;
  start = performance.now();
  const { trips, totals } = await getJson<DayLoad>(`${api}/transport/load`);
  const load = (performance.now() - start) / 1000;
  const plain = { ratio: null, baseline: null };
  return [
    {
      what: 'door to door, first school of a day (walks to all stops measured)',
      value: cold,
      unit: 's',
      limit: null,
      ...plain,
    },
    {
      what: `door to door, all ${schools.length} schools there and back, ${homes.toLocaleString('en')} homes of pupils`,
      value: all,
      unit: 's',
      limit: 10,
      ...plain,
    },
    {
      what: `load of all trips of a day: ${trips.length} trips with pupils, ${String(totals.riding)} riding`,
      value: load,
      unit: 's',
      limit: 2,
      ...plain,
    },
  ];
}
