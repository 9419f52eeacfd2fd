import type { Notice } from '@cafe/client-sdk';
import { useCafe, useFloor, useMenu } from '@cafe/client-sdk/preact';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listOf } from '../i18n/format.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { say } from './words.ts';

type Silent = Extract<Notice, { kind: 'kitchenSilent' }>;

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
  return (
    <>
      {silent.value.map(({ stationId, lines }) => {
        const names = [...new Set(lines.flatMap(({ lineId }) => waiting.get(lineId)?.name ?? []))];
        if (names.length === 0) return null;
        const done = () => {
          silent.value = silent.value.filter((one) => one.stationId !== stationId);
        };
        return (
          <Banner
            key={stationId}
            tone="bad"
            icon="alert"
            urgent
            title={say('kitchenSilent', { station: stations[stationId]?.name ?? say('kitchen') })}
            action={<Button onClick={done}>{say('toldThem')}</Button>}
          >
            {say('kitchenSilentText', { names: listOf(names.slice(0, 6)) })}
          </Banner>
        );
      })}
    </>
  );
};
