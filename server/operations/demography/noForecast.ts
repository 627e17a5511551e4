/** Why nothing can be forecast, or not as it was asked, and what to do. */
import type { Sentence } from '../../contract/common.ts';
import type { Forecast } from '../../contract/demography.ts';
import { DomainError } from '../../planning/errors.ts';
import type { DemographyGround } from './ground.ts';
import type { DemographyTables } from './tables.ts';

/** Why it cannot be forecast at all, and what to do. */
function whyNot(tables: DemographyTables | null): Sentence {
  if (tables === null)
    return {
      de: 'Es sind noch keine Einwohner nach Alter geladen: bitte unter „Daten“ importieren.',
      en: "No residents by age are loaded yet: please import them under 'Data'.",
    };
  const years = [...new Set(tables.stocks.map(({ date }) => Number(date.slice(0, 4))))];
  const isGap = years.length > 1 && !years.some((year) => years.includes(year + 1));
  if (isGap)
    return {
      de: `Geladen sind die Jahre ${years.join(', ')}: dazwischen fehlen Jahre, und Geburten, Sterbefälle, Zu- und Fortzüge fehlen. Bitte ein Jahr gleich vor oder nach einem davon oder die Bewegungen unter „Daten“ importieren.`,
      en: `The years ${years.join(', ')} are loaded: years between them are missing, and so are births, deaths and moves. Please import a year just before or after one of them, or the moves, under 'Data'.`,
    };
  if (years.length > 1)
    return {
      de: 'Die Tabellen nennen keine einzelnen Altersjahre, oder sie wechseln von Jahr zu Jahr die Grundlage: bitte Einwohner nach Altersjahren aus zwei aufeinanderfolgenden Jahren mit gleicher Grundlage unter „Daten“ importieren.',
      en: "The tables tell no single years of age, or change their basis from year to year: please import residents by single years of age of two consecutive years on one basis under 'Data'.",
    };
  return {
    de: 'Es ist nur ein Jahr geladen, und Geburten, Sterbefälle, Zu- und Fortzüge fehlen: bitte ein weiteres Jahr mit Einwohnern oder die Bewegungen unter „Daten“ importieren.',
    en: "Only one year is loaded, and births, deaths and moves are missing: please import another year of residents, or the moves, under 'Data'.",
  };
}

export function unknownBase(date: string, bases: string[]): DomainError {
  const some = bases.slice(0, 3).join(', ');
  return new DomainError('notFound', 'forecast.base', {
    de: `Ab dem ${date} kann nicht vorausberechnet werden: bitte einen Stichtag wählen, zum Beispiel ${some}.`,
    en: `It cannot be forecast from ${date}: please choose a reference date, for example ${some}.`,
  });
}

export function tooEarly(base: number): DomainError {
  return new DomainError('invalid', 'forecast.until', {
    de: `Das letzte Jahr liegt nicht nach dem Stichtag: bitte ein Jahr ab ${base + 1} wählen.`,
    en: `The last year is not after the reference date: please choose a year from ${base + 1}.`,
  });
}

export function nothingYet({ layer, tables }: DemographyGround, from: Forecast['sources']): Forecast {
  const nothing = { people: null, base: null, middle: null, low: null, high: null, change: null };
  return {
    layer: layer.layer,
    ...{ baseDate: null, basis: null, bases: [], method: 'cohortChange', years: [], bands: [], band: 'u3', year: 0 },
    ...{ scenario: 'middle', assumptions: [], housing: [], draws: 0, smallArea: 0, area: null },
    areas: layer.areas.map(({ county, key, name, point }) => ({
      county,
      key,
      name,
      point,
      ...nothing,
      uncertain: false,
    })),
    total: nothing,
    ...{ series: [], past: [], pyramid: [] },
    notices: [whyNot(tables)],
    sources: from,
  };
}
