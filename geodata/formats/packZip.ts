/** Files into one zip, packed in threads of their own where they are large: the service answers others meanwhile. */
import { zip, type AsyncZippable } from 'fflate';

const isPacked = (path: string): boolean => /\.(woff2|png|zip)$/.test(path);

/** @param written the files' time in the archive */
export function packZip(files: Readonly<Record<string, Uint8Array>>, written: Date): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const packed = Object.entries(files).map(([path, bytes]) => [path, [bytes, { level: isPacked(path) ? 0 : 6 }]]);
    zip(Object.fromEntries(packed) as AsyncZippable, { mtime: written }, (error, bytes) => {
      if (error) reject(error);
      else resolve(bytes);
    });
  });
}
