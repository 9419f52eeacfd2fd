import { signal } from '@preact/signals';

/** Whether a newer page is here and waits to be taken. */
export const newVersion = signal(false);

let waiting: ServiceWorker | null | undefined;

/** Takes the newer page: its worker takes over, and every tab of it is loaded anew. */
export const takeNewVersion = (): void => waiting?.postMessage({ kind: 'take-over' });

const watch = (registration: ServiceWorkerRegistration): void => {
  const look = () => {
    // The first worker ever is no news: there was no older page.
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waiting = registration.waiting;
    newVersion.value = true;
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  look();
};

/** How often a page that is never closed looks for a newer one, in milliseconds. */
const LOOK_MS = 15 * 60_000;

/** The hub's policy lets no text become the address of a script, but through a policy that looks at it. */
const workerAddress = (): string => {
  const address = '/sw.js';
  const policy = globalThis.trustedTypes?.createPolicy('cafe-worker', { createScriptURL: (url) => url });
  return (policy?.createScriptURL(address) ?? address) as string; // what the DOM takes in a string's place
};

/**
 * Keeps the page's shell on this device, so that it opens without the hub; where the browser allows it, which is by https or on
 * the hub's own machine. Resolves with whether it does.
 */
export const keepShell = async (scope: '/terminal' | '/kitchen'): Promise<boolean> => {
  if (!('serviceWorker' in navigator)) return false;
  try {
    const hadOne = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (hadOne) location.reload();
    });
    const registration = await navigator.serviceWorker.register(workerAddress(), { scope });
    watch(registration);
    setInterval(() => void registration.update().catch(() => undefined), LOOK_MS); // it is looked for again
    return true;
  } catch {
    return false; // a browser that allows none: the page works all the same
  }
};
