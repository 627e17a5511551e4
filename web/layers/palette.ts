/** Colour belongs to the data; these are all of them. Checked for colour blindness (ColorBrewer) and for grey print. */
export const palette = {
  ink: '#1b1f24',
  muted: '#5d6762',
  land: '#eef0ec',
  inside: '#f8f8f5',
  accent: '#0b6672',
  shortage: '#8c510a',
  missing: '#d9dcd7',
  hidden: '#8b948e',
  /** There are numbers, but too small ones for a share. */
  noShare: '#eadfc8',
  wood: '#e3eadc',
  water: '#c6dae2',
  line: '#c3cac2',
  border: '#7d867f',
  /** BrBG, nine classes, brown = lacking, the fifth = zero. */
  diverging: ['#8c510a', '#bf812d', '#dfc27d', '#f1e4c4', '#f5f5f3', '#cfe6e2', '#80c3b8', '#35978f', '#01665e'],
  sequential: ['#f3f6f4', '#d5e8e0', '#a6d3c8', '#6ab7ae', '#2f9093', '#0b6672'],
  load: { free: '#2f9093', tight: '#dfa23c', over: '#9c4a12' },
  /** Only to tell neighbours apart. */
  tints: ['#e7e2d3', '#d9e2ec', '#e9dde4', '#dfe7d4', '#e2dff0', '#efe3dc', '#d7e8e6'],
} as const;
