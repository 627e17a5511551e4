/** From a path on disk to a source: the only file of the readers that touches the file system. */
import { lstat, readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { DEFAULT_LIMITS, checkSize, openSource, type Limits } from './open.ts';
import { megabytes, refuse } from './say.ts';
import type { Source } from './source.ts';

/** A file (also .zip and .gz) or a folder. Sizes are checked before anything is read. */
export async function sourceFromPath(path: string, limits: Limits = DEFAULT_LIMITS): Promise<Source> {
  const info = await stat(path).catch(() => null);
  if (!info) {
    return refuse(
      'file-missing',
      `Die Datei „${path}“ gibt es nicht oder sie ist nicht lesbar: bitte den Pfad prüfen.`,
      `The file '${path}' does not exist or cannot be read: please check the path.`,
    );
  }
  const name = basename(path);
  if (info.isDirectory()) return fromFiles(name, path, await walk(path, limits), limits);
  checkSize(name, info.size, limits);
  if (extname(path).toLowerCase() === '.shp') return fromFiles(name, dirname(path), await shapefileParts(path), limits);
  return openSource(name, new Uint8Array(await readFile(path)), limits);
}

/** Links are not followed: a folder must not lead out of itself. */
async function walk(folder: string, limits: Limits): Promise<string[]> {
  const found: string[] = [];
  const open = [folder];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    for (const entry of await readdir(current, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue;
      const path = join(current, entry.name);
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile()) found.push(path);
      if (found.length + open.length > limits.maxEntries) {
        refuse(
          'folder-too-many-files',
          `Der Ordner „${basename(folder)}“ enthält mehr als ${limits.maxEntries} Dateien: bitte nur den Ordner mit den Daten angeben.`,
          `The folder '${basename(folder)}' contains more than ${limits.maxEntries} files: please state only the folder with the data.`,
        );
      }
    }
  }
  return found.sort();
}

async function shapefileParts(path: string): Promise<string[]> {
  const stem = basename(path, extname(path));
  const entries = await readdir(dirname(path));
  return entries
    .filter((entry) => basename(entry, extname(entry)) === stem || entry.startsWith(`${stem}.shp`))
    .map((entry) => join(dirname(path), entry));
}

async function fromFiles(name: string, root: string, paths: string[], limits: Limits): Promise<Source> {
  let total = 0;
  for (const path of paths) total += (await lstat(path)).size;
  if (total > limits.maxUncompressedBytes) {
    refuse(
      'folder-too-large',
      `Der Ordner „${name}“ enthält ${megabytes(total)} MB, erlaubt sind ${megabytes(limits.maxUncompressedBytes)} MB: bitte nur die benötigten Dateien angeben.`,
      `The folder '${name}' contains ${megabytes(total)} MB, ${megabytes(limits.maxUncompressedBytes)} MB are allowed: please state only the files that are needed.`,
    );
  }
  const members: Source['members'] = [];
  for (const path of paths) {
    members.push({ path: relative(root, path).split(sep).join('/'), bytes: new Uint8Array(await readFile(path)) });
  }
  if (members.length === 0) {
    refuse(
      'folder-empty',
      `Der Ordner „${name}“ ist leer: bitte den Pfad prüfen.`,
      `The folder '${name}' is empty: please check the path.`,
    );
  }
  return { name, members };
}
