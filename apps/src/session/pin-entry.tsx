import { say } from '../i18n/shared.ts';
import type { DeviceSession, PersonHere } from './device-session.ts';
import { keepPinLength, pinLengthOf } from './pin-length.ts';
import { PinPad } from './pin-pad.tsx';
import { sayRefusal } from './say-refusal.ts';

interface PinEntryProps {
  readonly who: PersonHere;
  readonly session: DeviceSession;
  readonly onBack: () => void;
}

/** Signs one person in by their digits. */
export const PinEntry = ({ who, session, onBack }: PinEntryProps) => {
  const signIn = async (pin: string) => {
    try {
      await session.signIn(who, pin);
      keepPinLength(who.staffId, pin.length);
      return undefined;
    } catch (thrown) {
      keepPinLength(who.staffId, undefined); // it may be another one now, and longer
      return sayRefusal(thrown);
    }
  };
  return (
    <div class="pin">
      <PinPad
        label={say('pinOf', { name: who.name })}
        onPin={signIn}
        isWhole={(digits) => digits === pinLengthOf(who.staffId)}
        onEscape={onBack}
      />
    </div>
  );
};
