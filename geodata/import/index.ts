/** The kinds that can be imported, in the order in which the screen offers them. */
import { addresses } from './kinds/addresses.ts';
import { areas } from './kinds/areas.ts';
import { gtfs } from './kinds/gtfs.ts';
import { indicators } from './kinds/indicators.ts';
import { kitas } from './kinds/kitas.ts';
import { places, roads, waters } from './kinds/osm.ts';
import { population } from './kinds/population.ts';
import { pupils } from './kinds/pupils.ts';
import { schools } from './kinds/schools.ts';
import { vitalEvents } from './kinds/vitalEvents.ts';
import { Report, type Kind, type KindDefinition, type PrepareRequest, type Prepared } from './types.ts';

export * from './types.ts';

export const kindDefinitions: KindDefinition[] = [
  areas,
  schools,
  kitas,
  population,
  pupils,
  gtfs,
  vitalEvents,
  roads,
  waters,
  places,
  addresses,
  indicators,
];

export function kindDefinition(kind: Kind): KindDefinition {
  const found = kindDefinitions.find((definition) => definition.kind === kind);
  if (!found) throw new Error(`Unknown import kind ${kind}`);
  return found;
}

/** From bytes to rows that can be stored, with everything a person must know of them. Throws SourceError. */
export function prepareImport(request: PrepareRequest): Promise<Prepared> {
  return kindDefinition(request.kind).prepare({ ...request, report: new Report() });
}
