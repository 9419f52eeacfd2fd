import { mountPage } from '../page/mount-page.tsx';
import { DesignPage } from './design-page.tsx';
import { say } from './words.ts';

mountPage(<DesignPage />, { theme: 'light', title: () => say('title') });
