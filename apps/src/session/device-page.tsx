import type { DeviceKind } from '@cafe/client-sdk';
import { CafeProvider } from '@cafe/client-sdk/preact';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../i18n/shared.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { readDevice, takeCodeFromAddress } from './device-key.ts';
import { type DeviceSession, openDevice } from './device-session.ts';
import { EnrolScreen } from './enrol-screen.tsx';
import { PinScreen } from './pin-screen.tsx';

export interface DevicePageProps {
  readonly kind: DeviceKind;
  /** Whether somebody signs in before anything is shown; a kitchen screen is there for whoever cooks. */
  readonly needsPerson: boolean;
  /** Draws the page for an enrolled device, and a person where one is needed. */
  readonly children: (session: DeviceSession) => ComponentChildren;
}

const TurnedAway = ({ session }: { readonly session: DeviceSession }) => (
  <main class="gate">
    <EmptyState
      icon="ban"
      title={say('deviceRevoked')}
      action={
        <Button kind="primary" size="large" onClick={session.giveUp}>
          {say('enrolAgain')}
        </Button>
      }
    >
      {say('deviceRevokedText')}
    </EmptyState>
  </main>
);

/** Revoked for good, as against a page that is only too old for the hub. */
const GONE: ReadonlySet<string> = new Set(['auth.revoked', 'auth.invalid']);

const Opened = ({
  session,
  needsPerson,
  children,
}: Omit<DevicePageProps, 'kind'> & { readonly session: DeviceSession }) => {
  const reason = session.turnedAway.value;
  if (reason && GONE.has(reason.code)) return <TurnedAway session={session} />;
  if (needsPerson && !session.person.value) return <PinScreen session={session} />;
  return children(session);
};

/** A page of a device of the house: it is enrolled first, then somebody signs in, then it is what it is. */
export const DevicePage = ({ kind, needsPerson, children }: DevicePageProps) => {
  const [code] = useState(takeCodeFromAddress);
  const [session, setSession] = useState(() => {
    const key = readDevice(kind);
    return key && openDevice(kind, key);
  });
  if (!session) {
    return <EnrolScreen kind={kind} code={code} onEnrolled={(key) => setSession(openDevice(kind, key))} />;
  }
  return (
    <CafeProvider cafe={session.cafe}>
      <Opened session={session} needsPerson={needsPerson}>
        {children}
      </Opened>
    </CafeProvider>
  );
};
