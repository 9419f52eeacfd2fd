import type { MenuState, StationId } from '@cafe/client-sdk';
import { useCafe, useConnection, useKitchen } from '@cafe/client-sdk/preact';
import { useEffect } from 'preact/hooks';
import { settings } from './kitchen-settings.ts';

const stationsOf = (menu: MenuState | undefined): readonly StationId[] => {
  const { stationId } = settings.value;
  return stationId ? [stationId] : Object.values(menu?.stations ?? {}).map((station) => station.stationId);
};

/** Tells the hub what this screen has on its glass, after it was drawn; a page that nobody sees has nothing there. */
export const useConfirmShown = (menu: MenuState | undefined): void => {
  const cafe = useCafe();
  const { state } = useConnection().value;
  const orders = useKitchen().value.value?.orders;
  const stations = stationsOf(menu);
  const names = stations.join();
  useEffect(() => {
    const tell = () => {
      if (document.visibilityState === 'visible' && orders) cafe.confirmShown(stations, orders);
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [cafe, state, orders, names]);
};
