import { useSignal } from '@preact/signals';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { useKitchenPage } from './kitchen-context.ts';
import { changeThresholds, forgetThresholds, isTimedApart, settings, thresholdsOf } from './kitchen-settings.ts';
import { Part, Stepper } from './settings-parts.tsx';
import type { TimedBy } from './ticket-time.ts';
import { SERVICES, sayService } from './ticket-words.ts';
import { say } from './words.ts';

/** For the station that is shown, each has its own; and there for all orders, or for one kind of them. */
export const Times = () => {
  const { menu } = useKitchenPage();
  const chosen = useSignal<TimedBy['service']>(undefined);
  const { stationId } = settings.value;
  const station = stationId === undefined ? say('allStations') : (menu?.stations[stationId]?.name ?? '');
  const service = chosen.value;
  const { warnMinutes, lateMinutes } = thresholdsOf(service);
  return (
    <Part title={`${say('times')} · ${station}`}>
      <div class="cluster">
        {[undefined, ...SERVICES].map((one) => (
          <FilterChip
            key={one ?? 'all'}
            selected={one === service}
            onToggle={() => {
              chosen.value = one;
            }}
          >
            {one === undefined ? say('everyOrder') : sayService(one)}
          </FilterChip>
        ))}
      </div>
      <Stepper
        what={say('warnAfter')}
        shown={say('minutes', { n: warnMinutes })}
        onStep={(by) => changeThresholds(service, { warnMinutes: warnMinutes + by })}
      />
      <Stepper
        what={say('lateAfter')}
        shown={say('minutes', { n: lateMinutes })}
        onStep={(by) => changeThresholds(service, { lateMinutes: lateMinutes + by })}
      />
      <Button kind="quiet" icon="undo" disabled={!isTimedApart(service)} onClick={() => forgetThresholds(service)}>
        {say(service === undefined ? 'resetKeys' : 'asEveryOrder')}
      </Button>
    </Part>
  );
};
