/** Which layer and areas a row of a table of indicators speaks of; several layers may stand in one table. */
import { SourceError } from '../../formats/source.ts';
import { AreaResolver } from '../areaKeys.ts';
import { cityPlace, COUNTY_LAYER, type AreaPlace } from '../officialTable/areas.ts';
import type { SourceRecord } from '../records.ts';
import type { PrepareContext } from '../types.ts';

const layerOf = (record: SourceRecord): string => record.get('layer').toLowerCase();

export class IndicatorAreas {
  readonly #county: string;
  readonly #city: AreaPlace | null;
  /** By the layer that the rows name; '' where they name none. */
  readonly #resolvers = new Map<string, AreaResolver>();

  constructor(context: PrepareContext, records: readonly SourceRecord[]) {
    const { county } = context;
    this.#county = county.key;
    this.#city = cityPlace(county);
    const keys = new Map<string, Set<string>>();
    for (const record of records) {
      if (this.#isCounty(record)) continue;
      keys.set(layerOf(record), (keys.get(layerOf(record)) ?? new Set()).add(record.get('area')));
    }
    let refused: SourceError | null = null;
    for (const [named, own] of keys) {
      const options = named === '' ? context.options : { ...context.options, layer: named };
      try {
        this.#resolvers.set(named, AreaResolver.forKeys({ ...context, options }, [...own]));
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        refused ??= error;
      }
    }
    // Where another layer of the table can be read, the rows of this one are rejected one by one.
    if (refused !== null && this.#resolvers.size === 0 && !records.some((record) => this.#isCounty(record)))
      throw refused;
  }

  get resolvers(): AreaResolver[] {
    return [...this.#resolvers.values()];
  }

  resolve(record: SourceRecord, year: number): AreaPlace[] | 'elsewhere' | 'unknown' {
    // A city that is its own county is its only Gemeinde too.
    if (this.#isCounty(record))
      return [
        { layer: COUNTY_LAYER, area: this.#county },
        ...(this.#city && layerOf(record) !== COUNTY_LAYER ? [this.#city] : []),
      ];
    const resolver = this.#resolvers.get(layerOf(record));
    const found = resolver?.resolve(record.get('area'), `${year}-12-31`);
    if (resolver && found?.kind === 'atom') return [{ layer: resolver.layer, area: found.atom }];
    return found?.kind === 'elsewhere' ? 'elsewhere' : 'unknown';
  }

  /** With or without the zero that Excel takes away. */
  #isCounty(record: SourceRecord): boolean {
    return record.get('area') === this.#county || `0${record.get('area')}` === this.#county;
  }
}
