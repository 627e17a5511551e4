/** Looks for texts in everything that a service leaves behind: files byte by byte, tables value by value. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from '../server/data/open.ts';

/** As UTF-8, as Windows writes it, and as the two bytes of UTF-16. */
const encodings = (text: string): Buffer[] => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'latin1'),
  Buffer.from(text, 'utf16le'),
];

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

/** Files (and their own names) that hold one of the texts. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  const wanted = texts.flatMap(encodings);
  return filesBelow(folder).filter((path) => {
    if (statSync(path).size === 0) return texts.some((text) => path.includes(text));
    const bytes = readFileSync(path);
    return wanted.some((text) => bytes.includes(text)) || texts.some((text) => path.includes(text));
  });
}

/** Tables with a row that holds one of the texts: values as queries give them, so that what is compressed on disk is read, too. */
export async function tablesWith(db: Db, texts: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(db);
  const found: string[] = [];
  for (const { name } of rows) {
    for (const text of texts) {
      const { rows: hits } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.raw(name)} t where strpos(t::text, ${text}) > 0`.execute(db);
      if ((hits[0]?.n ?? 0) > 0) found.push(`${name}: ${text}`);
    }
  }
  return found;
}
