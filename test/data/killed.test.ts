/** kill -9 in the middle of imports: everything acknowledged is there, nothing is there by half. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { lockFile, openDatabase } from '../../server/data/open.ts';
import { engine } from '../database.ts';

const SCRIPT = fileURLToPath(new URL('./importing.ts', import.meta.url));

/** Lets it import and kills it while it stores the import after the one acknowledged last. */
function importAndKill(folder: string, firstYear: number, acknowledged: number): Promise<Map<string, number>> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, folder, String(firstYear)]);
  let said = '';
  let errors = '';
  const done = () =>
    new Map([...said.matchAll(/^done (\S+) (\d+)$/gm)].map(([, name = '', stored]) => [name, Number(stored)]));
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (done().size >= acknowledged && said.trimEnd().split('\n').at(-1)?.startsWith('storing'))
        child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(done());
      else reject(new Error(`The child ended by itself: ${errors}`));
    });
  });
}

describe.runIf(engine === 'pglite')('kill -9', () => {
  test('while storing: the folder reopens whole, twice in a row', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'planungsraum-kill-'));
    try {
      const acknowledged = new Map<string, number>();
      for (let round = 0; round < 2; round++) {
        for (const [name, stored] of await importAndKill(folder, 1000 + 100 * round, 1 + round))
          acknowledged.set(name, stored);
        // The dead process left its lock behind; the next owner notices.
        expect(readdirSync(folder).filter((name) => name.startsWith(basename(lockFile(folder))))).toHaveLength(1);
        const database = await openDatabase({ dataDir: folder });
        const { rows } = await sql<{ name: string; stored: number; rows: number; scopes: number }>`
          select i.file_name as name, i.stored, (select count(*) from population p where p.import_id = i.id) as rows,
            (select count(*) from import_scope s where s.import_id = i.id) as scopes
          from data_import i where i.kind = 'population' order by 1`.execute(database.db);
        const orphans = await sql<{ n: number }>`
          select count(*) as n from population p where not exists (select 1 from data_import i where i.id = p.import_id)`.execute(
          database.db,
        );
        const areas = await sql<{ n: number }>`select count(*) as n from area`.execute(database.db);
        await database.close();
        const found = new Map(rows.map((row) => [row.name, row.rows]));
        for (const [name, stored] of acknowledged) expect(found.get(name), name).toBe(stored);
        for (const row of rows) expect(row).toMatchObject({ rows: row.stored, stored: 9600, scopes: 12 });
        // At most the one whose acknowledgement the kill cut off may be there beyond the acknowledged ones.
        expect(rows.length - acknowledged.size).toBeLessThanOrEqual(round + 1);
        expect([orphans.rows[0]?.n, areas.rows[0]?.n]).toEqual([0, 4]);
      }
      expect(acknowledged.size).toBeGreaterThanOrEqual(1 + 2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
