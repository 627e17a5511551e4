/** Official figures of the five counties, with where they stand. */

export interface CountyTruth {
  key: string;
  name: string;
  /** Statistisches Bundesamt, Gemeindeverzeichnis; the tolerance is the issue's: 1 %. */
  squareKilometres: number;
}

export const AREA_TOLERANCE = 0.01;

export const countyTruths: CountyTruth[] = [
  { key: '16068', name: 'Sömmerda', squareKilometres: 806.88 },
  { key: '10044', name: 'Saarlouis', squareKilometres: 459.35 },
  { key: '07235', name: 'Trier-Saarburg', squareKilometres: 1102.21 },
  { key: '07211', name: 'Trier', squareKilometres: 117.06 },
  { key: '12062', name: 'Elbe-Elster', squareKilometres: 1899.16 },
];
