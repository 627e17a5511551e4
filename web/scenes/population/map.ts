/** What the map shows of an answer, and what it says of an area under the pointer. */
import type { Demography, Forecast } from '../../../server/contract/demography.ts';
import { bandChangeLayer, changeText } from '../../layers/bandChange.ts';
import { bandShareLayer } from '../../layers/bandShare.ts';
import type { MapLayer } from '../../layers/layer.ts';
import type { Tooltip } from '../../map/mapView.svelte.ts';
import { fidOf } from '../../state/highlight.svelte.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { relative } from './change.ts';

const bandOf = (answer: Demography | Forecast) => answer.bands.find(({ key }) => key === answer.band);

export function forecastLayers(answer: Forecast, speech: Speech): MapLayer[] {
  const words = speech.text.populationScene;
  const band = bandOf(answer);
  if (!band) return [];
  const title = words.legendChange(speech.say(band.label), String(answer.years[0] ?? ''), String(answer.year));
  const uncertain = words.uncertain(speech.format.number(answer.smallArea));
  return [bandChangeLayer({ ...answer, title, uncertain }, band, speech.text, speech.format)];
}

export function demographyLayers(answer: Demography, speech: Speech): MapLayer[] {
  const words = speech.text.populationScene;
  const band = bandOf(answer);
  if (!band || answer.date === null) return [];
  const name = speech.say(band.label);
  // Of all ages the share is everybody everywhere: there the change says more.
  if (band.key !== 'all') {
    const title = words.legendShare(name, speech.format.date(answer.date));
    return [bandShareLayer(answer, title, speech.text, speech.format)];
  }
  const { layer, sources, date, beforeDate } = answer;
  const areas = answer.areas.map((area) => ({ ...area, change: relative(area.people, area.before) }));
  const title = words.legendChange(name, (beforeDate ?? date).slice(0, 4), date.slice(0, 4));
  return [bandChangeLayer({ layer, areas, sources, title }, band, speech.text, speech.format)];
}

export function forecastTip(answer: Forecast, fid: string, speech: Speech): Tooltip | null {
  const area = answer.areas.find((candidate) => fidOf(candidate) === fid);
  if (!area) return null;
  const words = speech.text.populationScene;
  const { number } = speech.format;
  const { name: title, base, middle, low, high, change, uncertain } = area;
  if (middle === 'hidden' || base === 'hidden') return { title, lines: [speech.text.hiddenLong] };
  if (base === null || middle === null) return { title, lines: [speech.text.missing] };
  const band = bandOf(answer);
  return {
    title,
    lines: [
      `${band ? speech.say(band.label) : ''} ${answer.years[0] ?? ''}: ${number(base)} → ${answer.year}: ${number(middle)}`,
      ...(typeof low === 'number' && typeof high === 'number' ? [words.ofFutures(number(low), number(high))] : []),
      ...(typeof change === 'number' ? [`${words.change}: ${changeText(change, uncertain, speech.format)}`] : []),
    ],
  };
}

export function demographyTip(answer: Demography, fid: string, speech: Speech): Tooltip | null {
  const area = answer.areas.find((candidate) => fidOf(candidate) === fid);
  if (!area) return null;
  const words = speech.text.populationScene;
  const { number, percent } = speech.format;
  const { name: title, people, children, share } = area;
  if (share === 'hidden') return { title, lines: [speech.text.hiddenLong] };
  if (typeof children !== 'number' || typeof people !== 'number' || share === null)
    return { title, lines: [speech.text.missing] };
  const band = bandOf(answer);
  const lines =
    !band || band.key === 'all'
      ? [`${words.people}: ${number(people)}`]
      : [speech.say(band.label), words.tip(number(children), number(people), percent(share, 1))];
  return { title, lines };
}
