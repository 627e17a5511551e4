/** MapLibre with its worker, loaded as a chunk of its own. The worker is a file of this origin, as the policy wants. */
import { prewarm, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';

setWorkerUrl(workerUrl);
// The worker is fetched while the county is still asked for, and stays when the map of another county takes its place.
prewarm();

export { Map as MapLibreMap, ScaleControl } from 'maplibre-gl';
