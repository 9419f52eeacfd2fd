import './terminal-page.css';
import { useConnection, useFloor, useMenu, useStore } from '@cafe/client-sdk/preact';
import { useEffect } from 'preact/hooks';
import { useAutoLock } from '../session/auto-lock.ts';
import type { DeviceSession } from '../session/device-session.ts';
import { useKeptOver } from '../session/typed.ts';
import { Button } from '../ui/button.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { FloorScreen } from './floor/floor-screen.tsx';
import { asOverlay } from './kept-overlay.ts';
import { OrderScreen } from './order/order-screen.tsx';
import { Overlays } from './overlays.tsx';
import { closeOverlay, overlay, screen, showFloor } from './screen.ts';
import { StatusBanners } from './status-banners.tsx';
import { useKeys } from './use-keys.ts';
import { say } from './words.ts';

const help = () => {
  overlay.value = { kind: 'help' };
};

/** Names of people; whoever was there before a reload has not asked for them. */
const useNames = (session: DeviceSession): void => {
  const { state } = useConnection().value;
  useEffect(() => {
    if (state === 'online') void session.loadPeople().catch(() => undefined); // asked again when it is back
  }, [session, state]);
};

const Head = ({ session }: { readonly session: DeviceSession }) => (
  <PageHead
    title={useStore().value.value?.name ?? say('title')}
    person={session.person.value?.name}
    onLock={session.lock}
    tools={<Button kind="quiet" icon="keyboard" label={say('keysTitle')} onClick={help} />}
  >
    {screen.value.at === 'order' && (
      <Button icon="back" label={say('toFloor')} onClick={showFloor} hint="Esc">
        {say('toFloor')}
      </Button>
    )}
  </PageHead>
);

/** The till: the floor, a bill, and what lies above them. It follows floor and menu throughout, so that neither is waited for. */
export const TerminalPage = ({ session }: { readonly session: DeviceSession }) => {
  void useFloor().value;
  void useMenu().value;
  useAutoLock(session);
  useKeys('anywhere', { help, lock: session.lock });
  useKeptOver('overlay', overlay, asOverlay);
  useEffect(() => closeOverlay, []); // a question is nobody's after its asker has left
  useNames(session);
  const shown = screen.value;
  return (
    <div class="terminal">
      <Head session={session} />
      <StatusBanners />
      <main class="terminal-main">
        {shown.at === 'floor' ? (
          <FloorScreen />
        ) : (
          <OrderScreen key={shown.orderId} orderId={shown.orderId} session={session} />
        )}
      </main>
      <Overlays session={session} />
    </div>
  );
};
