/** Exact versions: what is pinned, what the lock file says and what is installed are one. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { versions } from '../truth/versions.ts';

const read = <T>(path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as T;
const manifest = read<{
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}>('package.json');
const lock = read<{ packages: Record<string, { version?: string }> }>('package-lock.json');
const pinned = { ...manifest.dependencies, ...manifest.devDependencies };

describe.each(Object.entries(versions))('%s %s', (name, version) => {
  test('is pinned, locked and installed', () => {
    expect(pinned[name]).toBe(version);
    expect(lock.packages[`node_modules/${name}`]?.version).toBe(version);
    expect(read<{ version: string }>(`node_modules/${name}/package.json`).version).toBe(version);
  });
});

test('every dependency is pinned exactly and locked as pinned', () => {
  for (const [name, version] of Object.entries(pinned)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
});

test('there is one Kysely, whatever else asks for one', () => {
  const copies = Object.keys(lock.packages).filter((path) => path.endsWith('node_modules/kysely'));
  expect(copies).toEqual(['node_modules/kysely']);
});
