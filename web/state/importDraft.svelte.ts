import {
  getJob,
  listKinds,
  previewImport,
  startImport,
  type ImportJob,
  type ImportKind,
  type ImportPreview,
  type KindDescription,
} from '../../server/contract/imports.ts';
import { call } from '../api.ts';
import { oneFile } from './upload.ts';
import { Resource } from './resource.svelte.ts';

const pollMilliseconds = 500;

/** A file on its way in: chosen, previewed as often as its details change, imported, reported. */
export class ImportDraft {
  county = $state('');
  kind = $state<ImportKind | null>(null);
  options = $state.raw<Record<string, string>>({});
  /** Corrections by hand; what was recognised comes with the preview. */
  mapping = $state.raw<Record<string, string>>({});
  /** Row of a list of people → the address written anew; kept in this window only. */
  corrections = $state.raw<Record<string, string>>({});
  file = $state.raw<File | null>(null);
  packed = $state(0);
  packing = $state(false);
  job = $state.raw<ImportJob | null>(null);
  failure = $state.raw<unknown>(null);
  readonly kinds: Resource<{ kinds: KindDescription[] }>;
  readonly preview: Resource<ImportPreview>;
  readonly #onstored: (county: string) => void;
  readonly countyValid = $derived(/^(\d{5}|DE)$/.test(this.county));
  readonly description = $derived.by(
    () => this.kinds.value?.kinds.find((description) => description.kind === this.kind) ?? null,
  );

  constructor(county: string, onstored: (county: string) => void) {
    this.county = county;
    this.#onstored = onstored;
    this.kinds = new Resource((signal) => call(listKinds, {}, {}, { signal }));
    this.preview = new Resource((signal) => {
      const form = this.#form();
      if (!form || this.job) return null;
      const key = this.county;
      // Typing an option asks once, when the typing rests.
      return new Promise((resolve) => setTimeout(resolve, 350)).then(() => {
        signal.throwIfAborted();
        return call(previewImport, { county: key }, {}, { body: form, signal });
      });
    });
  }

  get running(): boolean {
    return this.job?.status === 'running';
  }

  choose(kind: ImportKind): void {
    this.kind = kind;
    this.options = {};
    this.mapping = {};
  }

  setOption(key: string, value: string): void {
    const others = Object.entries(this.options).filter(([name]) => name !== key);
    this.options = Object.fromEntries(value.trim() ? [...others, [key, value.trim()]] : others);
  }

  map(field: string, column: string): void {
    this.mapping = { ...this.preview.value?.mapping, ...this.mapping, [field]: column };
  }

  correct(row: number, address: string, before: string): void {
    const others = Object.entries(this.corrections).filter(([key]) => key !== String(row));
    const text = address.trim();
    this.corrections = Object.fromEntries(text && text !== before ? [...others, [row, text]] : others);
  }

  forgetCorrections(): void {
    this.corrections = {};
  }

  async take(files: File[]): Promise<void> {
    this.clear();
    if (files.length === 0) return;
    this.packing = files.length > 1;
    this.packed = files.length;
    try {
      this.file = await oneFile(files);
    } catch (error) {
      this.failure = error;
    }
    this.packing = false;
  }

  clear(): void {
    this.file = null;
    this.packed = 0;
    this.mapping = {};
    this.corrections = {};
    this.job = null;
    this.failure = null;
    // What was said of this one file does not hold for the next.
    this.options = Object.fromEntries(
      Object.entries(this.options).filter(([key]) => !['crs', 'sheet', 'source-layer'].includes(key)),
    );
  }

  async start(): Promise<void> {
    const form = this.#form();
    if (!form) return;
    const county = this.county;
    this.failure = null;
    try {
      let job = await call(startImport, { county }, {}, { body: form });
      this.job = job;
      while (job.status === 'running') {
        await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
        job = await call(getJob, { county, job: job.id }, {});
        this.job = job;
      }
      if (job.status !== 'done') return;
      this.corrections = {};
      this.#onstored(county);
    } catch (error) {
      this.failure = error;
      this.job = null;
    }
  }

  #form(): FormData | null {
    if (!this.file || !this.kind || !this.countyValid) return null;
    const form = new FormData();
    // Text fields first: the service knows the kind before the file streams in.
    form.set('kind', this.kind);
    form.set('options', JSON.stringify(this.options));
    if (Object.keys(this.mapping).length) form.set('mapping', JSON.stringify(this.mapping));
    if (Object.keys(this.corrections).length) form.set('corrections', JSON.stringify(this.corrections));
    form.set('file', this.file, this.file.name);
    return form;
  }
}
