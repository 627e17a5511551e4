/** Map labels are drawn from these files: no glyph server, umlauts included. */
import type { FontFacesSpecification } from 'maplibre-gl';
import latin from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url';
import latinBold from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url';
import latinExt from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url';
import latinExtBold from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url';

const basic = ['U+0000-00FF', 'U+0131', 'U+0152-0153', 'U+2000-206F', 'U+20AC', 'U+2122', 'U+2190-21FF', 'U+2212'];
const extended = ['U+0100-0130', 'U+0132-0151', 'U+0154-024F', 'U+1E00-1EFF'];

const absolute = (url: string): string => new URL(url, location.href).href;

export const regular = ['Noto Sans Regular'];
export const bold = ['Noto Sans Bold'];

export const fontFaces = (): FontFacesSpecification => ({
  'Noto Sans Regular': [
    { url: absolute(latin), 'unicode-range': basic },
    { url: absolute(latinExt), 'unicode-range': extended },
  ],
  'Noto Sans Bold': [
    { url: absolute(latinBold), 'unicode-range': basic },
    { url: absolute(latinExtBold), 'unicode-range': extended },
  ],
});

/** Into the browser's store while the county is asked for: the first names would otherwise wait for their letters. */
export function fetchAhead(): void {
  for (const url of [latin, latinBold]) void fetch(absolute(url)).catch(() => undefined);
}
