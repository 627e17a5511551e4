/** ARCHITECTURE.md names what there is: every folder and file of its tree exists. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

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
  const paths = treeOf(readFileSync(new URL('ARCHITECTURE.md', root), 'utf8'));
  test('names a tree', () => {
    expect(paths.length).toBeGreaterThan(30);
    expect(paths).toContain('server/planning/');
    expect(paths).toContain('web/charts/');
  });
  test.each(paths)('%s exists', (path) => {
    expect(existsSync(new URL(path, root))).toBe(true);
  });
});
