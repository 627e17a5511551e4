/** On which ground districts are drawn: computed in a worker, since a county has tens of thousands of cells. */
import { transformer } from '../../../geodata/crs/transform.ts';
import { groundOfPart } from '../../planning/pupils/ground.ts';
import { neighboursOn, rasterOf, type Part, type Raster, type RasterArea } from '../../planning/variant/raster.ts';
import { topologyOf } from '../../planning/variant/topology.ts';
import type { GroundArea } from '../../planning/pupils/ground.ts';

export interface GroundWork {
  task: 'ground';
  areas: GroundArea[];
  /** Of each atom: its cells, as pupil_atom.cells names them. */
  cells: string[][];
}

export interface Ground {
  raster: Raster;
  neighbours: Int32Array[];
  /** Longitude and latitude, six decimals. */
  arcs: [number, number][][];
  /** Atom on either side of each arc; -1 = outside the county. */
  sides: [number, number][];
  /** As in TopoJSON. */
  polygons: number[][][][];
}

const toGrid = transformer(4326, 3035);
const toDegrees = transformer(3035, 4326);
const six = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

export function groundWork({ areas, cells }: GroundWork): Ground {
  const parts = cells.flatMap((own, atom) =>
    own.map((name): Part => {
      const { cell, gemeinde } = groundOfPart(name);
      return { atom, e: cell.e, n: cell.n, area: gemeinde };
    }),
  );
  const raster = rasterOf(areas.map(projected), parts);
  const { arcs, sides, polygons } = topologyOf(raster, cells.length);
  return {
    raster,
    neighbours: neighboursOn(raster, cells.length),
    arcs: arcs.map((arc) =>
      arc.map((corner) => {
        const [lon = 0, lat = 0] = toDegrees(corner);
        return [six(lon), six(lat)];
      }),
    ),
    sides,
    polygons,
  };
}

function projected({ key, geometry }: GroundArea): RasterArea {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  return {
    key,
    rings: rings.map((ring) =>
      ring.map(([lon = 0, lat = 0]) => {
        const [e = 0, n = 0] = toGrid([lon, lat]);
        return [e, n] as const;
      }),
    ),
  };
}
