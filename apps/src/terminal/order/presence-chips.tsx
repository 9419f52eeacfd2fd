import type { TableId } from '@cafe/client-sdk';
import { signalOf, useCafe } from '@cafe/client-sdk/preact';
import type { DeviceSession } from '../../session/device-session.ts';
import { Chip } from '../../ui/chip.tsx';
import { say } from '../words.ts';

/** Who else is at this table just now, and who types. */
export const PresenceChips = ({ tableId, session }: { readonly tableId: TableId; readonly session: DeviceSession }) => {
  const present = signalOf(useCafe().presence(tableId)).value;
  const nameOf = (id: string | undefined) => session.people.value?.find(({ staffId }) => staffId === id)?.name;
  return (
    <>
      {present.map(({ by, kind }) => {
        const name = by.kind === 'guest' ? say('aGuest') : (nameOf(by.id) ?? say('somebody'));
        return (
          <Chip key={JSON.stringify(by)} tone="accent" icon={kind === 'typing' ? 'note' : 'person'}>
            {say(kind === 'typing' ? 'isEditing' : 'isHere', { name })}
          </Chip>
        );
      })}
    </>
  );
};
