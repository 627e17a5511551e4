/** Images drawn here, because a pattern from a file would be one more request. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { palette } from '../layers/palette.ts';

export const hatch = 'hatch';
export const hatchDisc = 'hatch-disc';
export const dots = 'dots';

function drawn(size: number, draw: (context: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws no canvas: map patterns need one.');
  draw(context);
  return context.getImageData(0, 0, size, size);
}

function stripes(context: CanvasRenderingContext2D, size: number, step: number): void {
  context.strokeStyle = palette.hidden;
  context.lineWidth = 2.4;
  for (let x = -size; x <= size * 2; x += step) {
    context.beginPath();
    context.moveTo(x, size);
    context.lineTo(x + size, 0);
    context.stroke();
  }
}

export function addPatterns(map: MapLibreMap): void {
  map.addImage(
    hatch,
    drawn(24, (context) => {
      context.fillStyle = '#fbfbf9';
      context.fillRect(0, 0, 24, 24);
      stripes(context, 24, 12);
    }),
    { pixelRatio: 2 },
  );
  map.addImage(
    dots,
    drawn(20, (context) => {
      context.fillStyle = '#fbfbf9';
      context.fillRect(0, 0, 20, 20);
      context.fillStyle = palette.hidden;
      for (const [x, y] of [
        [5, 5],
        [15, 15],
      ] as const) {
        context.beginPath();
        context.arc(x, y, 1.7, 0, 2 * Math.PI);
        context.fill();
      }
    }),
    { pixelRatio: 2 },
  );
  map.addImage(
    hatchDisc,
    drawn(28, (context) => {
      context.beginPath();
      context.arc(14, 14, 12, 0, 2 * Math.PI);
      context.fillStyle = '#ffffff';
      context.fill();
      context.save();
      context.clip();
      stripes(context, 28, 8);
      context.restore();
      context.strokeStyle = palette.ink;
      context.lineWidth = 2;
      context.stroke();
    }),
    { pixelRatio: 2 },
  );
}
