import { mountPage } from '../page/mount-page.tsx';
import { GuestPage } from './guest-page.tsx';
import { say } from './words.ts';

mountPage(<GuestPage />, { theme: 'light', title: () => say('title') });
