/** What is being drawn on the map: a point, a line of corners, or an area inside of them. One at a time, over whatever the scene shows. */
import { createContext } from 'svelte';

export type Corner = [longitude: number, latitude: number];
export type Shape = 'point' | 'line' | 'area';

const FEWEST: Record<Shape, number> = { point: 1, line: 2, area: 3 };

export class Drawing {
  /** Null while nothing is drawn. */
  shape = $state<Shape | null>(null);
  corners = $state.raw<Corner[]>([]);
  #done: ((corners: Corner[]) => void) | null = null;

  get active(): boolean {
    return this.shape !== null;
  }
  get canFinish(): boolean {
    return this.shape !== null && this.corners.length >= FEWEST[this.shape];
  }

  begin(shape: Shape, done: (corners: Corner[]) => void): void {
    this.shape = shape;
    this.corners = [];
    this.#done = done;
  }

  /** A second point takes the place of the first. */
  add(corner: Corner): void {
    const [lon, lat] = corner.map((degrees) => Math.round(degrees * 1e6) / 1e6) as Corner;
    const last = this.corners.at(-1);
    if (last && last[0] === lon && last[1] === lat) return;
    this.corners = this.shape === 'point' ? [[lon, lat]] : [...this.corners, [lon, lat]];
  }

  takeBack(): void {
    this.corners = this.corners.slice(0, -1);
  }

  finish(): void {
    if (!this.canFinish) return;
    const [corners, done] = [this.corners, this.#done];
    this.cancel();
    done?.(corners);
  }

  cancel(): void {
    this.shape = null;
    this.corners = [];
    this.#done = null;
  }
}

export const [useDrawing, provideDrawing] = createContext<Drawing>();
