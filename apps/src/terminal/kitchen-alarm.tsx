import type { Notice } from '@cafe/client-sdk';
import { useCafe, useFloor, useMenu } from '@cafe/client-sdk/preact';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listOf } from '../i18n/format.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { say } from './words.ts';

type Silent = Extract<Notice, { kind: 'kitchenSilent' }>;

/** So many names are read in passing. */
const AT_MOST = 6;

/** Stations that have not shown what was sent to them, and what that is. */
const silent = signal<readonly Silent[]>([]);

const hear = (notice: Notice): void => {
  if (notice.kind !== 'kitchenSilent') return;
  const others = silent.value.filter(({ stationId }) => stationId !== notice.stationId);
  const before = silent.value.find(({ stationId }) => stationId === notice.stationId)?.lines ?? [];
  silent.value = [...others, { ...notice, lines: [...before, ...notice.lines] }];
};

/** No screen of a station shows what was sent there: somebody has to go and tell them. It goes when the kitchen moves. */
export const KitchenAlarm = () => {
  const cafe = useCafe();
  const stations = useMenu().value.value?.stations ?? {};
  const orders = useFloor().value.value?.orders ?? [];
  useEffect(() => cafe.onNotice(hear), [cafe]);
  const waiting = new Map(
    orders.flatMap(({ bill }) =>
      bill.lines.filter(({ state }) => state === 'fired').map((line) => [line.lineId as string, line] as const),
    ),
  );
  const unseen = silent.value
    .map(({ stationId, lines }) => ({
      stationId,
      names: lines.flatMap(({ lineId }) => waiting.get(lineId)?.name ?? []),
    }))
    .filter(({ names }) => names.length > 0);
  if (unseen.length === 0) return null;
  const names = [...new Set(unseen.flatMap((one) => one.names))];
  const where = unseen.map(({ stationId }) => stations[stationId]?.name ?? say('kitchen'));
  const done = () => {
    silent.value = [];
  };
  return (
    <Banner
      tone="bad"
      icon="alert"
      urgent
      title={say('kitchenSilent', { station: listOf(where) })}
      action={<Button onClick={done}>{say('toldThem')}</Button>}
    >
      {say('kitchenSilentText', { names: listOf(names.slice(0, AT_MOST)) })}
    </Banner>
  );
};
