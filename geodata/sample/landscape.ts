/** Woods on the heights, lakes in the valleys. */
import type { Borders, Ring } from './borders.ts';
import { distanceToNearest, type Mesh } from './mesh.ts';
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
  const cells = territory.places.map(({ cell }) => cell);
  const toPlace = distanceToNearest(mesh, cells);
  // Fields around each village: no circles, but as far as the soil was worth the clearing.
  const open = toPlace.map((distance, c) => {
    const field = 760 + 620 * noise.fractal(mesh.x[c]! + 5000, mesh.y[c]!, 1900, 3);
    return distance < Math.max(540, field) ? 1 : 0;
  });
  const wooded = (c: number): boolean =>
    open[c] === 0 &&
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
  return [...borders.polygonsByLabel(wood.map((number) => (number > 0 ? number : -1))).values()].flat();
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
    const obstacles: { off: number; angle: number }[] = [];
    for (const index of network.near(x - reach, y - reach, x + reach, y + reach)) {
      const { from, to } = network.edges[index]!;
      for (const share of [0, 0.5, 1]) {
        const dx = network.x[from]! * (1 - share) + network.x[to]! * share - x;
        const dy = network.y[from]! * (1 - share) + network.y[to]! * share - y;
        obstacles.push({ off: Math.hypot(dx, dy), angle: Math.atan2(dy, dx) });
      }
    }
    // Most spots are too near to a road for the smallest lake.
    if (obstacles.some(({ off }) => off < LEAST_LAKE + 60)) continue;
    const ring: Point[] = [];
    for (let step = 0; step < 48; step++) {
      const angle = (step / 48) * Math.PI * 2;
      const lobe = Math.cos(angle - turn) ** 2 * (stretch - 1) + 1;
      const shape =
        wanted * lobe * (0.8 + 0.42 * noise.fractal(x + Math.cos(angle) * 300, y + Math.sin(angle) * 300, 260, 3));
      let free = Math.min(shape, wanted * stretch);
      for (const obstacle of obstacles) {
        // Roads within a sector of the ray hold the shore back; a road beyond it does not matter.
        if (obstacle.off - 60 >= free || Math.cos(obstacle.angle - angle) <= 0) continue;
        if (obstacle.off * Math.abs(Math.sin(obstacle.angle - angle)) < 70) free = obstacle.off - 60;
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
