/**
 * Houses of other counties in an address list. They tell from where guests come and nothing else, so that those near the
 * county are enough: whoever feeds in the list of a whole Land need not cut it first.
 */
import { agsFromArs, normaliseKey, recoverLeadingZero } from '../formats/keys.ts';
import { SourceError } from '../formats/source.ts';
import type { Records, SourceRecord } from './records.ts';
import type { Located } from './sites.ts';
import type { PrepareContext } from './types.ts';

export const neighbourOption = {
  key: 'neighbours',
  label: {
    de: 'Nachbarkreise, deren Häuser Gäste zuordnen (sonst alle bis 15 km; „keine“)',
    en: 'Neighbouring counties whose houses tell guests (else all within 15 km; ‘none’)',
  },
  example: '07211,07231',
};

const NEAR_METRES = 15_000;
/** As many as a large county has itself; of more the nearest. */
const MOST_HOUSES = 300_000;
const NAMED_COUNTIES = 12;
const METRES_PER_DEGREE = 111_320;

/** A row of another county with the key of its Gemeinde ('07211000' where the list names the county alone). */
export interface Elsewhere {
  record: SourceRecord;
  county: string;
  areaKey: string;
}

function gemeindeOf(text: string): string | null {
  const key = normaliseKey(recoverLeadingZero(text, 8) ?? text);
  if (key?.kind === 'ars') return agsFromArs(key.key);
  return key?.kind === 'ags' ? key.key : null;
}

/** @throws SourceError where no row is of the county itself: each list replaces the one before */
export function partByCounty(
  { county }: PrepareContext,
  { records }: Records,
): { own: SourceRecord[]; elsewhere: Elsewhere[] } {
  const own: SourceRecord[] = [];
  const elsewhere: Elsewhere[] = [];
  for (const record of records) {
    const gemeinde = gemeindeOf(record.get('area'));
    const stated = record.get('county').padStart(5, '0');
    const key = gemeinde?.slice(0, 5) ?? (/^\d{5}$/.test(stated) && stated !== '00000' ? stated : county.key);
    if (key === county.key || county.key === 'DE') own.push(record);
    else elsewhere.push({ record, county: key, areaKey: gemeinde ?? `${key}000` });
  }
  if (own.length > 0 || elsewhere.length === 0) return { own, elsewhere };
  const keys = countsOf(elsewhere);
  throw new SourceError('addresses.onlyElsewhere', {
    de: `Keine Adresse der Liste liegt im Kreis ${county.key}, alle in anderen (${keys}): bitte den Kreis prüfen. Häuser von Nachbarkreisen gehören mit den eigenen in eine Datei, denn jede Lieferung ersetzt die vorige.`,
    en: `No address of the list lies in county ${county.key}, all in others (${keys}): please check the county. Neighbours' houses belong in one file with the county's own, since each delivery replaces the one before.`,
  });
}

/** Keys of the option, null where it is not given: then the near ones count, whatever their county. */
function wantedCounties({ options }: PrepareContext): Set<string> | null {
  const stated = options['neighbours']?.trim() ?? '';
  if (stated === '') return null;
  if (/^(keine?|none)$/i.test(stated)) return new Set();
  const keys = stated.split(/[\s,;+]+/);
  const odd = keys.find((key) => !/^\d{5}$/.test(key));
  if (odd === undefined) return new Set(keys);
  throw new SourceError('addresses.badNeighbours', {
    de: `„${odd}“ ist kein Kreisschlüssel: bitte bei „neighbours“ fünfstellige Schlüssel mit Komma nennen (zum Beispiel 07211,07231) oder „keine“.`,
    en: `'${odd}' is not a county key: please give five-digit keys with commas for 'neighbours' (for example 07211,07231), or 'none'.`,
  });
}

/** What is kept of other counties, and one sentence on it in the report. */
export function keptNeighbours(
  context: PrepareContext,
  elsewhere: readonly Elsewhere[],
  own: readonly Located[],
  degreesOf: (record: SourceRecord) => [number, number] | null,
): (Located & Elsewhere)[] {
  const wanted = wantedCounties(context);
  const away = distanceFrom(own);
  const found = elsewhere.flatMap(({ record, ...row }) => {
    const [lon, lat] = degreesOf(record) ?? [NaN, NaN];
    const metres = away(lon, lat);
    const asked = wanted ? wanted.has(row.county) && Number.isFinite(metres) : metres <= NEAR_METRES;
    return asked ? [{ ...row, record, lon, lat, metres }] : [];
  });
  const kept = found.sort((a, b) => a.metres - b.metres).slice(0, MOST_HOUSES);
  context.report.skipped += elsewhere.length - kept.length;
  say(context, kept, elsewhere.length - kept.length, wanted);
  return kept;
}

/** Metres to the box around the county's own houses, 0 inside it. */
function distanceFrom(own: readonly Located[]): (lon: number, lat: number) => number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat } of own) {
    [west, south] = [Math.min(west, lon), Math.min(south, lat)];
    [east, north] = [Math.max(east, lon), Math.max(north, lat)];
  }
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  return (lon, lat) =>
    METRES_PER_DEGREE * Math.hypot(Math.max(west - lon, lon - east, 0) * shrink, Math.max(south - lat, lat - north, 0));
}

function countsOf(rows: readonly { county: string }[]): string {
  const counts = new Map<string, number>();
  for (const { county } of rows) counts.set(county, (counts.get(county) ?? 0) + 1);
  const listed = [...counts].sort(([, a], [, b]) => b - a).map(([county, houses]) => `${county}: ${houses}`);
  return listed.length > NAMED_COUNTIES ? `${listed.slice(0, NAMED_COUNTIES).join(', ')} …` : listed.join(', ');
}

function say(
  { report }: PrepareContext,
  kept: readonly Elsewhere[],
  left: number,
  wanted: ReadonlySet<string> | null,
): void {
  const counties = new Set(kept.map(({ county }) => county));
  const missing = [...(wanted ?? [])].filter((key) => !counties.has(key));
  if (missing.length > 0)
    report.note(
      `Die Liste enthält kein Haus aus ${missing.join(', ')}: bitte die Schlüssel der Nachbarkreise prüfen.`,
      `The list holds no house of ${missing.join(', ')}: please check the keys of the neighbouring counties.`,
    );
  if (kept.length === 0) return;
  const full = kept.length === MOST_HOUSES;
  const km = NEAR_METRES / 1000;
  const whyDe = wanted ? 'nicht aus den genannten Kreisen' : `mehr als ${km} km entfernt`;
  const whyEn = wanted ? 'not of the counties named' : `more than ${km} km away`;
  const leftDe = `; übergangen, weil ${whyDe}${full ? ` oder nach den nächsten ${MOST_HOUSES} zu viel` : ''}: ${left}`;
  const leftEn = `; left out, ${whyEn}${full ? ` or beyond the nearest ${MOST_HOUSES}` : ''}: ${left}`;
  report.note(
    `Häuser anderer Kreise, die nur dazu dienen, Gastkinder ihrem Kreis zuzuordnen: ${kept.length} (${countsOf(kept)})${left === 0 ? '' : leftDe}.`,
    `Houses of other counties, which only tell from which county guests come: ${kept.length} (${countsOf(kept)})${left === 0 ? '' : leftEn}.`,
  );
}
