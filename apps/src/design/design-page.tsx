import { say } from './words.ts';

/** Every token and component, in both themes. */
export const DesignPage = () => (
  <main>
    <h1>{say('title')}</h1>
  </main>
);
