/** Short ways to make sources in memory and to expect a refusal. */
import { zipSync, type Zippable } from 'fflate';
import { expect } from 'vitest';
import { openSource, type Limits } from '../../geodata/formats/open.ts';
import { SourceError, type Source } from '../../geodata/formats/source.ts';

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function source(name: string, content: string | Uint8Array, limits?: Limits): Promise<Source> {
  return openSource(name, typeof content === 'string' ? bytesOf(content) : content, limits);
}

export function zipped(name: string, files: Record<string, string | Uint8Array>): Promise<Source> {
  return openSource(name, zip(files));
}

export function zip(files: Record<string, string | Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const [path, content] of Object.entries(files))
    entries[path] = typeof content === 'string' ? bytesOf(content) : content;
  return zipSync(entries);
}

/** A refusal is a SourceError with the code and one sentence per language: no line breaks, one full stop at the end. */
export async function refusal(code: string, run: () => Promise<unknown> | unknown): Promise<SourceError> {
  let caught: unknown = null;
  try {
    await run();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(SourceError);
  const error = caught as SourceError;
  expect(error.code).toBe(code);
  for (const text of [error.text.de, error.text.en]) expect(text).toMatch(/^[^\n]+\.$/);
  return error;
}
