import type { MenuState } from '@cafe/client-sdk';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PersonHere } from '../session/device-session.ts';
import type { KitchenScreen } from './screen.ts';

/** What every part of the page looks at. */
export interface KitchenContext {
  readonly screen: KitchenScreen;
  readonly menu: MenuState | undefined;
  readonly people: readonly PersonHere[];
}

const Context = createContext<KitchenContext | undefined>(undefined);

export const KitchenProvider = Context.Provider;

/** Of the page around this component. */
export const useKitchenPage = (): KitchenContext => {
  const found = useContext(Context);
  if (!found) throw new Error('this is a part of the kitchen page');
  return found;
};
