/** Shares of Kitas and schools in programmes, as indicators: institutions are no people, so they are told as they are. */
import type { IndicatorDefinition } from '../../contract/indicators.ts';
import type { Sentence } from '../../contract/common.ts';
import { layerImports, listAreas, listLayers } from '../../data/repositories/areas.ts';
import type { County } from '../../data/repositories/counties.ts';
import { PUBLISHED, releaseFigure } from '../../planning/confidentiality/release.ts';
import type { Operation } from '../../context.ts';
import {
  institutionsByArea,
  programmeGround,
  takingIn,
  takingOf,
  type KnownProgramme,
} from '../socialSpace/programmes.ts';
import type { IndicatorTable, KnownIndicator, ToldCell } from './known.ts';

const PLURAL = {
  kita: { key: 'kitas', de: 'Kitas', en: 'Kitas' },
  school: { key: 'schulen', de: 'Schulen', en: 'schools' },
} as const;

export async function programmeKnown(context: Operation, counties: readonly County[]): Promise<KnownIndicator[]> {
  const keys = counties.map(({ key }) => key);
  const { programmes, all } = await programmeGround(context, keys);
  if (programmes.length === 0) return [];
  const layers = [...new Set((await listLayers(context.database.db, keys)).map(({ key }) => key))];
  return programmes.map((programme) => ({
    definition: define(programme),
    layers: layers.map((layer) => ({ layer, years: programme.years })),
    imports: [],
    kinds: ['programmes', `${programme.institutions}s`],
    table: (layer) => tableOf(context, keys, programme, all[programme.institutions], layer),
  }));
}

function define({ key, name, institutions }: KnownProgramme): IndicatorDefinition {
  const { key: plural, de, en } = PLURAL[institutions];
  return {
    key: `anteil-${plural}-${key}`,
    name: { de: `Anteil der ${de} im Programm ${name}`, en: `Share of ${en} in the programme ${name}` },
    description: null,
    numerator: { de: `${de} im Programm ${name}`, en: `${en} in the programme ${name}` },
    denominator: { de: `alle geladenen ${de}`, en: `all ${en} that are loaded` },
    unit: '%',
    measure: 'rate',
    direction: 'neutral',
    ...{ source: null, licence: null, formula: null, ready: false },
    method: {
      de: `Aus der Liste der Teilnahmen gezählt; für alle Jahre gilt die heutige Liste der ${de}.`,
      en: `Counted from the list of who takes part; today's list of ${en} holds for all years.`,
    },
    protection: 'published',
    origin: 'computed',
  };
}

async function tableOf(
  context: Operation,
  counties: string[],
  programme: KnownProgramme,
  all: readonly string[],
  layer: string,
): Promise<IndicatorTable> {
  const { db } = context.database;
  const imports = await layerImports(db, counties, layer, null);
  const byArea = (await institutionsByArea(context, counties, imports))[programme.institutions];
  const taking = programme.years.map((year) => takingIn(programme, year));
  const column = (institutions: readonly string[]): ToldCell[] =>
    taking.map((inIt) => {
      const { share, all: behind } = takingOf(institutions, inIt);
      return { value: releaseFigure(PUBLISHED, share === null ? null : 100 * share, []), isEstimated: false, behind };
    });
  const areas = await listAreas(db, imports, counties);
  const ids = areas.map(({ county, key }) => `${county}/${key}`);
  return {
    layer,
    years: programme.years,
    areas: new Map(ids.map((id) => [id, column(byArea.get(id) ?? [])])),
    whole: column(all),
    notices: ids.every((id) => byArea.has(id)) ? [] : [withoutAny(programme)],
  };
}

function withoutAny({ institutions }: KnownProgramme): Sentence {
  const { de, en } = PLURAL[institutions];
  return {
    de: `Gebiete ohne ${de} haben keinen Wert.`,
    en: `Areas without ${en} have no value.`,
  };
}
