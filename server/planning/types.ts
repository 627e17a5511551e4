/** Words that kernels, data and imports share. No wire types here. */

export interface Sentence {
  de: string;
  en: string;
}
