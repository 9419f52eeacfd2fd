/**
 * Keeps the shells of the terminal and the kitchen screen: their HTML, scripts and styles, nothing that the hub answers. A new one
 * waits until somebody takes it, so that nothing is reloaded under their fingers.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/** Of a worker's global scope what is used here: TypeScript's DOM does not have it. */
interface WorkerScope {
  readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0]; // put in by the build
  readonly registration: ServiceWorkerRegistration;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  skipWaiting(): Promise<void>;
}
declare const self: WorkerScope;

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(new NavigationRoute(createHandlerBoundToURL(new URL(self.registration.scope).pathname)));

self.addEventListener('message', ({ data }) => {
  if (typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'take-over') void self.skipWaiting();
});
