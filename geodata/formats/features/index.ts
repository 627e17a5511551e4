export { listLayers, readFeatures, type FeatureOptions } from './readFeatures.ts';
