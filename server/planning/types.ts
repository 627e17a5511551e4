/** Words that kernels, data and imports share. No wire types here. */

export interface Sentence {
  de: string;
  en: string;
}

/** Longitude, latitude in EPSG:4326. */
export type Position = [number, number];
