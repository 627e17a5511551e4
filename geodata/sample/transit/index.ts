/** Public transport of the sample county: stops, lines, a timetable with school days, the railway. */
import type { Point, SampleAddress, SampleLocality, SampleSchool, SampleTransit, RoadNetwork } from '../model.ts';
import type { Random } from '../random.ts';
import { RoadGraph } from './graph.ts';
import { LineBuilder } from './lines.ts';
import { addRailway } from './rail.ts';
import { StopBuilder } from './stops.ts';
import { Timetable } from './timetable.ts';

export interface TransitGround {
  localities: readonly SampleLocality[];
  roads: RoadNetwork;
  railway: readonly Point[];
  addresses: readonly SampleAddress[];
  /** Their `stop` is set here. */
  schools: SampleSchool[];
}

const AGENCY = 'ahlebus';

export function buildTransit(ground: TransitGround, random: (stream: string) => Random): SampleTransit {
  const { localities, schools, addresses } = ground;
  const graph = new RoadGraph(ground.roads);
  const stops = new StopBuilder(graph, ground, random('stops')).build();
  const schoolLocality = schools.map(({ address }) => addresses[address]!.locality);
  const lines = new LineBuilder(graph, stops, { localities, schools, schoolLocality }).build();
  const transit: SampleTransit = {
    agencies: [{ id: AGENCY, name: 'Ahlebus Verkehrsgesellschaft (Beispieldaten)' }],
    stops: stops.map(({ stop }) => stop),
    routes: [],
    trips: [],
    shapes: [],
  };
  const timetable = new Timetable(graph, stops, transit, random('timetable'));
  for (const line of lines) {
    const id = `bus-${line.number.toLowerCase()}`;
    transit.routes.push({
      id,
      shortName: line.number,
      longName: line.name,
      agency: AGENCY,
      type: 3,
      onDemand: line.kind === 'call',
    });
    timetable.addLine(line, id);
  }
  addRailway(ground.railway, localities, transit);
  return transit;
}
