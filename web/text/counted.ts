/** A number in the manner of a language, with its noun. */
const counted = (locale: string) => (n: number, single: string, several: string) =>
  `${n.toLocaleString(locale)} ${n === 1 ? single : several}`;

export const oneDe = counted('de-DE');
export const oneEn = counted('en-GB');
