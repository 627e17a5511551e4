/** What must be known of a social index besides its figures. */
import type { Sentence } from '../../contract/common.ts';
import type { IndexResult } from '../../planning/socialSpace/indexWork.ts';
import type { Chosen } from './indexRates.ts';

export const tooMany = (offered: number, most: number): Sentence[] =>
  offered <= most
    ? []
    : [
        {
          de: `Es gibt ${offered} Indikatoren für Belastungen und Stärken; der Index besteht aus den ersten ${most}: bitte die passenden selbst wählen.`,
          en: `There are ${offered} indicators of burdens and strengths; the index is made of the first ${most}: please choose those that fit.`,
        },
      ];

export const otherYear = (asked: number | undefined, year: number | null): Sentence[] =>
  asked === undefined || year === null || year === asked
    ? []
    : [
        {
          de: `Für ${asked} gibt es keine Werte; gezeigt ist das nächste Jahr mit Werten, ${year}.`,
          en: `There are no values for ${asked}; shown is the nearest year with values, ${year}.`,
        },
      ];

export const otherYears = (counting: readonly (Chosen & { year: number })[], year: number | null): Sentence[] => {
  const older = counting.filter((one) => one.year !== year);
  if (older.length === 0) return [];
  const named = (name: (one: Chosen) => string) => older.map((one) => `${name(one)} (${one.year})`).join(', ');
  return [
    {
      de: `Mit Werten eines früheren Jahres zählen: ${named(({ known }) => `„${known.definition.name.de}“`)}.`,
      en: `With values of an earlier year count: ${named(({ known }) => `'${known.definition.name.en}'`)}.`,
    },
  ];
};

/** @param before of an indicator that has values of later years only: the year that is shown; null: it has none on the layer */
export const leftAside = (
  aside: readonly Chosen[],
  { layer, before }: { layer: string; before: (one: Chosen) => number | null },
): Sentence[] =>
  aside.map((one) => {
    const { name } = one.known.definition;
    const year = before(one);
    return {
      de: `„${name.de}“ hat auf der Ebene „${layer}“ ${year === null ? '' : `bis ${year} `}keine Werte und zählt nicht mit.`,
      en: `'${name.en}' has no values on the layer '${layer}'${year === null ? '' : ` up to ${year}`} and does not count.`,
    };
  });

export const flat = ({ now }: IndexResult, counting: readonly Chosen[]): Sentence[] =>
  now.notices.map(({ indicator }) => {
    const { name } = counting[indicator]!.known.definition;
    return {
      de: `„${name.de}“ ist überall gleich und unterscheidet die Gebiete nicht.`,
      en: `'${name.en}' is the same everywhere and does not part the areas.`,
    };
  });

/** @param sure indicators whose values are not drawn */
export function drawn({ draws }: IndexResult, wanted: number, sure: readonly Chosen[]): Sentence[] {
  const names = sure.map(({ known: { definition } }) => definition.name);
  return [
    ...(names.length === 0
      ? []
      : [
          {
            de: `Spannen ohne Zufall bei ${names.map(({ de }) => `„${de}“`).join(', ')}: es ist nicht überall bekannt, wie viele Menschen dahinterstehen, oder der Wert ist kein Anteil.`,
            en: `Spans without chance for ${names.map(({ en }) => `'${en}'`).join(', ')}: it is not known everywhere how many people are behind the value, or it is no share.`,
          },
        ]),
    ...(draws >= wanted
      ? []
      : [
          {
            de: `Bei so vielen Gebieten und Indikatoren sind die Spannen aus ${draws} statt ${wanted} Ziehungen.`,
            en: `With so many areas and indicators the spans are made of ${draws} instead of ${wanted} draws.`,
          },
        ]),
  ];
}
