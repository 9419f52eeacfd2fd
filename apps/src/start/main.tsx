import { mountPage } from '../page/mount-page.tsx';
import { StartPage } from './start-page.tsx';
import { say } from './words.ts';

mountPage(<StartPage />, { theme: 'system', title: () => say('title') });
