import { useSignal } from '@preact/signals';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { toast } from '../ui/toast-list.ts';
import { sayGuestRefusal } from './say-guest-refusal.ts';
import type { Visit } from './visit.ts';
import { say } from './words.ts';

/** Leaves the table. It cannot be taken back, so it is asked once more; what was ordered stays on the bill. */
export const LeaveButton = ({ visit }: { readonly visit: Visit }) => {
  const isAsking = useSignal(false);
  const isBusy = useSignal(false);
  const ask = (is: boolean) => {
    isAsking.value = is;
  };
  const leave = async () => {
    isBusy.value = true;
    try {
      await visit.table.peek()?.leave();
    } catch (thrown) {
      toast({ tone: 'bad', icon: 'alert', text: sayGuestRefusal(thrown) });
    } finally {
      isBusy.value = false;
      ask(false);
    }
  };
  return (
    <>
      <Button onClick={() => ask(true)}>{say('leave')}</Button>
      {isAsking.value && (
        <Dialog
          title={say('leaveTitle')}
          shape="sheet"
          onClose={() => ask(false)}
          foot={
            <Button kind="danger" size="large" wide busy={isBusy.value} onClick={() => void leave()}>
              {say('leaveReally')}
            </Button>
          }
        >
          <p>{say('leaveText')}</p>
        </Dialog>
      )}
    </>
  );
};
