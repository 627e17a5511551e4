/** The one list of what lies above what, from the ground up. Every layer names its slot; nothing else decides order. */
export const layerOrder = [
  'ground',
  'woods',
  'waters',
  'roads',
  'fills',
  'patterns',
  'borders',
  'highlight',
  'flows',
  'transit',
  'stops',
  'circles',
  'names',
  'sites',
  'values',
] as const;
export type Slot = (typeof layerOrder)[number];

/** An invisible layer at the end of every slot: a layer is added before it. */
export const anchorOf = (slot: Slot): string => `slot:${slot}`;
