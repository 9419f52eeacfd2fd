import './session.css';
import type { ConnectionState } from '@cafe/client-sdk';
import { useConnection, useStore, useSync } from '@cafe/client-sdk/preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { say } from '../i18n/shared.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { ConnectionPill } from '../ui/connection-pill.tsx';
import { useSecondsOf } from '../ui/elapsed.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { DeviceSession, PersonHere } from './device-session.ts';
import { PinEntry } from './pin-entry.tsx';
import { SettingsBar } from './settings-bar.tsx';

const ROLE = {
  owner: 'roleOwner',
  manager: 'roleManager',
  cashier: 'roleCashier',
  server: 'roleServer',
  kitchen: 'roleKitchen',
} as const;

/** The first letters of the first two words: a picture of somebody that needs no picture. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();

const PersonButton = ({ person, onChoose }: { readonly person: PersonHere; readonly onChoose: () => void }) => (
  <li>
    <button type="button" class="person" onClick={onChoose}>
      <span class="person-initials" aria-hidden="true">
        {initialsOf(person.name)}
      </span>
      <span class="grow">
        <span class="person-name">{person.name}</span>
        <span class="person-role">{say(ROLE[person.role])}</span>
      </span>
    </button>
  </li>
);

/** A page that was just loaded looks for the hub for so long before it says that it is away, in seconds. */
const SOON_S = 2;

const useIsAway = (state: ConnectionState['state']): boolean => {
  const seconds = useSecondsOf(state);
  return state !== 'online' && (state !== 'connecting' || seconds >= SOON_S);
};

/** Nobody can be asked for their PIN: the hub alone knows whether it is right. What was tapped before is safe. */
const NeedsHub = () => {
  const sync = useSync().value;
  return (
    <Banner tone="warn" icon="wifiOff" title={say('pinNeedsHub')}>
      {sync.state === 'saved' ? undefined : say('pinKept', { n: sync.count })}
    </Banner>
  );
};

const People = ({
  session,
  onChoose,
}: {
  readonly session: DeviceSession;
  readonly onChoose: (who: PersonHere) => void;
}) => {
  const people = session.people.value;
  if (!people) return <Skeleton rows={4} />;
  if (people.length === 0) {
    return (
      <EmptyState icon="people" title={say('noPeopleTitle')}>
        {say('noPeopleText')}
      </EmptyState>
    );
  }
  return (
    <ul class="people">
      {people.map((person) => (
        <PersonButton key={person.staffId} person={person} onChoose={() => onChoose(person)} />
      ))}
    </ul>
  );
};

/** Nobody is there: a tap says who it is, the PIN that it is true. */
export const PinScreen = ({ session }: { readonly session: DeviceSession }) => {
  const chosen = useSignal<PersonHere | undefined>(undefined);
  const { state } = useConnection().value;
  const name = useStore().value.value?.name;
  // Whoever was added meanwhile is there when it is online again.
  useEffect(() => {
    if (state === 'online') void session.loadPeople().catch(() => undefined); // it is asked again when it is back
  }, [state, session]);
  const choose = (who: PersonHere | undefined) => {
    chosen.value = who;
  };
  const isAway = useIsAway(state);
  return (
    <main class="gate">
      <header class="gate-head">
        <h1 class="display">{chosen.value ? chosen.value.name : say('whoIsThere')}</h1>
        <p class="muted">{name}</p>
        <ConnectionPill />
      </header>
      {isAway && <NeedsHub />}
      {chosen.value ? (
        <>
          <PinEntry key={chosen.value.staffId} who={chosen.value} session={session} onBack={() => choose(undefined)} />
          <Button kind="quiet" icon="people" onClick={() => choose(undefined)}>
            {say('somebodyElse')}
          </Button>
        </>
      ) : (
        (session.people.value || !isAway) && <People session={session} onChoose={choose} />
      )}
      <SettingsBar />
    </main>
  );
};
