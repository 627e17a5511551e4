/** Sites and Kitas of an answer as points of the map. */
import type { FewerPlaces, KitaSites } from '../../../server/contract/kitaSites.ts';
import { plannedPoints } from '../../layers/kitaSites.ts';
import type { MapLayer } from '../../layers/layer.ts';
import type { Speech } from '../../state/language.svelte.ts';

export function newSitesLayer(sites: KitaSites, groupName: string, { text, format }: Speech): MapLayer {
  const words = text.kitaSites;
  const shown = sites.count > 1 ? sites.chosen : sites.ranking;
  return plannedPoints(
    shown.map(({ position, gain }, index) => ({
      position,
      label: `${index + 1}.${typeof gain === 'number' ? ` ${format.signed(gain)}` : ''}`,
      isFirst: sites.count > 1 || index === 0,
    })),
    { title: words.legend(groupName, format.number(sites.places)), note: words.legendNote },
  );
}

export function fewerLayer({ givenUp, gone }: FewerPlaces, { text, format }: Speech): MapLayer {
  const words = text.kitaSites.fewer;
  return plannedPoints(
    givenUp.map(({ position, places: own }) => ({ position, label: format.signed(-own), isFirst: true })),
    { title: words.legend(format.number(gone)), note: words.legendNote },
  );
}
