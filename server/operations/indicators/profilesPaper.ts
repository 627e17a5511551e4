/** Profiles of social spaces to print: what is told of the areas that are wanted, where they lie, and in which words. */
import { kindDefinition, kinds } from '../../../geodata/import/index.ts';
import type { Sentence } from '../../contract/common.ts';
import type { SpaceProfiles } from '../../contract/spaceProfiles.ts';
import type { Context, Operation } from '../../context.ts';
import { sourcesInForce } from '../../data/repositories/imports.ts';
import { DomainError } from '../../planning/errors.ts';
import type { AreaFeature } from '../../planning/socialSpace/outline.ts';
import { areaCollection } from '../areas.ts';
import { chosenCounties } from '../counties.ts';
import { profilesOf } from './profiles.ts';

/** What the worker makes a PDF of. */
export interface ProfilesPaper {
  profiles: SpaceProfiles;
  shapes: AreaFeature[];
  /** Numbers of the areas that have a page. */
  numbers: number[];
  county: string;
  /** What each import is of. */
  labels: [importId: string, label: Sentence][];
  language: 'de' | 'en';
  printed: Date;
  /** Of its streams: off where a test reads them. */
  compress: boolean;
}

interface Query {
  layer?: string | undefined;
  areas?: string | undefined;
  indicators?: string | undefined;
  lang?: 'de' | 'en' | undefined;
}

export async function profilesPaper(
  context: Operation & Pick<Context, 'onPaper'>,
  selection: string,
  query: Query,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const all = await profilesOf(context, selection, { layer: query.layer });
  const ids = all.areas.map(({ county, key }) => `${county}/${key}`);
  const numbers = chosen(query.areas, ids, all.layer, unknownArea);
  const keys = all.indicators.map(({ key }) => key);
  const shown = chosen(query.indicators, keys, all.layer, unknownIndicator);
  const { features } = await areaCollection(context, selection, { layer: all.layer });
  const counties = await chosenCounties(context, selection);
  const inForce = await sourcesInForce(
    context.database.db,
    counties.map(({ key }) => key),
    null,
  );
  return context.onPaper(
    {
      profiles: { ...all, indicators: shown.map((at) => all.indicators[at]!) },
      shapes: features as AreaFeature[],
      numbers,
      county: counties.map(({ name }) => name).join(', '),
      labels: inForce.flatMap(({ importId, kind }) => {
        const known = kinds.find((one) => one === kind);
        return known ? [[importId, kindDefinition(known).label]] : [];
      }),
      language: query.lang ?? 'de',
      printed: context.now(),
      compress: true,
    },
    signal,
  );
}

/** Of what somebody typed, in a sentence. */
const QUOTED = 60;

/** Numbers in the list, in its order. @throws DomainError where one is not in it */
function chosen(
  wanted: string | undefined,
  list: readonly string[],
  layer: string,
  unknown: (one: string, layer: string) => DomainError,
): number[] {
  if (wanted === undefined) return [...list.keys()];
  const names = new Set(wanted.split(',').filter(Boolean));
  if (names.size === 0) throw nothingChosen();
  for (const one of names) if (!list.includes(one)) throw unknown(one.slice(0, QUOTED), layer);
  return [...list.keys()].filter((at) => names.has(list[at]!));
}

const nothingChosen = () =>
  new DomainError('invalid', 'profiles.nothingChosen', {
    de: 'Die Auswahl ist leer: bitte wenigstens ein Gebiet und einen Indikator nennen, oder die Auswahl weglassen.',
    en: 'The choice is empty: please name at least one area and one indicator, or leave the choice out.',
  });

const unknownArea = (one: string, layer: string) =>
  new DomainError('notFound', 'area.unknown', {
    de: `Das Gebiet „${one}“ gibt es in der Ebene „${layer}“ nicht: bitte als Kreis/Schlüssel angeben, mehrere mit Komma.`,
    en: `There is no area '${one}' in the layer '${layer}': please state it as county/key, several with commas.`,
  });

const unknownIndicator = (one: string, layer: string) =>
  new DomainError('notFound', 'indicator.unknown', {
    de: `Den Indikator „${one}“ gibt es in der Ebene „${layer}“ nicht: bitte einen aus dem Profil wählen.`,
    en: `There is no indicator '${one}' in the layer '${layer}': please choose one of the profile.`,
  });
