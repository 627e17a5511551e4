/** What the figures of reach rest on, and what they cannot say. */
import type { Sentence } from '../../contract/common.ts';
import { askedMetres } from '../../planning/kita/reachRule.ts';
import type { KitaRecord } from '../../data/repositories/sites.ts';
import { DomainError } from '../../planning/errors.ts';
import type { HomeBasis, Homes } from './homes.ts';

export function unusableMetres(metres: number): DomainError {
  const { least, most } = askedMetres;
  const [de, en] = ['de-DE', 'en-GB'].map((locale) => (n: number) => n.toLocaleString(locale)) as [
    (n: number) => string,
    (n: number) => string,
  ];
  return new DomainError('invalid', 'kita.metres', {
    de: `${de(metres)} m sind als Weg zur Kita nicht vorgesehen: möglich sind ${de(least)} bis ${de(most)} m.`,
    en: `${en(metres)} m are no way to a Kita: please choose ${en(least)} to ${en(most)} m.`,
  });
}

const inAreas = (n: number) => `${n} ${n === 1 ? 'Gebiet' : 'Gebieten'}`;
const areasEn = (n: number) => `${n} ${n === 1 ? 'area' : 'areas'}`;

export function homeNotices({ basisOf, listDate }: Homes): Sentence[] {
  const count = (wanted: HomeBasis) => [...basisOf.values()].filter((basis) => basis === wanted).length;
  const [children, houses, points] = [count('children'), count('houses'), count('point')];
  const list: Sentence[] = [];
  if (children > 0) {
    const day = listDate?.split('-').reverse().join('.') ?? '';
    list.push({
      de: `Wo die Kinder eines Gebiets wohnen, sagt die geschützte Liste der Kinder vor der Schule (${day}); ihre Zahl die Einwohnerstatistik.`,
      en: `Where the children of an area live is told by the protected list of children before school (${listDate}); how many they are by the residents' table.`,
    });
  }
  if (houses > 0) {
    list.push({
      de:
        children > 0
          ? `In ${inAreas(houses)} ohne Kinder in dieser Liste sind sie nach Häusern verteilt.`
          : 'Die Kinder eines Gebiets sind nach seinen Häusern verteilt: eine Liste der Kinder vor der Schule ist nicht geladen.',
      en:
        children > 0
          ? `In ${areasEn(houses)} without children in that list they are spread by houses.`
          : 'The children of an area are spread by its houses: no list of children before school is loaded.',
    });
  }
  if (points > 0) {
    const all = children + houses === 0;
    list.push({
      de: all
        ? 'Alle Kinder eines Gebiets stehen an seinem Mittelpunkt, weil keine Wohnzellen geladen sind: Wege innerhalb großer Gebiete sind nur ein Anhalt. Genauer wird es mit einer Liste der Kinder vor der Schule.'
        : `In ${inAreas(points)} ohne Wohnzellen stehen alle Kinder am Mittelpunkt.`,
      en: all
        ? 'All children of an area stand at its middle, as no atoms are loaded: ways within large areas are a rough guide only. A list of children before school makes them precise.'
        : `In ${areasEn(points)} without atoms all children stand at the middle.`,
    });
  }
  return list;
}

/** Kitas whose places belong to no age group serve all of them in the assignment, and none in the gap of a group. */
export function unsplitNotice(kitas: readonly KitaRecord[], isAll: boolean): Sentence[] {
  const unsplit = kitas.filter(
    ({ usablePlaces, placesU3, placesUe3 }) => usablePlaces !== null && placesU3 === null && placesUe3 === null,
  ).length;
  if (unsplit === 0 || isAll) return [];
  return [
    {
      de: `Kitas, die ihre Plätze ohne Altersgruppe nennen (${unsplit}): in der bestmöglichen Zuordnung nehmen sie jedes Kind auf, in der Lücke und im Erreichbaren zählen sie hier nicht.`,
      en: `Kitas that state their places without an age group (${unsplit}): in the best assignment they take any child, in the gap and within reach they do not count here.`,
    },
  ];
}

export function severalCounties(): Sentence {
  return {
    de: 'Wege in den Nachbarkreis sind bekannt, so weit das Straßennetz des eigenen Kreises reicht.',
    en: "Ways into the neighbouring county are known as far as the road network of one's own reaches.",
  };
}
