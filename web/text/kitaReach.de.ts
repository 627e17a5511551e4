/** Words of what can be reached in the scene Kita-Versorgung. */
import { oneDe as one } from './counted.ts';

export const kitaReachDe = {
  show: 'Zeigen',
  views: { gap: 'Lücke', reach: 'Erreichbar', unserved: 'Ohne Platz', sites: 'Standorte', fewer: 'Abbau' },
  meaning: {
    gap: 'Plätze der Kitas im Gebiet minus Bedarf seiner Kinder: wer über die Grenze geht, zählt nicht.',
    reach:
      'Wie viele Plätze auf ein Kind mit Bedarf kommen, wenn jede Kita ihre Plätze unter den Kindern ringsum teilt; nahe zählen mehr. Unter 1 ist es eng, auch wenn im Gebiet selbst Plätze frei sind.',
    unserved:
      'Wie viele Kinder ohne Platz bleiben, auch wenn alle Plätze bestmöglich vergeben würden und keines weiter als angenommen geht. Sie brauchen neue Plätze, andere Wege helfen nicht.',
    sites:
      'Wo neue Plätze am meisten helfen: der Standort, nach dessen Eröffnung die meisten Kinder in der bestmöglichen Zuordnung einen Platz haben, und wie viel höchstens möglich wäre.',
    fewer:
      'Wo Kinder weniger werden: welche Plätze wegfallen können, ohne dass Kinder ihren verlieren oder viel weiter gehen.',
  },
  accepted: 'Zumutbarer Fußweg',
  acceptedOption: (length: string, minutes: string) => `bis ${length} (${minutes} zu Fuß)`,
  acceptedHelp: 'Gilt für „Ohne Platz“; „Erreichbar“ rechnet mit den Stufen des Planungswerts.',
  reachUnit: 'erreichbare Plätze je Kind',
  reachShort: 'Plätze je Kind',
  reachLong: 'Erreichbare Plätze je Kind mit Bedarf',
  unserved: 'ohne Platz',
  unservedOf: (group: string) => `${group} ohne Platz`,
  outside: 'auswärts',
  outsideLong: 'davon mit Platz außerhalb des Gebiets',
  gapLong: 'Lücke im Gebiet',
  noChildren: 'keine Kinder',
  legendReach: (group: string, date: string) => `Erreichbare Plätze je Kind, ${group}, ${date}`,
  legendUnserved: (group: string, date: string, length: string) => `Ohne Platz bis ${length}, ${group}, ${date}`,
  none: 'alle mit Platz',
  tip: (gap: string, reach: string, unserved: string) =>
    `Lücke ${gap} · ${reach} Plätze je Kind · ${unserved} ohne Platz`,
  /** Of areas whose gap is negative, and that have a place for everybody all the same. */
  noneOfGaps: (names: string[], length: string) =>
    names.length === 0
      ? ''
      : `${names.join(', ')}: Im Gebiet fehlen Plätze, doch alle Kinder finden bis ${length} einen.`,
  /** Of areas that have places to spare, and children without one. */
  farOff: (names: string[], length: string) =>
    names.length === 0
      ? ''
      : `${names.join(', ')}: Im Gebiet sind Plätze übrig, doch einige Kinder bleiben bis ${length} ohne einen: zu weit weg, oder andere brauchen ihn.`,
  bottleneck: (children: string, places: string, kitas: number, lacking: string) =>
    `Der Engpass, alle Altersgruppen zusammen: ${children} Kinder mit Bedarf erreichen nur ${places} Plätze (${one(kitas, 'Kita', 'Kitas')}). Deshalb bleiben ${lacking} ohne Platz.`,
  noBottleneck: (length: string) => `Jedes Kind mit Bedarf kann bis ${length} einen Platz haben.`,
  kita: (assigned: string, free: string) => `bestmöglich vergeben ${assigned}, frei ${free}`,
  method: (steps: string, length: string, ways: string) =>
    `Erreichbar: E2SFCA (Luo, Qi 2009); ein Kind zählt bei einer Kita ${steps}, weiter weg gar nicht. Mittel der Wohnorte des Gebiets nach Bedarf. Ohne Platz: bestmögliche Zuordnung bis ${length} Fußweg, alle Altersgruppen zusammen, bei gleich vielen Plätzen mit den kürzesten Wegen; kein Vorschlag, wer wohin geht. ${ways}`,
  step: (length: string, weight: string) => `bis ${length} zu ${weight}`,
  homesNote: 'Beim Vergrößern: Wohnorte als Scheiben, Modellwerte.',
};
