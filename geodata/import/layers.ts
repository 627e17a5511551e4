/** Area layers: which layer a file holds, their German names, and their order from coarse to fine. */
import { SourceError } from '../formats/source.ts';
import { normaliseName } from './columns.ts';
import type { Records, SourceRecord } from './records.ts';
import type { PrepareContext, Sentence } from './types.ts';

const known: { key: string; label: Sentence; names: RegExp }[] = [
  { key: 'kreis', label: { de: 'Kreis', en: 'County' }, names: /kreis/ },
  {
    key: 'verwaltungsgemeinschaft',
    label: { de: 'Verwaltungsgemeinschaft', en: 'Association of municipalities' },
    names: /verwaltungsgem|verbandsgem|vwg/,
  },
  { key: 'planungsraum', label: { de: 'Planungsraum', en: 'Planning area' }, names: /planungsr|planningarea|^plr/ },
  { key: 'sozialraum', label: { de: 'Sozialraum', en: 'Social space' }, names: /sozialr/ },
  { key: 'schulbezirk', label: { de: 'Schulbezirk', en: 'School district' }, names: /schulbezirk|einschul|esb/ },
  { key: 'gemeinde', label: { de: 'Gemeinde', en: 'Municipality' }, names: /gemeinde|gem$|^gem/ },
  { key: 'ortsteil', label: { de: 'Ortsteil', en: 'Locality' }, names: /ortsteil|stadtteil/ },
];

/** Layers of the official key: their keys begin with the county's. */
export const officialLayers = new Set(['kreis', 'verwaltungsgemeinschaft', 'gemeinde']);

const levels: Record<string, string> = { '4': 'kreis', '5': 'verwaltungsgemeinschaft', '6': 'gemeinde' };

export function layerLabel(layer: string): Sentence {
  return known.find(({ key }) => key === layer)?.label ?? { de: layer, en: layer };
}

/** Coarse to fine; layers nobody knows come last. */
export function layerRank(layer: string): number {
  const position = known.findIndex(({ key }) => key === layer);
  return position === -1 ? known.length : position;
}

/** The layer as stated, as the official level (ADE) says, as the file or its layer is named, or as the keys look. */
export function layerOf(context: PrepareContext, records: Records, first: SourceRecord): string {
  const stated = context.options['layer'];
  if (stated !== undefined && stated !== '') return named(stated) ?? normaliseName(stated);
  const level = levels[String(first.properties['ADE'] ?? '')];
  const guess = level ?? named(records.name) ?? named(context.name) ?? byKeyLength(first.get('key'));
  if (guess === null) {
    throw new SourceError('areas.whichLayer', {
      de: 'Es ist nicht zu erkennen, welche Ebene diese Gebiete sind: bitte mit --layer angeben (gemeinde, planungsraum, schulbezirk …).',
      en: 'It cannot be told which layer these areas are: please state it with --layer (gemeinde, planungsraum, schulbezirk …).',
    });
  }
  const label = layerLabel(guess);
  context.report.note(`Als Ebene „${label.de}“ erkannt.`, `Recognised as layer '${label.en}'.`);
  return guess;
}

function named(text: string): string | null {
  const plain = normaliseName(text);
  return known.find(({ key, names }) => plain === key || names.test(plain))?.key ?? null;
}

function byKeyLength(key: string): string | null {
  if (/^\d{5}$/.test(key)) return 'kreis';
  if (/^\d{9}$/.test(key)) return 'verwaltungsgemeinschaft';
  return /^\d{8}$/.test(key) ? 'gemeinde' : null;
}
