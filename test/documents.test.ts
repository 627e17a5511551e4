/** The documents name what there is: folders in ARCHITECTURE.md, kinds and options in docs/import.md. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kindDefinitions } from '../geodata/import/index.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Paths of the tree in ARCHITECTURE.md: a line without indent is a top folder, indented ones lie in it. */
function treeOf(text: string): string[] {
  const block = /```\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  let top = '';
  return block.split('\n').flatMap((line) => {
    const names = /^(\s*)((?:[\w.]+\/? )*[\w.]+\/?)(?:\s{2,}|$)/.exec(line);
    if (!names?.[2]) return [];
    const own = names[2].split(' ');
    if (names[1] !== '') return own.map((name) => top + name);
    top = own[0] ?? '';
    return own;
  });
}

describe('ARCHITECTURE.md', () => {
  const paths = treeOf(read('ARCHITECTURE.md'));
  test('names a tree', () => {
    expect(paths.length).toBeGreaterThan(30);
    expect(paths).toContain('server/planning/');
    expect(paths).toContain('web/charts/');
  });
  test.each(paths)('%s exists', (path) => {
    expect(existsSync(new URL(path, root))).toBe(true);
  });
});

describe('docs/import.md', () => {
  const text = read('docs/import.md');
  test.each(kindDefinitions.map(({ kind, options }) => ({ kind, options })))(
    '$kind with its options',
    ({ kind, options }) => {
      const row = text.split('\n').find((line) => line.startsWith(`| \`${kind}\` |`)) ?? '';
      expect(row).not.toBe('');
      const general = ['reference-date', 'source', 'licence', 'county-name'];
      for (const { key } of options)
        expect(general.includes(key) || row.includes(`\`--${key}\``), `--${key}`).toBe(true);
    },
  );
});
