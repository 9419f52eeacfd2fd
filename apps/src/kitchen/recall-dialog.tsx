import { duration, timeOfDay } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useKitchenPage } from './kitchen-context.ts';
import { doneAtOf, linesOf, type Ticket } from './ticket.ts';
import { waitedMs } from './ticket-time.ts';
import { nameOf } from './ticket-words.ts';
import { say } from './words.ts';

/** So many of what was done are listed. */
const LISTED = 50;

const Done = ({ ticket, onRecall }: { readonly ticket: Ticket; readonly onRecall: () => void }) => {
  const doneAt = doneAtOf(ticket);
  const name = nameOf(ticket.bill);
  const { displayNumber } = ticket.bill;
  const items = linesOf(ticket).map(({ line }) => `${line.quantity}\u00a0×\u00a0${line.name}`);
  return (
    <li class="done">
      <div class="grow">
        <p class="done-name">
          {name} {displayNumber !== undefined && <span class="muted">#{displayNumber}</span>}
        </p>
        <p>{items.join(', ')}</p>
        <p class="muted small">
          {say('doneAt', { time: timeOfDay(doneAt), took: duration(waitedMs(ticket, Date.parse(doneAt)) / 1_000) })}
        </p>
      </div>
      <Button icon="undo" onClick={onRecall}>
        <span class="unseen">{say('recallThis', { name })}</span>
        <span aria-hidden="true">{say('bringBack')}</span>
      </Button>
    </li>
  );
};

/** What was done lately, to bring it back. */
export const RecallDialog = () => {
  const { screen } = useKitchenPage();
  const close = () => {
    screen.over.value = undefined;
  };
  const done = screen.tickets.value.done.slice(0, LISTED);
  const recall = (ticket: Ticket) => {
    screen.steps.recall(ticket);
    close();
  };
  return (
    <Dialog title={say('recallTitle')} shape="side" onClose={close}>
      {done.length === 0 ? (
        <EmptyState icon="undo" title={say('recallEmpty')} />
      ) : (
        <>
          <p class="muted">{say('recallText')}</p>
          <ul>
            {done.map((ticket) => (
              <Done key={ticket.key} ticket={ticket} onRecall={() => recall(ticket)} />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
};
