export { appIdIn, isAppId, unregisteredAppId } from './app-id.ts';
export { checkManifest } from './check-manifest.ts';
export { forgeManifest } from './forge-manifest.ts';
export type { ForgeManifestOptions } from './forge-manifest.ts';
export type { Manifest } from './manifest.ts';
export { moduleKeys } from './module-keys.ts';
export { renderedFiles } from './rendered-files.ts';
export { serverUrlFrom } from './server-url.ts';
export { yamlOf } from './yaml.ts';
