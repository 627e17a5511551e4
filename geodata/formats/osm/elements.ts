/** The three kinds of things in OpenStreetMap data, as both readers hand them out. */
export type Tags = Record<string, string>;

export interface OsmMember {
  type: 'node' | 'way' | 'relation';
  ref: number;
  role: string;
}

/** Called in the order of the file: nodes, then ways, then relations, in every extract met so far. A kind without a handler is skipped. */
export interface OsmHandlers {
  node?: (id: number, lon: number, lat: number, tags: Tags | null) => void;
  way?: (id: number, refs: number[], tags: Tags | null) => void;
  relation?: (id: number, members: OsmMember[], tags: Tags | null) => void;
}
