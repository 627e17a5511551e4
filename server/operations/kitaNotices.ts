/** What the Kita figures do not say by themselves, and what cannot be answered. */
import type { Sentence } from '../contract/common.ts';
import type { PopulationDate } from '../data/repositories/people.ts';
import type { KitaRecord } from '../data/repositories/sites.ts';
import { unassignedPlaces, type AgeGroupRule } from '../planning/kita/supply.ts';
import { DomainError } from '../planning/errors.ts';
import { placesOfKita } from './sites.ts';

/** What the figures do not hold. */
export function dataNotices(splitAge: number, kitas: KitaRecord[], lost: number): Sentence[] {
  const list: Sentence[] = [];
  if (splitAge !== 3 && kitas.some(({ placesU3 }) => placesU3 !== null)) {
    list.push({
      de: `Das Land trennt die Altersgruppen bei ${splitAge} Jahren, die Platzliste bei 3: die Lücke je Gruppe ist nur ein Anhalt, „Alle“ ist genau.`,
      en: `The state splits the age groups at ${splitAge}, the list of places at 3: the gap per group is a rough guide only, 'All' is exact.`,
    });
  }
  if (lost > 0) {
    list.push({
      de: 'Ein Teil der Kinder ist für Gebiete gezählt, die in keinem Gebiet dieser Ebene liegen; sie fehlen in den Zahlen.',
      en: 'Some children are counted for areas that lie in no area of this layer; they are missing from the figures.',
    });
  }
  return list;
}

/** How many Kitas tell who is there; of none there is nothing to say. */
export function silentNotice(telling: number, all: number): Sentence[] {
  if (telling === 0 || telling === all) return [];
  return [
    {
      de: `${telling} von ${all} Kitas nennen, wie viele Plätze belegt sind: Belegung und Auslastung gelten für diese; eine Betreuungsquote gibt es nur, wo alle Kitas sie nennen.`,
      en: `${telling} of ${all} Kitas tell how many places are occupied: occupancy and use are of these; a participation rate is told only where all Kitas do.`,
    },
  ];
}

export function notices(
  kitas: KitaRecord[],
  inside: KitaRecord[],
  group: AgeGroupRule,
  missingAges: number[],
  date: string | null,
): Sentence[] {
  const list: Sentence[] = [];
  const say = (de: string, en: string) => list.push({ de, en });
  const count = (n: number) => n.toLocaleString('de-DE');
  const countEn = (n: number) => n.toLocaleString('en-GB');
  if (kitas.length === 0)
    say(
      'Es sind noch keine Kitas geladen: bitte unter „Daten“ importieren.',
      "No Kitas are loaded yet: please import them under 'Data'.",
    );
  if (date === null)
    say(
      'Es sind noch keine Einwohner nach Alter geladen: bitte unter „Daten“ importieren.',
      "No residents by age are loaded yet: please import them under 'Data'.",
    );
  const unsplit = kitas.reduce((total, kita) => total + unassignedPlaces(placesOfKita(kita)), 0);
  if (unsplit > 0) {
    say(
      `${count(unsplit)} Plätze sind in der Liste keiner Altersgruppe zugeordnet${group.places === 'all' ? '; bei „Alle“ zählen sie mit' : ' und zählen hier nicht mit'}.`,
      `${countEn(unsplit)} places belong to no age group in the list${group.places === 'all' ? "; they count under 'All'" : ' and do not count here'}.`,
    );
  }
  const silent = kitas.filter(
    ({ usablePlaces, placesU3, placesUe3 }) => usablePlaces === null && !placesU3 && !placesUe3,
  ).length;
  if (silent > 0)
    say(
      `${count(silent)} Kitas nennen keine Platzzahl und zählen nicht mit.`,
      `${countEn(silent)} Kitas state no number of places and do not count.`,
    );
  const outside = kitas.length - inside.length;
  if (outside > 0)
    say(
      `${count(outside)} Kitas liegen in keinem Gebiet dieser Ebene.`,
      `${countEn(outside)} Kitas lie in no area of this layer.`,
    );
  if (missingAges.length > 0 && date !== null) {
    const ages = missingAges.join(', ');
    say(
      `Das Alter ${ages} ist in den Einwohnerzahlen nicht einzeln enthalten und fehlt in der Zahl der Kinder.`,
      `Age ${ages} is not told apart in the residents' table and is missing from the number of children.`,
    );
  }
  return list;
}

export function unequalRules(): DomainError {
  return new DomainError('invalid', 'kita.unequalRules', {
    de: 'Diese Kreise trennen die Altersgruppen verschieden: bitte sie einzeln ansehen.',
    en: 'These counties split the age groups differently: please look at them one by one.',
  });
}

export function noRule(): DomainError {
  return new DomainError('notFound', 'rules.kitaMissing', {
    de: 'Für diesen Kreis sind keine Kita-Altersgruppen hinterlegt: bitte den Regelsatz des Landes eintragen.',
    en: "No Kita age groups are entered for this county: please enter the state's rule set.",
  });
}

export function unknownGroup(group: string, groups: AgeGroupRule[]): DomainError {
  const list = groups.map(({ key }) => key).join(', ');
  return new DomainError('invalid', 'kita.unknownGroup', {
    de: `Die Altersgruppe „${group}“ gibt es in diesem Land nicht: möglich sind ${list}.`,
    en: `There is no age group '${group}' in this state: there are ${list}.`,
  });
}

export function unknownDate(date: string, dates: PopulationDate[]): DomainError {
  const list = dates
    .map((entry) => entry.date)
    .slice(0, 10)
    .join(', ');
  return new DomainError('notFound', 'population.unknownDate', {
    de: `Zum Stichtag ${date} sind keine Einwohner geladen: vorhanden sind ${list || 'keine'}.`,
    en: `No residents are loaded for ${date}: there are ${list || 'none'}.`,
  });
}
