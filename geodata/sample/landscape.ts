/** Woods on the heights, lakes in the valleys. */
import type { Borders, Ring } from './borders.ts';
import type { Mesh } from './mesh.ts';
import type { Lake, Point, River } from './model.ts';
import { LAKES } from './names.ts';
import type { GrowingNetwork } from './network.ts';
import { createNoise } from './noise.ts';
import type { Random } from './random.ts';
import type { Relief } from './relief.ts';
import type { Territory } from './territory.ts';

const LEAST_WOOD = 9;
const LEAST_LAKE = 110;

/** Number of the wood for each cell, 0 for open land. */
export function growWoods(mesh: Mesh, relief: Relief, territory: Territory, random: Random): Int32Array {
  const noise = createNoise(random.int(2 ** 31));
  const open = new Uint8Array(mesh.x.length);
  for (const { cell } of territory.places) {
    for (let c = 0; c < open.length; c++)
      if (Math.hypot(mesh.x[c]! - mesh.x[cell]!, mesh.y[c]! - mesh.y[cell]!) < 720) open[c] = 1;
  }
  const wooded = (c: number): boolean =>
    !open[c] &&
    territory.municipalityOfCell[c]! >= 0 &&
    (relief.height[c]! - 255) / 110 + 0.9 * noise.fractal(mesh.x[c]!, mesh.y[c]!, 4200, 3) > 0.42;
  const wood = new Int32Array(mesh.x.length);
  let number = 0;
  for (let c = 0; c < wood.length; c++) {
    if (wood[c] !== 0 || !wooded(c)) continue;
    const members = [c];
    wood[c] = ++number;
    for (let i = 0; i < members.length; i++) {
      const at = members[i]!;
      for (let slot = mesh.start[at]!; slot < mesh.start[at + 1]!; slot++) {
        const to = mesh.neighbour[slot]!;
        if (wood[to] !== 0 || !wooded(to)) continue;
        wood[to] = number;
        members.push(to);
      }
    }
    if (members.length < LEAST_WOOD) for (const member of members) wood[member] = -1;
  }
  return wood.map((value) => Math.max(0, value));
}

export function woodPolygons(borders: Borders, wood: Int32Array): Ring[][] {
  const polygons: Ring[][] = [];
  const numbers = new Set(wood);
  numbers.delete(0);
  for (const number of numbers) polygons.push(...borders.polygons((c) => wood[c] === number));
  return polygons;
}

/** Lakes fill what roads and places leave free, so that no road runs through water. */
export function fillLakes(
  rivers: readonly River[],
  network: GrowingNetwork,
  inside: (x: number, y: number) => boolean,
  random: Random,
): Lake[] {
  const lakes: { lake: Lake; middle: Point; radius: number }[] = [];
  const banks = rivers.filter(({ rank }) => rank >= 2).flatMap(({ line }) => line);
  const noise = createNoise(random.int(2 ** 31));
  const names = [...LAKES];
  for (let tries = 0; tries < 400 && lakes.length < LAKES.length; tries++) {
    const [bankX, bankY] = random.pick(banks);
    const [x, y] = [bankX + random.between(-450, 450), bankY + random.between(-450, 450)];
    if (lakes.some(({ middle }) => Math.hypot(middle[0] - x, middle[1] - y) < 2600)) continue;
    const wanted = random.between(170, 520);
    const [stretch, turn] = [random.between(1, 1.9), random.between(0, Math.PI)];
    const reach = wanted * stretch * 1.5;
    const obstacles = [...network.near(x - reach, y - reach, x + reach, y + reach)].map(
      (index) => network.edges[index]!,
    );
    const ring: Point[] = [];
    for (let step = 0; step < 48; step++) {
      const angle = (step / 48) * Math.PI * 2;
      const lobe = Math.cos(angle - turn) ** 2 * (stretch - 1) + 1;
      const shape =
        wanted * lobe * (0.8 + 0.42 * noise.fractal(x + Math.cos(angle) * 300, y + Math.sin(angle) * 300, 260, 3));
      let free = Math.min(shape, wanted * stretch);
      for (const edge of obstacles) {
        for (const share of [0, 0.5, 1]) {
          const dx = network.x[edge.from]! * (1 - share) + network.x[edge.to]! * share - x;
          const dy = network.y[edge.from]! * (1 - share) + network.y[edge.to]! * share - y;
          const off = Math.hypot(dx, dy);
          // Roads within a sector of the ray hold the shore back; a road beyond it does not matter.
          const deviation = Math.abs(Math.sin(Math.atan2(dy, dx) - angle));
          if (Math.cos(Math.atan2(dy, dx) - angle) > 0 && off * deviation < 70) free = Math.min(free, off - 60);
          else if (off < 60) free = 0;
        }
      }
      ring.push([x + Math.cos(angle) * free, y + Math.sin(angle) * free]);
    }
    const radii = ring.map(([px, py]) => Math.hypot(px - x, py - y));
    if (Math.min(...radii) < LEAST_LAKE || !ring.every(([px, py]) => inside(px, py))) continue;
    const smooth = ring.map(([px, py], i): Point => {
      const [before, after] = [ring[(i + 47) % 48]!, ring[(i + 1) % 48]!];
      // Towards the middle only: smoothing outwards could touch a road again.
      const [sx, sy] = [px / 2 + (before[0] + after[0]) / 4, py / 2 + (before[1] + after[1]) / 4];
      return Math.hypot(sx - x, sy - y) < Math.hypot(px - x, py - y) ? [sx, sy] : [px, py];
    });
    smooth.push(smooth[0]!);
    lakes.push({ lake: { name: names.shift()!, ring: smooth }, middle: [x, y], radius: Math.max(...radii) });
  }
  return lakes.map(({ lake }) => lake);
}
