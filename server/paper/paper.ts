/** A tagged PDF of A4 pages: fonts, lines of text, structure for screen readers, drawings that are stored once. Points from the top left. */
import PDFDocument from 'pdfkit';

export interface Fonts {
  regular: Uint8Array;
  bold: Uint8Array;
}

export interface PaperOptions {
  title: string;
  language: string;
  created: Date;
  /** Whether streams are packed. */
  compress: boolean;
  fonts: Fonts;
}

export interface Style {
  size: number;
  bold?: boolean;
  colour?: string;
  align?: 'left' | 'right' | 'center';
  /** Digits of one width, so that columns of numbers can be compared. */
  digits?: boolean;
}

export const INK = '#1b1f24';
export const MUTED = '#5d6762';
export const LINE = '#d5dad4';
export const GREY = '#8b948e';
export const ACCENT = '#0b6672';

/** Digits of one width. What else a font does to words costs a number a hundred times as long, and changes nothing on it. */
const TABULAR = { features: { tnum: true, calt: false, kern: false, ccmp: false, mark: false, mkmk: false } as never };

type Element = PDFKit.PDFStructureElement;

export class Paper {
  readonly doc: PDFKit.PDFDocument;
  readonly #chunks: Uint8Array[] = [];
  readonly #done: Promise<void>;
  readonly #root: Element;
  /** Of text of size 1: it grows with its size. */
  readonly #widths = new Map<string, number>();
  readonly #stamps = new Map<string, { name: string; reference: PDFKit.PDFKitReference }>();
  #section: Element | null = null;

  constructor({ title, language, created, compress, fonts }: PaperOptions) {
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      compress,
      pdfVersion: '1.7',
      tagged: true,
      lang: language,
      displayTitle: true,
      autoFirstPage: false,
      // Its own default would be a font that is not embedded.
      font: '',
      // The record about the document is XML, which the library does not escape.
      info: { Title: title.replaceAll(/[<>&]/g, ' '), Creator: 'Planungsraum', CreationDate: created },
    });
    this.doc.registerFont('regular', Buffer.from(fonts.regular));
    this.doc.registerFont('bold', Buffer.from(fonts.bold));
    this.#done = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk));
      this.doc.on('end', resolve);
      this.doc.on('error', reject);
    });
    this.#root = this.doc.struct('Document');
    this.doc.addStructure(this.#root);
  }

  /** Begins a page with a bookmark; what is drawn after it belongs to it. */
  page(bookmark: string): void {
    this.#section?.end();
    this.doc.addPage();
    this.doc.outline.addItem(bookmark);
    this.#section = this.doc.struct('Sect', { title: bookmark });
    this.#root.add(this.#section);
  }

  /** @returns bytes of a buffer of their own, which can be handed over */
  async end(): Promise<Uint8Array<ArrayBuffer>> {
    this.#section?.end();
    this.#root.end();
    this.doc.end();
    await this.#done;
    const bytes = new Uint8Array(this.#chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  /** @param alt what a figure shows, in words */
  tag(type: string, draw: () => void, { alt, parent }: { alt?: string; parent?: Element } = {}): void {
    (parent ?? this.#section!).add(this.doc.struct(type, alt === undefined ? {} : { alt }, draw));
  }

  /** A part with parts of its own: they are tagged with it as their parent. */
  group(type: string, draw: (element: Element) => void, parent: Element = this.#section!): void {
    const element = this.doc.struct(type);
    parent.add(element);
    draw(element);
    element.end();
  }

  /** A cell of a table's row; of a head it says whether it heads a row or a column. */
  cell(row: Element, draw: () => void, heads?: 'Row' | 'Column'): void {
    row.add(this.doc.struct(heads ? 'TH' : 'TD', (heads ? { scope: heads } : {}) as object, draw));
  }

  /** What is no content: rules, page numbers. */
  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  /** Is not seen as words, but read out and found as them. */
  reading(words: string, draw: () => void): void {
    this.doc.markContent('Span', { actual: words });
    draw();
    this.doc.endMarkedContent();
  }

  width(text: string, { size, bold = false, digits = false }: Style): number {
    const key = `${bold} ${digits} ${text}`;
    let known = this.#widths.get(key);
    if (known === undefined) {
      known = this.doc.font(bold ? 'bold' : 'regular', 1).widthOfString(text, digits ? TABULAR : {});
      this.#widths.set(key, known);
    }
    return known * size;
  }

  /** One line, its top at y. @param room that it is aligned in, from x */
  line(text: string, x: number, y: number, style: Style, room = 0): void {
    const { size, bold = false, colour = INK, align = 'left', digits } = style;
    const free = align === 'left' ? 0 : room - this.width(text, style);
    this.doc
      .font(bold ? 'bold' : 'regular', size)
      .fillColor(colour)
      .text(text, x + (align === 'center' ? free / 2 : free), y, {
        lineBreak: false,
        ...(digits ? TABULAR : {}),
      });
  }

  /** As many lines as it needs, none wider than the room; words that are wider are cut. */
  wrap(text: string, room: number, style: Style): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text
      .split(/[ \n]+/)
      .filter(Boolean)
      .flatMap((one) => this.#pieces(one, room, style))) {
      const longer = line ? `${line} ${word}` : word;
      if (line && this.width(longer, style) > room) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return line ? [...lines, line] : lines;
  }

  #pieces(word: string, room: number, style: Style): string[] {
    if (this.width(word, style) <= room) return [word];
    const pieces = [''];
    for (const sign of word) {
      if (pieces.at(-1) && this.width(pieces.at(-1)! + sign, style) > room) pieces.push('');
      pieces[pieces.length - 1] += sign;
    }
    return pieces;
  }

  /** In one line, the end left out where it is too wide: „…“ says so. */
  fit(text: string, room: number, style: Style): string {
    if (this.width(text, style) <= room) return text;
    const signs = [...text];
    while (signs.length > 1 && this.width(`${signs.join('').trimEnd()}…`, style) > room) signs.pop();
    return `${signs.join('').trimEnd()}…`;
  }

  rule(x: number, y: number, width: number, colour = LINE): void {
    this.artifact(() =>
      this.doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.5)
        .stroke(colour),
    );
  }

  /**
   * A drawing that comes again on many pages is stored once.
   *
   * @param operators of PDF, in points from the top left, made the first time
   */
  stamp(key: string, x: number, y: number, width: number, height: number, operators: () => string): void {
    let known = this.#stamps.get(key);
    if (!known) {
      const reference = this.doc.ref({
        ...{ Type: 'XObject', Subtype: 'Form', FormType: 1, BBox: [0, 0, width, height], Resources: {} },
      });
      reference.end(Buffer.from(operators(), 'latin1'));
      known = { name: `Fm${this.#stamps.size + 1}`, reference };
      this.#stamps.set(key, known);
    }
    const { name, reference } = known;
    this.doc.page.xobjects[name] = reference;
    this.doc.save().translate(x, y);
    this.doc.addContent(`/${name} Do`);
    this.doc.restore();
  }
}
