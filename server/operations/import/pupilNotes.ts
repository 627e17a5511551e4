/** What is said of counted pupils. Notes are stored and shown to anybody: protected numbers, and shares too wide to count by. */
import type { Sentence } from '../../../geodata/import/types.ts';
import type { Border } from '../../planning/confidentiality/atoms.ts';
import type { PupilCount } from '../../planning/confidentiality/protect.ts';
import { OUTSIDE, type CountedList } from '../../planning/pupils/countList.ts';
import type { GroundArea } from '../../planning/pupils/ground.ts';

/** Up to which share of a list a band goes. */
const BANDS: [number, Sentence][] = [
  [0.25, { de: '5 bis 25 %', en: '5 to 25 %' }],
  [0.5, { de: '25 bis 50 %', en: '25 to 50 %' }],
  [0.75, { de: '50 bis 75 %', en: '50 to 75 %' }],
  [0.95, { de: '75 bis 95 %', en: '75 to 95 %' }],
  [1, { de: 'über 95 %', en: 'over 95 %' }],
];
/** From so many pupils for each step of the base on the narrowest band, 5 %, leaves as many numbers open as a protected count. */
const SHARES_FROM = 20;

function shareOf(pupils: number, all: number): Sentence {
  if (pupils * 20 < all) return { de: 'unter 5 %', en: 'under 5 %' };
  return BANDS.find(([most]) => pupils <= most * all)![1];
}

type Layers = Record<Border, readonly GroundArea[]>;

export function listNotes(counted: CountedList, base: number, layers: Layers): Sentence[] {
  const { atoms, crossed } = counted;
  return [
    addressNote(counted, base),
    {
      de: `Gezählt in ${atoms.length} Wohnzellen; gespeichert sind nur geschützte Zahlen, die Adressen sind vergessen.`,
      en: `Counted in ${atoms.length} atoms; only protected numbers are stored, the addresses are forgotten.`,
    },
    ...BORDERS.flatMap(({ border, de, en }) => {
      const names = new Map(layers[border].map(({ key, name }) => [key, name ?? key]));
      // Several atoms may join the same areas: each pair is said once.
      const joined = [...new Set(crossed[border].map((areas) => JSON.stringify(areas)))].map(
        (text) => JSON.parse(text) as string[],
      );
      const list = (and: string, none: string) =>
        joined
          .slice(0, LISTED)
          .map((areas) => areas.map((key) => (key === '' ? none : (names.get(key) ?? key))).join(` ${and} `))
          .join('; ');
      const rest = joined.length - LISTED;
      return joined.length === 0
        ? []
        : [
            {
              de: `Weil auf einer Seite zu wenige Kinder wohnen, reichen Wohnzellen über ${de}: ${list('mit', 'ohne Gebiet')}${rest > 0 ? ` und ${rest} weitere` : ''}.`,
              en: `Because too few children live on one side, atoms reach across ${en}: ${list('with', 'in no area')}${rest > 0 ? ` and ${rest} more` : ''}.`,
            },
          ];
    }),
  ];
}

const BORDERS: { border: Border; de: string; en: string }[] = [
  { border: 'gemeinde', de: 'die Grenzen von Gemeinden', en: 'the borders of municipalities' },
  { border: 'planningArea', de: 'die Grenzen von Planungsräumen', en: 'the borders of planning areas' },
  { border: 'district', de: 'die Grenzen von Schulbezirken', en: 'the borders of school districts' },
];
/** More than these are too many to read. */
const LISTED = 30;

function addressNote({ qualities, counts }: CountedList, base: number): Sentence {
  const { exact, similar, street, place, ambiguous, none } = qualities;
  const all = Object.values(qualities).reduce((sum, pupils) => sum + pupils, 0);
  const [fine, other, streets, places, lost] = [exact, similar, street, place, ambiguous + none].map((pupils) =>
    shareOf(pupils, all),
  ) as [Sentence, Sentence, Sentence, Sentence, Sentence];
  const found =
    all < SHARES_FROM * base
      ? {
          de: `wie gut sie gefunden wurden, zeigt bei weniger als ${SHARES_FROM * base} Kindern nur die Vorschau`,
          en: `how well they were found is shown by the preview only where there are fewer than ${SHARES_FROM * base} children`,
        }
      : {
          de: `${fine.de} genau, ${other.de} ähnlich geschrieben, ${streets.de} nur Straße, ${places.de} nur Ort, ${lost.de} mehrdeutig oder nicht gefunden`,
          en: `${fine.en} exact, ${other.en} spelt otherwise, ${streets.en} street only, ${places.en} place only, ${lost.en} ambiguous or not found`,
        };
  const { people, de, en } = guestsOf(counts);
  return {
    de: `Adressen: ${found.de}; außerhalb des Kreises wohnen (geschützte Zahl): ${people === 0 ? 'wenige oder keine' : de}.`,
    en: `Addresses: ${found.en}; outside the county live (protected number): ${people === 0 ? 'few or none' : en}.`,
  };
}

/** Of a table that came counted. Where their number became 0 nothing is said: it would tell that there are some. */
export function tableGuests(year: string, counts: readonly PupilCount[]): Sentence[] {
  const { people, de, en } = guestsOf(counts);
  if (people === 0) return [];
  return [
    {
      de: `Außerhalb des Kreises wohnen ${year} (geschützte Zahl): ${de}.`,
      en: `Outside the county live in ${year} (protected number): ${en}.`,
    },
  ];
}

/** The protected number of those outside, and the words for it, by county where it is known. */
function guestsOf(counts: readonly PupilCount[]): Sentence & { people: number } {
  const byCounty = new Map<string, number>();
  for (const { gemeinde, people } of counts)
    if (gemeinde.startsWith(OUTSIDE)) byCounty.set(gemeinde, (byCounty.get(gemeinde) ?? 0) + people);
  const guests = [...byCounty.values()].reduce((sum, people) => sum + people, 0);
  const known = [...byCounty].flatMap(([home, people]) => (home === OUTSIDE ? [] : [`${home.slice(-5)}: ${people}`]));
  const list = known.sort().join(', ');
  return {
    people: guests,
    de: `${guests}${list && ` (davon aus Kreis ${list})`}`,
    en: `${guests}${list && ` (of them from county ${list})`}`,
  };
}
