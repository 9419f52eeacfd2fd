import type { DeviceSession } from '../session/device-session.ts';
import { PageHead } from '../ui/page-head.tsx';
import { say } from './words.ts';

/** The till. */
export const TerminalPage = ({ session }: { readonly session: DeviceSession }) => (
  <>
    <PageHead title={say('title')} person={session.person.value?.name} onLock={session.lock} />
    <main />
  </>
);
