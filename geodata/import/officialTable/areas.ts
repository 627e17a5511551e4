/** Which areas a row of an official table speaks of: the county itself, its Gemeinden and associations, or something elsewhere. */
import { agsFromRegionalCode } from '../../formats/keys.ts';
import { AreaResolver } from '../areaKeys.ts';
import type { CountyFacts, PrepareContext } from '../types.ts';

/** The layer of figures of the whole county. */
export const COUNTY_LAYER = 'kreis';

export interface AreaPlace {
  layer: string;
  area: string;
}

export type OfficialArea =
  | { kind: 'own'; places: AreaPlace[] }
  | { kind: 'elsewhere' }
  | { kind: 'unknown'; key: string }
  /** No key of the regional statistics. */
  | { kind: 'invalid' };

/** A city that is its own county is its only Gemeinde too: 07211 and 07211000. */
export function cityPlace({ key, atoms }: CountyFacts): AreaPlace | null {
  const area = `${key}000`;
  const layer = atoms.find(({ keys }) => keys.includes(area))?.layer;
  return layer === undefined ? null : { layer, area };
}

const associationLayers = ['verbandsgemeinde', 'verwaltungsgemeinschaft'];

export class OfficialAreas {
  readonly #county: CountyFacts;
  /** null: the table has no row of a Gemeinde of this county. */
  readonly #gemeinden: AreaResolver | null;
  recoveredZeros = 0;

  constructor(context: PrepareContext, texts: readonly string[]) {
    this.#county = context.county;
    const own = texts.filter((text) => this.#levelOf(this.#whole(text)) === 'gemeinde');
    this.#gemeinden =
      own.length === 0
        ? null
        : AreaResolver.forKeys(
            context,
            own.map((text) => this.#whole(text)),
          );
    this.recoveredZeros = 0;
  }

  resolve(text: string, date: string): OfficialArea {
    const code = this.#whole(text);
    const { key } = this.#county;
    const city = cityPlace(this.#county);
    if (code === key) return { kind: 'own', places: [{ layer: COUNTY_LAYER, area: key }, ...(city ? [city] : [])] };
    // Germany, states, government regions (three digits) and other counties.
    if (code === 'DG' || (/^(0[1-9]|1[0-6])\d{0,8}$/.test(code) && !code.startsWith(key))) return { kind: 'elsewhere' };
    const level = this.#levelOf(code);
    if (level === 'verband') {
      const place = this.#association(code);
      return place ? { kind: 'own', places: [place] } : { kind: 'elsewhere' };
    }
    if (level !== 'gemeinde') return code.startsWith(key) ? { kind: 'unknown', key: code } : this.#other(code);
    const found = this.#gemeinden?.resolve(code, date);
    if (this.#gemeinden && found?.kind === 'atom')
      return { kind: 'own', places: [{ layer: this.#gemeinden.layer, area: found.atom }] };
    return { kind: 'unknown', key: found?.kind === 'unknown' ? found.key : code };
  }

  #other(code: string): OfficialArea {
    return agsFromRegionalCode(code) ? { kind: 'elsewhere' } : { kind: 'invalid' };
  }

  /** Of an area of this county. */
  #levelOf(code: string): string | null {
    return code.startsWith(this.#county.key) ? (agsFromRegionalCode(code)?.level ?? null) : null;
  }

  /** With the zero that Excel ate: '7235' is no key of another state. */
  #whole(text: string): string {
    const code = text.trim();
    const { key } = this.#county;
    if (!key.startsWith('0') || !/^[1-9]\d{3,8}$/.test(code) || !code.startsWith(key.slice(1))) return code;
    if (agsFromRegionalCode(`0${code}`) === null) return code;
    this.recoveredZeros++;
    return `0${code}`;
  }

  /** An association has seven digits here and, as part of the Regionalschlüssel, nine in layers of areas: 0723501 is 072355001. */
  #association(code: string): AreaPlace | null {
    const keys = [code, `${code.slice(0, 5)}50${code.slice(5)}`];
    for (const atoms of this.#county.atoms) {
      const area = associationLayers.includes(atoms.layer) ? keys.find((key) => atoms.keys.includes(key)) : undefined;
      if (area !== undefined) return { layer: atoms.layer, area };
    }
    return null;
  }
}
