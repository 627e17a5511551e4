/** A zip file that is written piece by piece, several files at a time: only what is packed is held. */
import { strToU8, Zip, ZipDeflate } from 'fflate';

export interface ZipFileWriter {
  write: (text: string) => void;
  end: () => void;
}

export class ZipWriter {
  readonly #chunks: Uint8Array[] = [];
  readonly #zip: Zip;
  readonly #written: Date;

  /** @param written the files' time in the archive */
  constructor(written: Date) {
    this.#written = written;
    this.#zip = new Zip((error, chunk) => {
      if (error) throw error;
      this.#chunks.push(chunk);
    });
  }

  file(name: string): ZipFileWriter {
    const file = new ZipDeflate(name);
    file.mtime = this.#written;
    this.#zip.add(file);
    return {
      write: (text) => file.push(strToU8(text)),
      end: () => file.push(new Uint8Array(), true),
    };
  }

  /** Once every file has ended. */
  bytes(): Uint8Array {
    this.#zip.end();
    return new Uint8Array(Buffer.concat(this.#chunks));
  }
}
