import { mountPage } from '../page/mount-page.tsx';
import { keepShell } from '../page/new-version.ts';
import { DevicePage } from '../session/device-page.tsx';
import { followAddress } from './address.ts';
import { TerminalPage } from './terminal-page.tsx';
import { say } from './words.ts';

followAddress();
mountPage(
  <DevicePage kind="terminal" needsPerson>
    {(session) => <TerminalPage session={session} />}
  </DevicePage>,
  { theme: 'system', title: () => say('title') },
);
void keepShell('/terminal');
