/** A file as a person hands it in, unpacked into its members. */
import { gunzipSync } from 'node:zlib';
import { DEFAULT_LIMITS, RATIO_FLOOR, type Limits } from './limits.ts';
import { megabytes, refuse } from './say.ts';
import type { Source, SourceMember } from './source.ts';
import { listZip, unpackZip } from './zip.ts';

export { DEFAULT_LIMITS, type Limits } from './limits.ts';

export async function openSource(name: string, bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): Promise<Source> {
  checkSize(name, bytes.length, limits);
  if (bytes.length === 0) empty(name);
  const members = await membersOf(name, bytes, limits);
  for (const member of members) refuseWebPage(member);
  return { name, members };
}

/** Also for a caller that knows the size before it has the bytes. */
export function checkSize(name: string, size: number, limits: Limits = DEFAULT_LIMITS): void {
  if (size <= limits.maxBytes) return;
  refuse(
    'file-too-large',
    `Die Datei „${name}“ hat ${megabytes(size)} MB, erlaubt sind ${megabytes(limits.maxBytes)} MB: bitte auf den Landkreis zuschneiden oder teilen.`,
    `The file '${name}' has ${megabytes(size)} MB, ${megabytes(limits.maxBytes)} MB are allowed: please cut it to the county or split it.`,
  );
}

async function membersOf(name: string, bytes: Uint8Array, limits: Limits): Promise<SourceMember[]> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const unpacked = gunzip(name, bytes, limits);
    if (unpacked.length === 0) empty(name);
    return [{ path: safeName(name.replace(/\.gz$/i, '')), bytes: unpacked }];
  }
  if (!isZip(bytes)) {
    if (/\.(zip|xlsx)$/i.test(name)) notAZip(name);
    return [{ path: safeName(name), bytes }];
  }
  const paths = await listZip(name, bytes, limits);
  // Office files are zips themselves and stay whole: what is in them is detected later.
  if (paths.includes('[Content_Types].xml') || paths[0] === 'mimetype') return [{ path: safeName(name), bytes }];
  const members = await unpackZip(name, bytes, limits);
  if (members.length === 0) empty(name);
  return members;
}

function isZip(bytes: Uint8Array): boolean {
  const [p, k, a, b] = bytes;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

function notAZip(name: string): void {
  refuse(
    'zip-corrupt',
    `Die Datei „${name}“ ist kein lesbares Archiv: bitte neu packen, neu speichern oder erneut herunterladen.`,
    `The file '${name}' is not a readable archive: please pack it, save it or download it again.`,
  );
}

function empty(name: string): never {
  return refuse(
    'file-empty',
    `Die Datei „${name}“ ist leer: bitte neu exportieren oder erneut herunterladen.`,
    `The file '${name}' is empty: please export it again or download it again.`,
  );
}

function gunzip(name: string, bytes: Uint8Array, limits: Limits): Uint8Array {
  const allowed = Math.min(limits.maxUncompressedBytes, Math.max(RATIO_FLOOR, bytes.length * limits.maxRatio));
  try {
    return gunzipSync(bytes, { maxOutputLength: allowed });
  } catch (error) {
    if (error instanceof RangeError) {
      return refuse(
        'gzip-too-large',
        `Die Datei „${name}“ wird entpackt größer als ${megabytes(allowed)} MB und wird nicht geöffnet: bitte entpackt und zugeschnitten geben.`,
        `The file '${name}' unpacks to more than ${megabytes(allowed)} MB and is not opened: please hand it in unpacked and cut to size.`,
      );
    }
    return refuse(
      'gzip-corrupt',
      `Die Datei „${name}“ ist unvollständig oder beschädigt gepackt: bitte erneut herunterladen.`,
      `The compressed file '${name}' is incomplete or damaged: please download it again.`,
    );
  }
}

/** A login or error page saved under the name of the data. */
function refuseWebPage(member: SourceMember): void {
  const start = Buffer.from(member.bytes.subarray(0, 2048)).toString('latin1').replace(/\0/g, '').toLowerCase();
  const head = start.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').replace(/^(\s|<!--[^]*?-->|<\?xml[^>]*\?>)+/, '');
  if (!/^<(!doctype\s+html|html[\s>]|head[\s>]|body[\s>])/.test(head)) return;
  refuse(
    'file-is-html',
    `„${member.path}“ ist keine Datendatei, sondern eine gespeicherte Internetseite, oft eine Anmeldeseite: bitte im Browser anmelden und die Datei erneut herunterladen.`,
    `'${member.path}' is not a data file but a saved web page, often a login page: please sign in with the browser and download the file again.`,
  );
}

/** A name from a browser may carry a path of the person's own machine. */
function safeName(name: string): string {
  const last = name.replaceAll('\\', '/').split('/').pop() ?? '';
  return last === '' || last === '.' || last === '..' ? 'datei' : last;
}
