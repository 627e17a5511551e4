/** Which atom a row of a table speaks of: regional codes, lost zeros, county rows, other counties. */
import { agsFromRegionalCode, recoverLeadingZero } from '../formats/keys.ts';
import { SourceError } from '../formats/source.ts';
import { layerRank } from './layers.ts';
import type { CountyFacts, PrepareContext } from './types.ts';

export type AreaReference =
  | { kind: 'atom'; edition: string; atom: string }
  /** The row of the whole county, in a table of its municipalities: a control total. */
  | { kind: 'county' }
  /** Another county, a state, Germany, an association whose members stand in the table too. */
  | { kind: 'elsewhere' }
  | { kind: 'unknown'; key: string };

interface Edition {
  id: string;
  validFrom: string;
  keys: Set<string>;
}

export class AreaResolver {
  readonly layer: string;
  readonly #county: CountyFacts;
  readonly #editions: Edition[];
  readonly #length: number;
  recoveredZeros = 0;

  private constructor(county: CountyFacts, layer: string, editions: Edition[]) {
    this.#county = county;
    this.layer = layer;
    this.#editions = editions;
    this.#length = [...(editions[0]?.keys ?? [])][0]?.length ?? 0;
  }

  /** The layer whose keys the table uses: the one most of its keys belong to, the finer where two tie. */
  static forKeys(context: PrepareContext, keys: string[]): AreaResolver {
    const { county, options } = context;
    const byLayer = new Map<string, Edition[]>();
    for (const { edition, layer, validFrom, keys: atomKeys } of county.atoms) {
      if (options['layer'] !== undefined && options['layer'] !== layer) continue;
      const editions = byLayer.get(layer) ?? [];
      editions.push({ id: edition, validFrom, keys: new Set(atomKeys) });
      byLayer.set(layer, editions);
    }
    let best: { resolver: AreaResolver; hits: number } | null = null;
    const layers = [...byLayer].sort(([a], [b]) => layerRank(b) - layerRank(a));
    for (const [layer, editions] of layers) {
      editions.sort((a, b) => a.validFrom.localeCompare(b.validFrom));
      const resolver = new AreaResolver(county, layer, editions);
      const hits = new Set(keys.filter((key) => resolver.#find(key, '9999-12-31') !== null)).size;
      if (hits > (best?.hits ?? 0)) best = { resolver, hits };
    }
    if (best) {
      best.resolver.recoveredZeros = 0;
      return best.resolver;
    }
    if (county.atoms.length === 0) {
      throw new SourceError('areas.missing', {
        de: `Für den Kreis ${county.key} sind noch keine Gebiete geladen: bitte zuerst die Gebiete importieren (npm run load -- areas …), dann diese Tabelle.`,
        en: `No areas are loaded for county ${county.key} yet: please import the areas first (npm run load -- areas …), then this table.`,
      });
    }
    throw new SourceError('areas.noMatch', {
      de: `Keiner der Schlüssel (zum Beispiel „${keys[0] ?? ''}“) gehört zu einem geladenen Gebiet des Kreises ${county.key}: bitte die Schlüsselspalte, den Kreis und die geladenen Gebiete prüfen.`,
      en: `None of the keys (for example '${keys[0] ?? ''}') belongs to a loaded area of county ${county.key}: please check the key column, the county and the loaded areas.`,
    });
  }

  resolve(text: string, date: string): AreaReference {
    const found = this.#find(text, date);
    if (found) return found;
    const regional = agsFromRegionalCode(text);
    if (regional) {
      if (regional.key === this.#county.key && regional.level === 'kreis') return { kind: 'county' };
      if (regional.level !== 'gemeinde' || !regional.key.startsWith(this.#county.key)) return { kind: 'elsewhere' };
    }
    return { kind: 'unknown', key: regional?.key ?? text };
  }

  #find(text: string, date: string): { kind: 'atom'; edition: string; atom: string } | null {
    const direct = this.#lookUp(text, date);
    if (direct) return direct;
    const regional = agsFromRegionalCode(text);
    const mapped = regional ? this.#lookUp(regional.key, date) : null;
    if (mapped) return mapped;
    // A city that is its own county stands in tables with five digits and is its only municipality.
    const city = regional?.key === this.#county.key ? this.#lookUp(`${regional.key}000`, date) : null;
    if (city) return city;
    const recovered = recoverLeadingZero(text, this.#length);
    const padded = recovered === null ? null : this.#lookUp(recovered, date);
    if (padded) this.recoveredZeros++;
    return padded;
  }

  /** The edition valid on the date, else any that knows the key. */
  #lookUp(key: string, date: string): { kind: 'atom'; edition: string; atom: string } | null {
    const before = this.#editions.filter(({ validFrom }) => validFrom <= date).reverse();
    const after = this.#editions.filter(({ validFrom }) => validFrom > date);
    const edition = [...before, ...after].find(({ keys }) => keys.has(key));
    return edition ? { kind: 'atom', edition: edition.id, atom: key } : null;
  }
}

export function sayRecovered(context: PrepareContext, resolver: Pick<AreaResolver, 'recoveredZeros'>): void {
  if (resolver.recoveredZeros === 0) return;
  context.report.note(
    `Bei ${resolver.recoveredZeros} Schlüsseln fehlte die führende Null (Excel hat sie entfernt); sie wurde ergänzt.`,
    `${resolver.recoveredZeros} keys had lost their leading zero (Excel removed it); it was restored.`,
  );
}
