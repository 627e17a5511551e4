/** BETA2007.gsb, the official grid from DHDN to ETRS89: loaded at the first coordinate that needs it. */
import { existsSync, readFileSync } from 'node:fs';
import proj4 from 'proj4';
import { refuse } from '../formats/say.ts';
import { GRID_KEY } from './definitions.ts';

let loaded = false;

/** Beside this module in the sources, beside the bundle or in the project's folder once bundled. */
export function gridCandidates(): URL[] {
  return ['./BETA2007.gsb', '../geodata/crs/BETA2007.gsb', '../../geodata/crs/BETA2007.gsb'].map(
    (path) => new URL(path, import.meta.url),
  );
}

/** For a caller that has the grid's bytes; without them it is looked for on disk. */
export function loadGrid(bytes?: Uint8Array): void {
  if (loaded && !bytes) return;
  const found = bytes ?? readGrid();
  // proj4 takes an ArrayBuffer of its own.
  proj4.nadgrid(GRID_KEY, new Uint8Array(found).buffer);
  loaded = true;
}

function readGrid(): Uint8Array {
  const url = gridCandidates().find((candidate) => existsSync(candidate));
  if (url) return readFileSync(url);
  return refuse(
    'grid-missing',
    'Die Gitterdatei BETA2007.gsb für Gauß-Krüger-Koordinaten fehlt in der Installation: bitte Planungsraum neu installieren.',
    'The grid file BETA2007.gsb for Gauss-Krüger coordinates is missing from the installation: please install Planungsraum again.',
  );
}
