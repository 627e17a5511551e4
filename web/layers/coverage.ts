/** How far the nearest served stop is: a disc at the middle of each atom, from light to dark by metres. */
import type { StopCoverage } from '../../server/contract/coverage.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { atomDiscs, largestAtom } from './atomDiscs.ts';
import { radiusOf } from './classes.ts';
import type { LegendEntry, MapLayer } from './layer.ts';
import { palette } from './palette.ts';

/** One more than limits there are at most; white: no stop at all. From light to dark, so that the order also reads in grey. */
const colours = ['#cfe6df', '#f0cf8e', '#dd9a4c', '#a9501a'] as const;
const NONE = '#ffffff';

function colourOf(metres: number | null, limits: readonly number[]): string {
  if (metres === null) return NONE;
  const step = limits.findIndex((limit) => metres <= limit);
  return colours[step < 0 ? limits.length : step] ?? NONE;
}

export function coverageLayer(coverage: StopCoverage, text: Text, format: Formatter): MapLayer {
  const { homes, limits } = coverage;
  const words = text.coverage;
  const largest = Math.max(1, ...homes.flatMap(({ pupils }) => (typeof pupils === 'number' ? [pupils] : [])));
  const disc = (colour: string, label: string): LegendEntry => ({ kind: 'disc', colour, label });
  return {
    id: 'coverage',
    slot: 'circles',
    data: {
      'coverage-discs': {
        type: 'FeatureCollection',
        features: homes.map(({ point, pupils, metres }) => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: point },
          properties: {
            colour: colourOf(metres, limits),
            radius: radiusOf(typeof pupils === 'number' ? pupils : 1, largest, largestAtom),
          },
        })),
      },
    },
    styles: [atomDiscs('coverage-discs', palette.ink, 0.8)],
    legend: {
      title: words.legend,
      entries: [
        ...limits.map((limit, at) => disc(colours[at] ?? NONE, words.within(format.length(limit)))),
        disc(colours[limits.length] ?? NONE, words.beyond(format.length(limits.at(-1) ?? 0))),
        ...(homes.some(({ metres }) => metres === null) ? [disc(NONE, words.none)] : []),
      ],
    },
    sources: coverage.sources,
  };
}
