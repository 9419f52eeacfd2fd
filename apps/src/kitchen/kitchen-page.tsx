import './kitchen.css';
import { CafeError } from '@cafe/client-sdk';
import { useCafe, useKitchen, useMenu } from '@cafe/client-sdk/preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { DeviceSession } from '../session/device-session.ts';
import { PlainHint } from '../session/plain-hint.tsx';
import { RefusedBanner } from '../session/refused-banner.tsx';
import { sayRefusal } from '../session/say-refusal.ts';
import { AllDayPanel } from './all-day-panel.tsx';
import { useConfirmShown } from './confirm-shown.ts';
import { listenToKeys } from './keys.ts';
import { KitchenProvider } from './kitchen-context.ts';
import { KitchenFoot } from './kitchen-foot.tsx';
import { KitchenHead } from './kitchen-head.tsx';
import { RecallDialog } from './recall-dialog.tsx';
import { createScreen } from './screen.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { unlockSounds } from './sounds.ts';
import { TicketGrid } from './ticket-grid.tsx';
import { whatWasTapped } from './ticket-words.ts';
import { keepAwake } from './wake-lock.ts';

/** A finger leaves no focus behind: the next key is about the cards, and not about what was touched last. */
const letGo = (event: MouseEvent): void => {
  if (event.detail > 0 && document.activeElement instanceof HTMLElement) document.activeElement.blur();
};

const useScreen = (session: DeviceSession) => {
  const cafe = useCafe();
  const { state } = session.cafe.connection.getSnapshot();
  const screen = useMemo(() => createScreen(cafe), [cafe]);
  useEffect(() => {
    const stops = [screen.open(), listenToKeys(screen), keepAwake()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [screen]);
  useEffect(() => {
    void session.loadPeople().catch(() => undefined); // names are left out until the hub says them
  }, [session, state]);
  return screen;
};

/** What is to be cooked. */
export const KitchenPage = ({ session }: { readonly session: DeviceSession }) => {
  const screen = useScreen(session);
  const menu = useMenu().value.value;
  const kitchen = useKitchen().value;
  useConfirmShown(menu);
  const touched = () => {
    unlockSounds();
    screen.touched();
  };
  return (
    <KitchenProvider value={{ screen, menu, people: session.people.value ?? [] }}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: it does nothing but let go of the focus */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only notices that it was touched */}
      <div class="kitchen" onPointerDown={touched} onClick={letGo}>
        <KitchenHead />
        <div class="kitchen-body">
          <TicketGrid kitchen={kitchen} />
          {screen.isAllDay.value && <AllDayPanel />}
        </div>
        <KitchenFoot status={kitchen.status} />
        <div class="kitchen-notices">
          <RefusedBanner
            whatOf={(command) => whatWasTapped(command, kitchen.value?.orders ?? [])}
            whyOf={({ code, message }) => sayRefusal(new CafeError(code, message))}
          />
          <PlainHint />
        </div>
        {screen.over.value === 'recall' && <RecallDialog />}
        {screen.over.value === 'settings' && <SettingsDialog />}
      </div>
    </KitchenProvider>
  );
};
