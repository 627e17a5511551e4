/** Rows of the exported tables, in the words that an import of indicators reads again. */
import type { SourceNote } from '../../contract/common.ts';
import type { IndicatorDefinition } from '../../contract/indicators.ts';
import { NO_CELL, type IndicatorTable, type KnownIndicator, type ToldCell } from './known.ts';

export interface NotedIndicator extends KnownIndicator {
  /** Of the imports behind it. */
  notes: SourceNote[];
}

export interface NamedArea {
  county: string;
  key: string;
  name: string;
}

export const COLUMNS = [
  ...[
    'Indikatorschlüssel',
    'Indikator',
    'Einheit',
    'Ebene',
    'Gebietsschlüssel',
    'Gebietsname',
    'Jahr',
    'Wert',
    'Status',
  ],
  ...['Maßzahl', 'Richtung', 'Schutz'],
];

const MEASURES = { count: 'Anzahl', rate: 'Quote', mean: 'Mittelwert' } as const;
const DIRECTIONS = { burden: 'Belastung', strength: 'Stärke', neutral: 'neutral' } as const;

export function valueRows(
  { key, name, unit, measure, direction, protection }: IndicatorDefinition,
  { layer, years, areas }: IndicatorTable,
  named: readonly NamedArea[],
): (string | number)[][] {
  // What is hidden is hidden here already; only of social data must an import look again, since it may join them with others.
  const words = [MEASURES[measure], DIRECTIONS[direction], protection === 'social' ? 'sozial' : 'veröffentlicht'];
  return named.flatMap((area) => {
    const cells = areas.get(`${area.county}/${area.key}`);
    return years.map((year, at) => {
      const cell = cells?.[at] ?? NO_CELL;
      const value = typeof cell.value === 'number' ? cell.value : '';
      return [key, name.de, unit, layer, area.key, area.name, year, value, statusOf(cell), ...words];
    });
  });
}

function statusOf({ value, isEstimated }: ToldCell): string {
  if (value === 'hidden') return 'geschützt';
  if (value === null) return 'keine Angabe';
  return isEstimated ? 'geschätzt' : 'Wert';
}

export const DEFINITION_COLUMNS = [
  ...['Indikatorschlüssel', 'Indikator', 'Name (englisch)', 'Definition', 'Zähler', 'Nenner', 'Einheit', 'Maßzahl'],
  ...[
    'Richtung',
    'Herkunft',
    'Formel',
    'Methode',
    'Quelle',
    'Lizenz',
    'Schutz',
    'Üblicher Indikator',
    'Ebenen und Jahre',
  ],
];

const ORIGINS = { imported: 'eingelesen', computed: 'aus den Einwohnern gezählt', derived: 'abgeleitet' } as const;
const PROTECTIONS = { published: 'veröffentlicht', social: 'sozial', residents: 'wie Einwohner' } as const;

export function definitionRow({ definition, layers, notes }: NotedIndicator): string[] {
  // What the table does not say of itself, its import does.
  const noted = (key: 'source' | 'licence') => [...new Set(notes.flatMap((note) => note[key] ?? []))].join('; ');
  const { key, name, description, numerator, denominator, unit, measure, direction } = definition;
  const { origin, formula, method, source, licence, protection, ready } = definition;
  return [
    ...[key, name.de, name.en, description?.de ?? '', numerator?.de ?? '', denominator?.de ?? '', unit],
    ...[MEASURES[measure], DIRECTIONS[direction], ORIGINS[origin], formula ?? '', method?.de ?? ''],
    ...[source ?? noted('source'), licence ?? noted('licence'), PROTECTIONS[protection], ready ? 'ja' : 'nein'],
    layers.map(({ layer, years }) => `${layer}: ${years.join(', ')}`).join(' | '),
  ];
}
