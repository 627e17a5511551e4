/** Zip archives in memory, with every limit checked from the directory before a byte is unpacked. */
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { RATIO_FLOOR, type Limits } from './limits.ts';
import { megabytes, refuse } from './say.ts';
import { SourceError, type SourceMember } from './source.ts';

function corrupt(name: string): never {
  return refuse(
    'zip-corrupt',
    `Das Archiv „${name}“ ist unvollständig oder beschädigt: bitte neu packen oder erneut herunterladen.`,
    `The archive '${name}' is incomplete or damaged: please pack it again or download it again.`,
  );
}

function climbing(name: string, path: string): never {
  return refuse(
    'zip-path-escapes',
    `Das Archiv „${name}“ enthält mit „${path}“ einen Pfad, der aus ihm hinausführt: bitte nur eigene, neu gepackte Archive verwenden.`,
    `The archive '${name}' contains '${path}', a path that climbs out of it: please use only archives you packed anew yourself.`,
  );
}

/** Archives of macOS carry resource forks, and hidden files are never data. */
function isNoise(path: string): boolean {
  return path.split('/').some((part) => part === '__MACOSX' || part.startsWith('.') || part === 'Thumbs.db');
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Names are checked here and not by yauzl, so that the refusal can tell a climbing path from a broken archive.
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true };
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, options, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function entriesOf(zip: ZipFile, maxEntries: number, tooMany: () => never): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length <= maxEntries) return zip.readEntry();
      try {
        tooMany();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    zip.readEntry();
  });
}

function pathOf(name: string, entry: Entry): string {
  const raw = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  const path = raw.replaceAll('\\', '/');
  if (yauzl.validateFileName(path) !== null) climbing(name, path);
  return path.replace(/^(\.\/)+/, '');
}

function checkSizes(name: string, bytes: Uint8Array, entries: Entry[], limits: Limits): void {
  let total = 0;
  for (const entry of entries) total += entry.uncompressedSize;
  if (total > limits.maxUncompressedBytes) {
    refuse(
      'zip-too-large',
      `Das Archiv „${name}“ wird entpackt ${megabytes(total)} MB groß, erlaubt sind ${megabytes(limits.maxUncompressedBytes)} MB: bitte nur die benötigten Dateien packen.`,
      `The archive '${name}' unpacks to ${megabytes(total)} MB, ${megabytes(limits.maxUncompressedBytes)} MB are allowed: please pack only the files that are needed.`,
    );
  }
  if (total > RATIO_FLOOR && total / bytes.length > limits.maxRatio) {
    refuse(
      'zip-bomb',
      `Das Archiv „${name}“ würde sich beim Entpacken auf das ${Math.round(total / bytes.length)}-fache vergrößern und wird nicht geöffnet: bitte die Dateien einzeln geben.`,
      `The archive '${name}' would grow ${Math.round(total / bytes.length)} times when unpacked and is not opened: please hand in the files one by one.`,
    );
  }
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const out = new Uint8Array(entry.uncompressedSize);
      let at = 0;
      stream.on('data', (chunk: Buffer) => {
        // yauzl ends the stream with an error when an entry holds more than it declares.
        if (at + chunk.length <= out.length) out.set(chunk, at);
        at += chunk.length;
      });
      stream.on('error', reject);
      // yauzl checks sizes, not content.
      stream.on('end', () =>
        at === out.length && crc32(out) === entry.crc32 ? resolve(out) : reject(new Error('content differs')),
      );
    });
  });
}

async function withZip<T>(name: string, bytes: Uint8Array, limits: Limits, use: (zip: ZipFile, entries: Entry[]) => T) {
  try {
    const zip = await openZip(bytes);
    const entries = await entriesOf(zip, limits.maxEntries, () =>
      refuse(
        'zip-too-many-entries',
        `Das Archiv „${name}“ enthält mehr als ${limits.maxEntries} Dateien: bitte nur die benötigten Dateien packen.`,
        `The archive '${name}' contains more than ${limits.maxEntries} files: please pack only the files that are needed.`,
      ),
    );
    checkSizes(name, bytes, entries, limits);
    return await use(zip, entries);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    return corrupt(name);
  }
}

/** The paths inside, after the same checks as for unpacking: for .xlsx, which another library unpacks. */
export async function listZip(name: string, bytes: Uint8Array, limits: Limits): Promise<string[]> {
  return withZip(name, bytes, limits, (_zip, entries) => entries.map((entry) => pathOf(name, entry)));
}

export async function unpackZip(name: string, bytes: Uint8Array, limits: Limits): Promise<SourceMember[]> {
  return withZip(name, bytes, limits, async (zip, entries) => {
    const members: SourceMember[] = [];
    for (const entry of entries) {
      const path = pathOf(name, entry);
      if (path.endsWith('/') || isNoise(path)) continue;
      if (entry.isEncrypted()) {
        refuse(
          'zip-encrypted',
          `Das Archiv „${name}“ ist mit einem Passwort geschützt: bitte ohne Passwort packen.`,
          `The archive '${name}' is protected by a password: please pack it without one.`,
        );
      }
      members.push({ path, bytes: await readEntry(zip, entry) });
    }
    return members;
  });
}
