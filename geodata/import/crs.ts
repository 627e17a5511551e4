/** Which CRS: from the option, else from the file, else guessed from the extent against the county, never silently. */
import { crsLabel, transformer, type XY } from '../crs/transform.ts';
import { guessCrs } from '../crs/guess.ts';
import { stateBbox } from '../crs/states.ts';
import { SourceError } from '../formats/source.ts';
import type { CrsDecision, PrepareContext } from './types.ts';

/** Germany with a margin: where the county is not known yet. */
export const GERMANY: [number, number, number, number] = [5.5, 47.0, 15.5, 55.2];

export function decideCrs(
  context: PrepareContext,
  stated: { epsg: number | null; from: 'file' | 'format' | 'unstated' },
  sample: XY[],
): CrsDecision {
  const chosen = context.options['crs'];
  if (chosen !== undefined) {
    const epsg = Number(chosen.replace(/^EPSG:/i, ''));
    const label = crsLabel(epsg);
    transformer(epsg, 4326);
    return checked(context, sample, {
      epsg,
      from: 'option',
      certain: true,
      swapped: false,
      candidates: [],
      sentence: {
        de: `Koordinaten wie angegeben in ${label.de} (EPSG:${epsg}).`,
        en: `Coordinates in ${label.en} (EPSG:${epsg}), as stated.`,
      },
    });
  }
  if (stated.epsg !== null && stated.from === 'file') {
    const label = crsLabel(stated.epsg);
    return checked(context, sample, {
      epsg: stated.epsg,
      from: 'file',
      certain: true,
      swapped: false,
      candidates: [],
      sentence: {
        de: `Die Datei nennt ihr Koordinatensystem: ${label.de} (EPSG:${stated.epsg}).`,
        en: `The file states its coordinate system: ${label.en} (EPSG:${stated.epsg}).`,
      },
    });
  }
  const expected = context.county.bbox ?? stateBbox(context.county.key);
  const guess = guessCrs(sample, expected ? { bbox: expected } : null);
  const decision: CrsDecision = { ...guess, from: 'guess' };
  if (!guess.certain) return { ...decision, epsg: guess.candidates.length > 1 ? null : guess.epsg };
  return decision;
}

/** A stated CRS that puts the data far from Germany is wrong, and saying so now spares a county in the sea. */
function checked(context: PrepareContext, sample: XY[], decision: CrsDecision): CrsDecision {
  if (sample.length === 0 || decision.epsg === null) return decision;
  const transform = transformer(decision.epsg, 4326);
  const [west, south, east, north] = GERMANY;
  const inside = sample.filter((xy) => {
    const [lon, lat] = transform(xy);
    return lon >= west && lon <= east && lat >= south && lat <= north;
  }).length;
  if (inside * 2 >= sample.length) return decision;
  const label = crsLabel(decision.epsg);
  context.report.crs = decision;
  throw new SourceError('crs.farAway', {
    de: `In ${label.de} (EPSG:${decision.epsg}) lägen diese Daten nicht in Deutschland: bitte das richtige Koordinatensystem angeben (--crs 25832 zum Beispiel).`,
    en: `In ${label.en} (EPSG:${decision.epsg}) these data would not lie in Germany: please state the right coordinate system (--crs 25832 for example).`,
  });
}

/** From the source's coordinates to EPSG:4326; northing-first sources are turned round. */
export function toWgs84(decision: CrsDecision, preview: boolean): (xy: XY) => XY {
  const transform = transformer(requireCrs(decision, preview), 4326);
  return decision.swapped ? ([x, y]) => transform([y, x]) : transform;
}

/** Beyond this no system puts the data near the county: it is the coordinates that are wrong, not the choice. */
const FAR_KM = 100;

function fitsNowhere({ epsg, label, distanceKm }: CrsDecision['candidates'][number]): SourceError {
  const km = Math.round(distanceKm);
  return new SourceError('crs.farAway', {
    de: `In keinem Koordinatensystem liegen diese Daten beim Kreis (als ${label.de}, EPSG:${epsg}, ${km.toLocaleString('de-DE')} km entfernt): bitte die Koordinaten und den Kreis prüfen.`,
    en: `In no coordinate system do these data lie near the county (as ${label.en}, EPSG:${epsg}, ${km.toLocaleString('en-GB')} km away): please check the coordinates and the county.`,
  });
}

/** The import itself needs an answer; the preview shows the question. */
function requireCrs(decision: CrsDecision, preview: boolean): number {
  if (decision.epsg !== null) return decision.epsg;
  const best = decision.candidates[0];
  if (preview && best) return best.epsg;
  // One system may stand twice: with easting first and with northing first.
  const distinct = decision.candidates.filter(
    ({ epsg }, at, all) => all.findIndex((other) => other.epsg === epsg) === at,
  );
  if (best && decision.candidates.every(({ distanceKm }) => distanceKm > FAR_KM)) throw fitsNowhere(best);
  const list = distinct.map(({ epsg, label }) => `${epsg} (${label.de})`).join(', ');
  const listEn = distinct.map(({ epsg, label }) => `${epsg} (${label.en})`).join(', ');
  throw new SourceError('crs.ambiguous', {
    de: `Das Koordinatensystem ist aus den Zahlen nicht eindeutig: bitte mit --crs (oder in der Vorschau) eines wählen: ${list}.`,
    en: `The coordinate system cannot be told from the numbers: please choose one with --crs (or in the preview): ${listEn}.`,
  });
}
