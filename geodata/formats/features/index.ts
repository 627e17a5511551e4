export { listLayers, readFeatures } from './readFeatures.ts';
