import {
  type Cafe,
  type CafeOptions,
  createCafe,
  createHttp,
  type DeviceKey,
  type GuestKey,
  personOf,
  tokensOf,
} from '@cafe/client-sdk';
import type { OrderId, Role, StaffId, TableId } from '@cafe/contract';
import { addPerson } from './people.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import type { TestHub } from './start-hub.ts';

/** A client of the SDK with everything written down that it hears. Stop it with `cafe.stop()`. */
export interface TestClient {
  readonly cafe: Cafe;
  readonly record: Recorder;
}

/** What a test may want otherwise than an app has it: the address of a proxy in between, timers, patience, an outbox. */
export type TestClientOptions = Partial<
  Pick<CafeOptions, 'url' | 'timers' | 'timeoutMs' | 'offlineAfterMs' | 'report' | 'outbox'>
>;

const connectAs = (hub: TestHub, getToken: CafeOptions['getToken'], options: TestClientOptions): TestClient => {
  const record = createRecorder();
  return { record, cafe: createCafe({ url: hub.base, ...options, getToken, observe: record.observe }) };
};

const enrol = async (hub: TestHub, name: string, kind: 'terminal' | 'kitchen'): Promise<DeviceKey> => {
  const { storeId, user } = hub.cafe;
  const { code } = await user.issueEnrolmentCode({ storeId, at: new Date().toISOString() });
  return createHttp({ url: hub.base }).enrolDevice({ code, name, kind });
};

export interface Terminal extends TestClient {
  readonly device: DeviceKey;
  readonly staffId: StaffId;
}

/** The PIN of each new person of a test; nobody's birthday. */
export const PIN = '917346';

/**
 * A terminal, enrolled as a real one is, on which a new person of a role signed in by PIN. Resolves when the hub knows them.
 */
export const enrolTerminal = async (
  hub: TestHub,
  { role = 'server', ...options }: TestClientOptions & { readonly role?: Role } = {},
): Promise<Terminal> => {
  const { storeId, user } = hub.cafe;
  const http = createHttp({ url: hub.base });
  const device = await enrol(hub, 'Terminal', 'terminal');
  const staffId = await addPerson(hub, role);
  await user.assignSecret({ storeId, staffId }, { kind: 'pin', value: PIN });
  const getToken = tokensOf(http, device);
  const signedIn = await http.signInByPin(await getToken('connect'), { staffId, pin: PIN });
  const client = connectAs(hub, getToken, options);
  await client.cafe.actAs(personOf(http, signedIn));
  return { ...client, device, staffId };
};

/** A kitchen screen, enrolled as a real one is; nobody signs in on it. */
export const enrolKitchen = async (
  hub: TestHub,
  options: TestClientOptions = {},
): Promise<TestClient & { readonly device: DeviceKey }> => {
  const device = await enrol(hub, 'Kitchen screen', 'kitchen');
  return { ...connectAs(hub, tokensOf(createHttp({ url: hub.base }), device), options), device };
};

/** A phone that joined a table, or asked to, as a real one does. */
export const joinGuest = async (
  hub: TestHub,
  at: { readonly tableId: TableId; readonly orderId?: OrderId; readonly name?: string; readonly pin?: string },
  options: TestClientOptions = {},
): Promise<TestClient & { readonly key: GuestKey }> => {
  const http = createHttp({ url: hub.base });
  const key = await http.join({ name: 'Guest', ...at });
  return { ...connectAs(hub, tokensOf(http, key), options), key };
};
