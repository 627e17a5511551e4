/** Smooth value noise in [-1, 1] over metres; the landscape's irregularity. */
export interface Noise {
  at(x: number, y: number, wavelength: number): number;
  /** Several octaves: coarse shapes with fine detail. */
  fractal(x: number, y: number, wavelength: number, octaves: number): number;
}

function lattice(ix: number, iy: number, seed: number): number {
  let h = Math.imul(ix, 0x27d4eb2d) ^ Math.imul(iy, 0x165667b1) ^ seed;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1;
}

const ease = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);

export function createNoise(seed: number): Noise {
  const at = (x: number, y: number, wavelength: number): number => {
    const u = x / wavelength;
    const v = y / wavelength;
    const ix = Math.floor(u);
    const iy = Math.floor(v);
    const s = ease(u - ix);
    const t = ease(v - iy);
    const south = lattice(ix, iy, seed) * (1 - s) + lattice(ix + 1, iy, seed) * s;
    const north = lattice(ix, iy + 1, seed) * (1 - s) + lattice(ix + 1, iy + 1, seed) * s;
    return south * (1 - t) + north * t;
  };
  return {
    at,
    fractal: (x, y, wavelength, octaves) => {
      let sum = 0;
      let amplitude = 1;
      let range = 0;
      for (let octave = 0; octave < octaves; octave++) {
        // Each octave is shifted so that the lattice points of all octaves do not coincide at the origin.
        sum += amplitude * at(x + octave * 7919, y - octave * 6101, wavelength / 2 ** octave);
        range += amplitude;
        amplitude *= 0.5;
      }
      return sum / range;
    },
  };
}
