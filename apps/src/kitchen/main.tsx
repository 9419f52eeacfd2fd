import { mountPage } from '../page/mount-page.tsx';
import { keepShell } from '../page/new-version.ts';
import { DevicePage } from '../session/device-page.tsx';
import { KitchenPage } from './kitchen-page.tsx';
import { say } from './words.ts';

mountPage(
  <DevicePage kind="kitchen" needsPerson={false}>
    {(session) => <KitchenPage session={session} />}
  </DevicePage>,
  { theme: 'dark', title: () => say('title') },
);
void keepShell('/kitchen');
