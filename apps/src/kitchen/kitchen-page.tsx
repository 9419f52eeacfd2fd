import { PageHead } from '../ui/page-head.tsx';
import { say } from './words.ts';

/** What is to be cooked. */
export const KitchenPage = () => (
  <>
    <PageHead title={say('title')} />
    <main />
  </>
);
