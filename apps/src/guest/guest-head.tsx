import { tableName } from '../i18n/table-name.ts';
import { ConnectionPill, Pill } from '../ui/connection-pill.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Visit } from './visit.ts';
import { say } from './words.ts';

/** Before a phone has joined, and after its stay, there is no connection of its own; whether the hub answers is known all the same. */
const Reach = ({ visit }: { readonly visit: Visit }) => {
  const isHere = visit.facts.value !== undefined;
  const state = visit.failed.value ? 'offline' : isHere ? 'online' : 'connecting';
  return <Pill state={state} waiting={0} seconds={0} />;
};

/** The house, the table, and how things stand with the hub. */
export const GuestHead = ({ visit }: { readonly visit: Visit }) => {
  const facts = visit.facts.value;
  const scan = visit.scan.value;
  const isOver = visit.stage.value.kind === 'over';
  return (
    <header class="guest-head">
      <div class="grow">
        <h1 class="guest-house display">{facts?.store.name ?? say('title')}</h1>
        <p class="guest-table">
          {scan && <Icon name="table" size={18} />}
          {scan && tableName(scan.label)}
        </p>
      </div>
      {visit.table.value && !isOver ? <ConnectionPill /> : <Reach visit={visit} />}
    </header>
  );
};
