/** What an enrolment forecast rests on, and what it lacks. */
import type { Sentence } from '../../contract/common.ts';
import type { EnrolmentGround } from './ground.ts';

const LISTED = 6;

export function enrolmentNotices({ counted, ahead, base, deferral, tried }: EnrolmentGround): Sentence[] {
  const list: Sentence[] = [];
  const say = (de: string, en: string) => list.push({ de, en });
  if (!base) {
    say(
      'Es sind noch keine Schülerzahlen geladen: bitte unter „Daten“ Schülerzahlen nach Klassenstufe (Schulstatistik) oder eine Schülerliste importieren.',
      "No pupils are loaded yet: please import enrolment by grade (school statistics) or a list of pupils under 'Data'.",
    );
    return list;
  }
  if (!ahead)
    say(
      'Für die kommenden Jahre fehlen Einwohner nach Altersjahren aus wenigstens zwei Jahren (oder Geburten und Umzüge) oder der Einschulungsstichtag: gezeigt wird nur das letzte Schuljahr.',
      'For the years to come residents by single years of at least two years (or births and moves), or the cut-off date, are missing: only the last school year is shown.',
    );
  if (counted.basis === 'pupils')
    say(
      'Eine Schulstatistik nach Klassenstufe ist nicht geladen: gerechnet wird mit den geschützten Zahlen der Schülerlisten.',
      'No school statistics by grade are loaded: the protected counts of the lists of pupils are used.',
    );
  if (counted.basis === 'totals')
    say(
      'Bekannt ist nur die Schülerzahl der ganzen Schule: sie ist gleichmäßig auf die Klassenstufen verteilt.',
      'Only the number of all pupils of a school is known: it is spread evenly over its grades.',
    );
  if (!tried)
    say(
      'Es ist nur ein Schuljahr geladen: Durchgangsquoten sind 1, und wie weit eine Vorausberechnung danebenliegt, ist angenommen. Mehrere Schuljahre machen sie genauer.',
      'Only one school year is loaded: progression rates are 1, and how far a forecast is off is assumed. Several school years make it more exact.',
    );
  if (!counted.homes && ahead)
    say(
      'Wohin die Kinder eines Gebiets zur Schule gehen, ist nicht bekannt (keine Schülerzahlen nach Wohngebiet): jede Schule bekommt ihren heutigen Anteil am ganzen Kreis.',
      'Where the children of an area go to school is not known (no pupils by residence): each school gets its share of the whole county as today.',
    );
  if (deferral === null)
    say(
      'Zurückstellungen sind nicht bekannt: niemand gilt als zurückgestellt. Die Schulstatistik kann sie nennen (Spalte „davon im Vorjahr zurückgestellt“).',
      "Deferrals are not known: nobody is taken as deferred. The school statistics may tell them (column 'deferred the year before').",
    );
  if (counted.unknown.length > 0) {
    const names = counted.unknown.slice(0, LISTED).join(', ');
    const more = counted.unknown.length - LISTED;
    say(
      `Ohne Schülerzahl nach Klassenstufe und deshalb nicht dabei: ${names}${more > 0 ? ` und ${more} weitere` : ''}.`,
      `Without pupils by grade and therefore left out: ${names}${more > 0 ? ` and ${more} more` : ''}.`,
    );
  }
  return list;
}
