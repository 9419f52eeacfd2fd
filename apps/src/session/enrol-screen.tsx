import './session.css';
import { createHttp, type DeviceKey, type DeviceKind } from '@cafe/client-sdk';
import { useSignal } from '@preact/signals';
import { say } from '../i18n/shared.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { keepDevice, tidyCode } from './device-key.ts';
import { sayRefusal } from './say-refusal.ts';
import { SettingsBar } from './settings-bar.tsx';

const CODE_LENGTH = 10;

export interface EnrolScreenProps {
  readonly kind: DeviceKind;
  /** From the address, where it had one. */
  readonly code: string | undefined;
  readonly onEnrolled: (key: DeviceKey) => void;
}

const useEnrolment = ({ kind, code: given, onEnrolled }: EnrolScreenProps) => {
  const code = useSignal(given ?? '');
  const name = useSignal(say(kind === 'kitchen' ? 'nameKitchen' : 'nameTerminal'));
  const error = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const enrol = async () => {
    busy.value = true;
    error.value = undefined;
    try {
      const wish = { code: tidyCode(code.value), name: name.value.trim(), kind };
      const key = await createHttp({ url: location.origin }).enrolDevice(wish);
      keepDevice(kind, key);
      onEnrolled(key);
    } catch (thrown) {
      error.value = sayRefusal(thrown);
    } finally {
      busy.value = false;
    }
  };
  return { code, name, error, busy, enrol };
};

/** The first thing a device shows: it is nobody's yet. */
export const EnrolScreen = (props: EnrolScreenProps) => {
  const { code, name, error, busy, enrol } = useEnrolment(props);
  const isComplete = tidyCode(code.value).length === CODE_LENGTH && name.value.trim() !== '';
  const submit = (event: Event) => {
    event.preventDefault();
    if (isComplete) void enrol();
  };
  return (
    <main class="gate">
      <form class="gate-card stack" onSubmit={submit}>
        <span class="gate-mark">
          <Icon name="cup" size={40} />
        </span>
        <h1 class="display">{say('enrolTitle')}</h1>
        <p class="muted">{say('enrolLead')}</p>
        <Field
          label={say('enrolCode')}
          value={code.value}
          onInput={(value) => {
            code.value = value.toUpperCase();
          }}
          error={error.value}
          maxLength={14}
          autoFocus
        />
        <Field
          label={say('enrolName')}
          value={name.value}
          onInput={(value) => {
            name.value = value;
          }}
          help={say('enrolNameHelp')}
          maxLength={40}
        />
        <Button kind="primary" size="large" type="submit" wide disabled={!isComplete} busy={busy.value}>
          {say('enrolSubmit')}
        </Button>
      </form>
      <SettingsBar />
    </main>
  );
};
