/** docs/import.md is written for people, but it must not fall behind the kinds. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kindDefinitions } from '../geodata/import/index.ts';

const lines = readFileSync(new URL('../docs/import.md', import.meta.url), 'utf8').split('\n');
const ofEveryKind = ['reference-date', 'source', 'licence', 'county-name'];

test.each(kindDefinitions)('docs/import.md has $kind with its options', ({ kind, options }) => {
  const row = lines.find((line) => line.startsWith(`| \`${kind}\` |`)) ?? '';
  const missing = options.filter(({ key }) => !ofEveryKind.includes(key) && !row.includes(`\`--${key}\``));
  expect(row).not.toBe('');
  expect(missing).toEqual([]);
});
