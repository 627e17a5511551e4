/**
 * Layers that come and go. MapLibre draws layers of one look from a shared bucket, and a tile that was under way while
 * one of them went, or while another came under the same name, fails with an error and stays empty (6.17: feature
 * states are applied to layers that are gone or not yet evaluated). So every addition has names of its own, and a filter
 * of its own, always true, that keeps its buckets apart.
 */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';

let additions = 0;

export function asAddition<L extends LayerSpecification>(layers: readonly L[]): L[] {
  additions += 1;
  const mark = `~${additions}`;
  const apart: ExpressionSpecification = ['==', ['literal', mark], mark];
  return layers.map((layer) => {
    const id = layer.id + mark;
    if (!('source-layer' in layer)) return { ...layer, id };
    const filter = layer.filter ? (['all', layer.filter, apart] as FilterSpecification) : apart;
    return { ...layer, id, filter };
  });
}

/** The name that a layer was described with. */
export const nameOfAdded = (id: string): string => id.replace(/~\d+$/, '');
