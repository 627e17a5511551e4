/** Short ways to write the sentences of the readers. */
import { SourceError, type Problem } from './source.ts';

/** Refuses the whole source. Both sentences say what is wrong and what to do. */
export function refuse(code: string, de: string, en: string): never {
  throw new SourceError(code, { de, en });
}

export function problem(code: string, de: string, en: string, where: { row?: number; column?: string } = {}): Problem {
  return { code, text: { de, en }, ...where };
}

/**
 * A file that is wrong in every row would fill the screen with the same sentence: the first hundred of a code are kept and the
 * rest is counted in one closing sentence.
 */
export class ProblemList {
  readonly items: Problem[] = [];
  readonly #counts = new Map<string, number>();

  add(entry: Problem): void {
    const count = (this.#counts.get(entry.code) ?? 0) + 1;
    this.#counts.set(entry.code, count);
    if (count <= 100) this.items.push(entry);
  }

  finish(): Problem[] {
    for (const [code, count] of this.#counts) {
      if (count <= 100) continue;
      this.items.push(
        problem(
          `${code}-more`,
          `Dasselbe gilt für ${count - 100} weitere Stellen der Datei; nur die ersten 100 sind einzeln genannt.`,
          `The same holds for ${count - 100} more places of the file; only the first 100 are listed.`,
        ),
      );
    }
    return this.items;
  }
}

/** Runs a library that throws errors of its own and turns whatever it throws into the given refusal. */
export async function guarded<T>(code: string, de: string, en: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof SourceError) throw error;
    return refuse(code, de, en);
  }
}

export function megabytes(bytes: number): string {
  return bytes >= 10 * 1024 * 1024 ? String(Math.round(bytes / 1024 / 1024)) : (bytes / 1024 / 1024).toFixed(1);
}

/** The file's last path part without its extension: the name of a layer. */
export function baseName(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}

export function extension(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(dot + 1).toLowerCase() : '';
}
