/** Invented names in the manner of the middle of Germany. None of the first group is the name of a Gemeinde of 2021. */
export const COUNTY_NAME = 'Landkreis Ahlengrund';
export const COUNTY_KEY = '16999';
export const COUNTY_TOWN = 'Ahlenburg';
export const TOWNS = ['Markwipp', 'Rohrstedt', 'Osterleben'] as const;

const VILLAGE_LIST = `
Wiesenroda Kranzleben Sundhofen Mittelrieden Griefleben Utzhausen Wendelroda Tiefenborn Kölpleben Grabstedt Dallersleben
Orlhausen Bernsleben Wolkroda Eschenleben Lindstedt Nauenroda Hainichroda Gundersroda Altenwipp Wippleben Sachsroda
Frankroda Ottmannsleben Ködderitz Tennrode Lauchstedt Berkersleben Bösenroda Ringhofen Vippstedt Kutzstedt Riethleben
Riethgrün Dielsborn Dielsroda Neuhelm Helmsroda Großhelm Kleinhelm Tromsleben Burgahlen Oberahlen Niederahlen Ahlhausen
Ahlroda Etzstedt Weißenriet Schwarzleben Guthleben Guthmannsroda Henschroda Herrnleben Leubrode Leubstedt Luthersborn
Nausleben Nöderstedt Oldroda Pfiffelroda Rastenleben Rudersleben Scherndorf Schillwenden Schlotroda Sprottleben Stödtleben
Straußroda Tunzleben Udersroda Vogelsroda Waltersroda Weißleben Wenigenriet Werningsborn Wundersroda Zauschleben
Zimmerleben Allstroda Beichleben Billroda Brembstedt Büchelroda Dermsleben Eckstroda Frohnsleben Gangloffsroda
Gebhardsleben Günsroda Haßroda Henneroda Kannroda Kindelsborn Kleinriet Großriet Krautroda Lossleben Ollenroda Orlisroda
Pleisroda Querbach Ramsleben Rettroda Rothenriet Schallroda Schönriet Sömmeringen Sprödaborn Tonnleben Tottroda Trebroda
Vehrleben Walschstedt Weddernroda Wickleben Wiegleben Zottleben Eberstal Eulenroda Falkenriet Finkleben Holzborn
Kirchriet Klosterroda Lerchenborn Mühlriet Nesselborn Sorgleben Ulmstedt`;

export const VILLAGES: readonly string[] = VILLAGE_LIST.trim().split(/\s+/);

export const MAIN_RIVER = 'Ahle';
export const RIVERS = [
  'Wipse',
  'Helmbach',
  'Rieth',
  'Losse',
  'Dielsbach',
  'Schwarze Ahle',
  'Kranzbach',
  'Rohrbach',
  'Vippe',
  'Tunzel',
] as const;
export const BROOKS = [
  'Mühlgraben',
  'Erlbach',
  'Schafbach',
  'Kaltbach',
  'Steinbach',
  'Wiesenbach',
  'Klingenbach',
  'Tiefer Graben',
  'Lindenbach',
  'Otterbach',
  'Krebsbach',
  'Grenzgraben',
  'Hirschbach',
  'Goldbach',
  'Lohbach',
  'Sulzbach',
  'Weidenbach',
  'Rodebach',
  'Talbach',
  'Eschenbach',
  'Dorfbach',
  'Fuchsgraben',
  'Haselbach',
  'Seegraben',
  'Moosbach',
  'Ziegelbach',
  'Siedegraben',
  'Kirchbach',
] as const;
export const LAKES = [
  'Ahlensee',
  'Kiessee Rieth',
  'Stausee Wipptal',
  'Großer Teich',
  'Herrensee',
  'Kiesgrube Sundhofen',
  'Mönchsteich',
  'Erlensee',
  'Fischteich',
] as const;

const ADJECTIVE_ENDINGS: readonly [RegExp, string][] = [
  [/hausen$/, 'häuser'],
  [/hofen$/, 'hofer'],
  [/leben$/, 'leber'],
  [/ingen$/, 'inger'],
  [/wenden$/, 'wender'],
  [/rieden$/, 'rieder'],
  [/(rod)[ae]$/, '$1aer'],
  [/e$/, 'er'],
  [/$/, 'er'],
];

/** 'Utzhausen' → 'Utzhäuser', as in 'Utzhäuser Straße'. */
export function adjectiveOf(place: string): string {
  for (const [ending, adjective] of ADJECTIVE_ENDINGS) {
    if (ending.test(place)) return place.replace(ending, adjective);
  }
  return place;
}
