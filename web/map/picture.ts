/** The drawn map as an image for paper, with the scale that a committee may measure by. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Box } from './box.ts';
import { palette } from '../layers/palette.ts';

/** Length of the equator over the pixels of a world of 512 at zoom 0. */
const metresPerPixelAtEquator = 40_075_016.686 / 512;
const widestBar = 130;

/** The longest round length, in 1, 2, 5 and their tens, that fits the bar. */
export function scaleBar(latitude: number, zoom: number): { metres: number; pixels: number } {
  const metresPerPixel = (metresPerPixelAtEquator * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom;
  const most = widestBar * metresPerPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = power * ([5, 2, 1].find((factor) => factor * power <= most) ?? 1);
  return { metres, pixels: metres / metresPerPixel };
}

const margin = 26;

/** What is printed: the box with a margin, as far as it is drawn; the whole map where there is none. */
function frameOf(map: MapLibreMap, box: Box | null): { x: number; y: number; width: number; height: number } {
  const { clientWidth, clientHeight } = map.getCanvas();
  if (!box) return { x: 0, y: 0, width: clientWidth, height: clientHeight };
  const [west, south, east, north] = box;
  const [a, b] = [map.project([west, north]), map.project([east, south])];
  const [x, y] = [Math.max(0, a.x - margin), Math.max(0, a.y - margin)];
  return {
    x,
    y,
    width: Math.min(clientWidth, b.x + margin) - x,
    // Room below for the scale.
    height: Math.min(clientHeight, b.y + 2 * margin) - y,
  };
}

export function pictureOf(map: MapLibreMap, box: Box | null): string | null {
  map.redraw();
  const drawn = map.getCanvas();
  const ratio = drawn.width / drawn.clientWidth;
  const frame = frameOf(map, box);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(frame.width * ratio);
  canvas.height = Math.round(frame.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.scale(ratio, ratio);
  context.drawImage(drawn, -frame.x, -frame.y, drawn.clientWidth, drawn.clientHeight);
  drawScale(context, scaleBar(map.getCenter().lat, map.getZoom()), frame.width - 14, frame.height - 12);
  return canvas.toDataURL('image/png');
}

function drawScale(
  context: CanvasRenderingContext2D,
  { metres, pixels }: { metres: number; pixels: number },
  right: number,
  bottom: number,
): void {
  context.strokeStyle = palette.ink;
  context.fillStyle = palette.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(right - pixels, bottom - 6);
  context.lineTo(right - pixels, bottom);
  context.lineTo(right, bottom);
  context.lineTo(right, bottom - 6);
  context.stroke();
  context.font = '12px "Inter Variable", sans-serif';
  context.textAlign = 'center';
  context.fillText(metres < 1000 ? `${metres} m` : `${metres / 1000} km`, right - pixels / 2, bottom - 8);
}
