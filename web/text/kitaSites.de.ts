/** Words of what to build, and what can go, in the scene Kita-Versorgung. */
import { oneDe as one } from './counted.ts';

export const kitaSitesDe = {
  places: 'Neue Plätze je Standort',
  placesLess: 'Plätze, die wegfallen',
  count: 'Standorte',
  unserved: 'heute ohne Platz (jedes Alter)',
  gain: (count: number) => `mehr mit Platz durch ${one(count, 'Standort', 'Standorte')}`,
  bound: 'höchstens möglich',
  rank: 'Rang',
  site: 'Standort',
  siteAt: (area: string, rank: string) => `${rank}. ${area}`,
  children: 'mehr mit Platz',
  way: 'Weg aller',
  wayToday: (length: string) => `Der mittlere Weg aller mit Platz ist heute ${length}.`,
  build: 'planen',
  buildLong: (site: string) => `${site} als Maßnahme einer Variante planen`,
  rankingTitle: (places: string) => `Bester Standort für ${places} Plätze`,
  chosenTitle: (count: number) => `Beste Reihenfolge für ${count} Standorte`,
  nothing: 'Alle Kinder mit Bedarf können schon heute einen Platz haben: neue Plätze machen hier nur Wege kürzer.',
  proven: (count: number, gain: string) =>
    count === 1
      ? `Bewiesen: kein anderer Standort gibt mehr als ${gain} Kindern einen Platz.`
      : `Bewiesen: keine andere Wahl von ${count} Standorten gibt mehr als ${gain} Kindern einen Platz.`,
  gap: (bound: string, percent: string) =>
    `Keine andere Wahl kann mehr als ${bound} Kindern einen Platz geben: diese liegt höchstens ${percent} darunter.`,
  runnerUp: (area: string, gain: string) => `Der zweitbeste liegt in ${area} und gibt ${gain} Kindern einen Platz.`,
  all: 'Gezählt sind alle Altersgruppen: wer in die neue Kita geht, macht andernorts einen Platz frei.',
  method: (candidates: string, length: string) =>
    `Verglichen sind ${candidates} Wohnorte als Standorte, mit Fußwegen bis ${length}. Gezählt ist, wer in der bestmöglichen Zuordnung einen Platz hat und vorher keinen hatte; bei Gleichstand zählen die kürzeren Wege aller. Je Gebiet steht der beste Standort. Kein Grundstück ist geprüft.`,
  from: 'Verglichen werden',
  fromList: (count: string) => `Liste (${count})`,
  fromHomes: 'alle Wohnorte',
  methodOfList: (candidates: string, length: string) =>
    `Verglichen sind die ${candidates} Grundstücke der Liste „Mögliche Kita-Standorte“, mit Fußwegen bis ${length}. Gezählt ist, wer in der bestmöglichen Zuordnung einen Platz hat und vorher keinen hatte; bei Gleichstand zählen die kürzeren Wege aller.`,
  legend: (group: string, places: string) => `Standorte für ${places} Plätze, ${group}`,
  legendNote: 'Zahl: so viele Kinder mehr haben einen Platz',
  fewer: {
    before: 'heute ohne Platz (jedes Alter)',
    after: 'dann ohne Platz',
    least: 'verlieren mindestens ihren',
    title: (places: string) => `${places} Plätze mit dem geringsten Schaden`,
    kita: 'Kita',
    gone: 'weniger',
    of: 'von',
    closings: 'Was eine ganze Kita kosten würde',
    closingPlaces: 'Plätze',
    lost: 'verlieren ihn',
    way: 'Weg aller',
    harmless: (places: string) => `${places} Plätze können wegfallen, ohne dass ein Kind seinen verliert.`,
    harm: (places: string, lost: string) => `Fallen ${places} Plätze so weg, verlieren ${lost} Kinder ihren.`,
    atLeast: (bound: string) => `Wie man sie auch wählt: mindestens ${bound} Kinder verlieren ihren.`,
    ways: (length: string) => `Die Wege aller mit Platz werden im Mittel ${length} länger.`,
    proven: 'Bewiesen: mit keiner anderen Wahl verlieren weniger Kinder ihren Platz.',
    runnerUp: (instead: string, spared: string, lost: string) =>
      `Die zweitbeste Wahl nimmt eine Gruppe von ${instead} statt von ${spared}; dann verlieren ${lost} Kinder ihren Platz.`,
    method: (step: string, length: string) =>
      `Plätze fallen in Gruppen zu ${step} weg, eine nach der anderen dort, wo in der bestmöglichen Zuordnung bis ${length} Fußweg die wenigsten Kinder ihren Platz verlieren und die Wege am wenigsten wachsen; freie Plätze zuerst. Träger, Räume und Personal sind nicht berücksichtigt.`,
    legend: (places: string) => `${places} Plätze weniger`,
    legendNote: 'Zahl: so viele Plätze gibt die Kita ab',
  },
};
