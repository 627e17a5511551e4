/** The built page of the school guide, as it lies in dist/guide. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuideAssets, GuideEntry } from './operations/schoolGuide/page.ts';

/** Null where it has not been built. Read anew each time: it is asked for now and then, and a megabyte is not kept for that. */
export async function readGuideAssets(folder: string): Promise<GuideAssets | null> {
  try {
    const entry = JSON.parse(await readFile(join(folder, 'entry.json'), 'utf8')) as GuideEntry;
    const names = await readdir(join(folder, 'assets'));
    const read = names.map(async (name) => [`assets/${name}`, await readFile(join(folder, 'assets', name))] as const);
    return { ...entry, files: Object.fromEntries(await Promise.all(read)) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
