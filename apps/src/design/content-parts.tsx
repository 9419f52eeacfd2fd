import { useSignal } from '@preact/signals';
import { money } from '../i18n/format.ts';
import { Banner } from '../ui/banner.tsx';
import { Card } from '../ui/card.tsx';
import { Chip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Field } from '../ui/field.tsx';
import { KeyPad } from '../ui/key-pad.tsx';
import { ListRow } from '../ui/list-row.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Part } from './part.tsx';
import { say } from './words.ts';

export const Banners = () => (
  <Part title={say('banners')}>
    <div class="stack">
      <Banner tone="warn" icon="wifiOff" title={say('offlineTitle')}>
        {say('offlineText')}
      </Banner>
      <Banner tone="good" icon="check" title={say('doneTitle')} />
      <Banner tone="bad" icon="alert" size="huge" title={say('staleTitle')}>
        {say('staleText', { seconds: 12 })}
      </Banner>
    </div>
  </Part>
);

export const Lists = () => {
  const tab = useSignal<'drinks' | 'food' | 'cakes'>('food');
  return (
    <Part title={say('lists')}>
      <Tabs
        label={say('lists')}
        selected={tab.value}
        onSelect={(id) => {
          tab.value = id;
        }}
        tabs={[
          { id: 'drinks', label: say('tabDrinks') },
          { id: 'food', label: say('tabFood'), count: 3 },
          { id: 'cakes', label: say('tabCakes') },
        ]}
      />
      <Card title={say('table', { label: '7' })} aside={<Chip icon="people">{say('guests', { n: 2 })}</Chip>}>
        <ul>
          <ListRow
            title={`2 × ${say('itemName')}`}
            more={say('itemMore')}
            end={money(780, 'EUR')}
            onClick={() => {}}
            selected
          />
          <ListRow title={say('itemLong')} end={money(1_450, 'EUR')} onClick={() => {}} />
          <ListRow
            icon="bell"
            title={say('itemName')}
            end={
              <Chip tone="good" icon="bell">
                {say('toneGood')}
              </Chip>
            }
          />
        </ul>
      </Card>
    </Part>
  );
};

const AMOUNT_LONGEST = 7;

export const Entry = () => {
  const typed = useSignal('2000');
  const note = useSignal('');
  const name = useSignal('');
  return (
    <Part title={say('entry')}>
      <div class="stack">
        <Field
          label={say('note')}
          value={note.value}
          onInput={(text) => {
            note.value = text;
          }}
          help={say('noteHelp')}
          multiline
        />
        <Field
          label={say('guestName')}
          value={name.value}
          onInput={(text) => {
            name.value = text;
          }}
          error={name.value === '' ? say('nameMissing') : undefined}
        />
        <p class="type-amount number">{money(Number(typed.value), 'EUR')}</p>
        <KeyPad
          label={say('amount')}
          onDigit={(digit) => {
            typed.value = (typed.value + digit).slice(0, AMOUNT_LONGEST);
          }}
          onDelete={() => {
            typed.value = typed.value.slice(0, -1);
          }}
          onDone={() => {
            typed.value = '';
          }}
        />
      </div>
    </Part>
  );
};

export const Absence = () => (
  <Part title={say('absence')}>
    <EmptyState icon="flame" title={say('emptyTitle')}>
      {say('emptyText')}
    </EmptyState>
    <Skeleton rows={2} />
  </Part>
);
