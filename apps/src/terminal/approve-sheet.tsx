import './help-sheet.css';
import { CafeError, type SendOptions } from '@cafe/client-sdk';
import { useSignal } from '@preact/signals';
import type { DeviceSession, PersonHere } from '../session/device-session.ts';
import { PinPad } from '../session/pin-pad.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ListRow } from '../ui/list-row.tsx';
import { reasonOf } from './refusal-words.ts';
import type { Approving } from './screen.ts';
import { say } from './words.ts';

interface PinProps {
  readonly who: PersonHere;
  readonly run: Approving['run'];
  readonly onDone: () => void;
}

const Pin = ({ who, run, onDone }: PinProps) => {
  const approve = async (pin: string) => {
    const approval: SendOptions['approval'] = { by: who.staffId, pin };
    try {
      await run({ approval });
      onDone();
      return undefined;
    } catch (thrown) {
      const isTheirs = thrown instanceof CafeError && thrown.code === 'actor.approval_required';
      return isTheirs ? say('mayNotApprove', { name: who.name }) : reasonOf(thrown);
    }
  };
  return (
    <div class="approve-pin">
      <PinPad label={say('pinOfApprover', { name: who.name })} onPin={approve} />
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
