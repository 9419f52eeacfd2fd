import { mountPage } from '../page/mount-page.tsx';
import { codeInAddress, GuestPage } from './guest-page.tsx';
import { createVisit } from './visit.ts';
import { say } from './words.ts';

const visit = createVisit(codeInAddress());
mountPage(<GuestPage visit={visit} />, { theme: 'light', title: () => say('title') });
