/** Tests on real files run where ../shared/data is; elsewhere each is skipped with one line that says so. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

const ROOT = new URL('../../shared/data/', import.meta.url);

/** The path on this machine, or null where the file is not there. */
export function realData(path: string): string | null {
  const full = fileURLToPath(new URL(path, ROOT));
  return existsSync(full) ? full : null;
}

export function testWithRealData(
  name: string,
  paths: string | string[],
  run: (...found: string[]) => Promise<void> | void,
): void {
  const wanted = typeof paths === 'string' ? [paths] : paths;
  const found = wanted.map(realData);
  const present = found.filter((path): path is string => path !== null);
  if (present.length === wanted.length) {
    test(name, () => run(...present), 60_000);
    return;
  }
  const missing = wanted.filter((_, i) => found[i] === null);
  console.log(`skipped "${name}": ../shared/data/${missing.join(', ')} is not on this machine`);
  test.skip(name, () => {});
}
