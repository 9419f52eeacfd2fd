import './help-sheet.css';
import { CafeError, type SendOptions } from '@cafe/client-sdk';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeviceSession, PersonHere } from '../session/device-session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { KeyPad, onKeyPadKey } from '../ui/key-pad.tsx';
import { ListRow } from '../ui/list-row.tsx';
import { reasonOf } from './refusal-words.ts';
import type { Approving } from './screen.ts';
import { say } from './words.ts';

/** What a PIN has at least and at most. */
const SHORTEST = 4;
const LONGEST = 12;

interface PinProps {
  readonly who: PersonHere;
  readonly run: Approving['run'];
  readonly onDone: () => void;
}

const usePin = ({ who, run, onDone }: PinProps) => {
  const typed = useSignal('');
  const error = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const tryIt = async () => {
    const approval: SendOptions['approval'] = { by: who.staffId, pin: typed.value };
    busy.value = true;
    try {
      await run({ approval });
      onDone();
    } catch (thrown) {
      typed.value = '';
      const isTheirs = thrown instanceof CafeError && thrown.code === 'actor.approval_required';
      error.value = isTheirs ? say('mayNotApprove', { name: who.name }) : reasonOf(thrown);
    } finally {
      busy.value = false;
    }
  };
  const pad = {
    label: say('pinOfApprover', { name: who.name }),
    onDigit: (digit: string) => {
      if (busy.value || typed.value.length >= LONGEST) return;
      error.value = undefined;
      typed.value += digit;
    },
    onDelete: () => {
      typed.value = typed.value.slice(0, -1);
    },
    onDone: () => {
      if (!busy.value && typed.value.length >= SHORTEST) void tryIt();
    },
  };
  return { typed, error, busy, pad };
};

const Pin = (props: PinProps) => {
  const { typed, error, busy, pad } = usePin(props);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.target instanceof HTMLButtonElement && event.key === 'Enter')) onKeyPadKey(event, pad);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <div class="approve-pin">
      <p class="pin-dots" role="status">
        <span class="unseen">{say('digitsTyped', { n: typed.value.length })}</span>
        {Array.from({ length: Math.max(6, typed.value.length) }, (_, at) => (
          <span key={at} class={at < typed.value.length ? 'pin-dot pin-dot-typed' : 'pin-dot'} />
        ))}
      </p>
      <p class="pin-error" role="alert">
        {error.value}
      </p>
      <KeyPad {...pad} disabled={busy.value} />
    </div>
  );
};

/** What the person at the till may not do alone: somebody else says yes by their own PIN, for this one thing. */
export const ApproveSheet = ({
  approving,
  session,
}: {
  readonly approving: Approving;
  readonly session: DeviceSession;
}) => {
  const chosen = useSignal<PersonHere | undefined>(undefined);
  const others = (session.people.value ?? []).filter(({ staffId }) => staffId !== session.person.value?.staffId);
  const choose = (who: PersonHere | undefined) => {
    chosen.value = who;
  };
  return (
    <Dialog
      title={say('approvalTitle')}
      onClose={approving.ended}
      foot={chosen.value && <Button onClick={() => choose(undefined)}>{say('anotherPerson')}</Button>}
    >
      <p class="muted approve-what">
        {chosen.value
          ? say('pinOfApprover', { name: chosen.value.name })
          : say('approvalText', { what: approving.what })}
      </p>
      {chosen.value ? (
        <Pin key={chosen.value.staffId} who={chosen.value} run={approving.run} onDone={approving.ended} />
      ) : (
        <ul class="rows">
          {others.map((person) => (
            <ListRow key={person.staffId} icon="person" title={person.name} onClick={() => choose(person)} />
          ))}
        </ul>
      )}
    </Dialog>
  );
};
