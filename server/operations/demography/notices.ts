/** What the tables do not say by themselves. */
import type { Sentence } from '../../contract/common.ts';
import type { DemographyTables } from './tables.ts';

export function notices(tables: DemographyTables, groupOf: Int32Array, basis: string): Sentence[] {
  const list: Sentence[] = [];
  const say = (de: string, en: string) => list.push({ de, en });
  const { carried, lost, stocks, events } = tables;
  if (carried > 0)
    say(
      `${carried} Gebiete früherer Gebietsstände sind dem heutigen Gebiet zugerechnet, in dem sie liegen.`,
      `${carried} areas of former editions are counted in the present area in which they lie.`,
    );
  const nowhere = groupOf.reduce((sum, group) => sum + Number(group < 0), 0);
  if (lost > 0 || nowhere > 0)
    say(
      'Ein Teil der Einwohner oder Ereignisse ist für Gebiete gezählt, die es im heutigen Gebietsstand nicht gibt; sie fehlen in den Zahlen.',
      'Some residents or events are counted for areas that do not exist in the present edition; they are missing from the figures.',
    );
  const others = [...new Set(stocks.map((stock) => stock.basis))].filter((other) => other !== basis);
  if (others.length > 0)
    say(
      `Die Reihe wechselt ihre Grundlage (${[...others, basis].join(', ')}): über den Wechsel hinweg ist keine Veränderung abzulesen.`,
      `The series changes its basis (${[...others, basis].join(', ')}): no change can be read across the break.`,
    );
  if (events.some(({ area }) => area === null))
    say(
      'Ein Teil der Geburten, Sterbefälle und Umzüge ist nur für den ganzen Kreis bekannt; Gebiete haben dafür keine eigenen Zahlen.',
      'Some births, deaths and moves are known of the whole county only; areas have no figures of their own for them.',
    );
  return list;
}
