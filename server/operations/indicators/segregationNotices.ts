/** What must be known to read dissimilarity over the years. */
import type { Sentence } from '../../contract/common.ts';
import type { ResidentsApart } from '../../contract/segregation.ts';
import type { YearMade } from './segregationYear.ts';

export const carriedFrom = (layer: string): Sentence => ({
  de: `Die Werte stammen von der Ebene „${layer}“ und sind nach Einwohnern übertragen.`,
  en: `The values are of the layer '${layer}', carried by residents.`,
});

export const noValues = (layer: string): Sentence => ({
  de: `Auf der Ebene „${layer}“ hat der Indikator keine Werte, die gezeigt werden: bitte eine andere Ebene oder einen anderen Indikator wählen.`,
  en: `On the layer '${layer}' the indicator has no values that are told: please choose another layer or indicator.`,
});

const listOf = (years: readonly YearMade[]): string => years.map(({ told }) => told.schoolYear).join(', ');

export function withoutPupils(years: readonly YearMade[]): Sentence[] {
  const those = years.filter(({ hasPupils }) => !hasPupils);
  if (those.length === 0) return [];
  return [
    {
      de: `${listOf(those)}: von keinem Kind ist ein Gebiet bekannt, das einen Wert hat. Bitte eine gröbere Ebene wählen.`,
      en: `${listOf(those)}: of no child an area is known that has a value. Please choose a coarser layer.`,
    },
  ];
}

export function withoutReference(years: readonly YearMade[], by: 'district' | 'nearest'): Sentence[] {
  const those = years.filter(({ hasPupils, hasReference }) => hasPupils && !hasReference);
  if (those.length === 0) return [];
  const list = listOf(those);
  return [
    by === 'district'
      ? {
          de: `${list}: von zu wenigen Kindern ist die Schule ihres Schulbezirks bekannt (Zahlen, die gezählt je Gebiet kamen, Häuser ohne Bezirk oder Bezirke von Schulen, die nicht geladen sind). Ein Vergleich mit den Schulbezirken fehlt.`,
          en: `${list}: of too few children the school of their district is known (numbers that came counted by area, houses without a district, or districts of schools that are not loaded). There is no comparison with the districts.`,
        }
      : {
          de: `${list}: von zu wenigen Kindern ist der Wohnort genauer bekannt als die Gemeinde. Ein Vergleich mit der nächsten Schule fehlt.`,
          en: `${list}: of too few children the home is known better than by the Gemeinde. There is no comparison with the nearest school.`,
        },
  ];
}

/** Hidden and missing values differ from year to year, and D with them. */
export function otherAreas(residents: readonly ResidentsApart[]): Sentence[] {
  const numbers = residents.map(({ areas }) => areas).filter((areas) => areas > 0);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (numbers.length === 0 || least === most) return [];
  return [
    {
      de: `Die Dissimilarität der Einwohner beruht je nach Jahr auf ${least} bis ${most} Gebieten mit Wert: kleine Unterschiede zwischen Jahren können daher kommen.`,
      en: `The dissimilarity of the residents rests on ${least} to ${most} areas with a value, depending on the year: small differences between years may come from that.`,
    },
  ];
}
