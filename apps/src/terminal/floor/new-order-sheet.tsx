import { useCafe } from '@cafe/client-sdk/preact';
import { asText, useTyped } from '../../session/typed.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { openOrder } from '../orders.ts';
import { closeOverlay } from '../screen.ts';
import { say } from '../words.ts';

/** An order without a table: at the counter or to take away, with a name where somebody is called by it. */
export const NewOrderSheet = () => {
  const cafe = useCafe();
  const name = useTyped('newOrder', '', asText);
  const open = (serviceType: 'counter' | 'takeaway') => {
    const tabName = name.value.trim();
    void openOrder(cafe, { serviceType, ...(tabName !== '' && { tabName }) });
  };
  return (
    <Dialog title={say('newOrder')} onClose={closeOverlay}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          open('counter');
        }}
      >
        <Field
          label={say('tabName')}
          help={say('tabNameHelp')}
          value={name.value}
          maxLength={80}
          autoFocus
          onInput={(value) => {
            name.value = value;
          }}
        />
        <Button kind="primary" size="large" type="submit" icon="cup" wide hint="Enter">
          {say('counter')}
        </Button>
        <Button size="large" icon="send" wide onClick={() => open('takeaway')}>
          {say('takeaway')}
        </Button>
      </form>
    </Dialog>
  );
};
