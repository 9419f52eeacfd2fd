import {
  type Cafe,
  createCafe,
  createHttp,
  type DeviceKind,
  type FollowedOrder,
  type GuestKey,
  type Http,
  personOf,
  type Readable,
  type ScanAnswer,
  tokensOf,
} from '@cafe/client-sdk';
import type { ExampleConfig } from '../config.ts';
import { changesOf } from './narrate.ts';
import type { Seer, Stage } from './stage.ts';

export const TERMINAL: Seer = { name: 'terminal', colour: 'cyan' };
export const KITCHEN: Seer = { name: 'kitchen', colour: 'yellow' };
export const LEA: Seer = { name: 'Lea', colour: 'green' };
export const TOM: Seer = { name: 'Tom', colour: 'magenta' };

/** The two devices of the house, each with its own connection. */
export interface House {
  readonly http: Http;
  readonly terminal: Cafe;
  readonly kitchen: Cafe;
}

/** A phone at a table. */
export interface Phone {
  readonly cafe: Cafe;
  readonly key: GuestKey;
}

/** Enrols a terminal and a kitchen screen with codes of the manager's, and signs somebody in on the terminal. */
export const openHouse = async ({ url, manager, server }: ExampleConfig): Promise<House> => {
  const http = createHttp({ url });
  const { grant } = await http.signInByPassword(manager);
  const enrol = async (name: string, kind: DeviceKind): Promise<{ cafe: Cafe; token: () => Promise<string> }> => {
    const { code } = await http.makeEnrolmentCode(grant.accessToken);
    const getToken = tokensOf(http, await http.enrolDevice({ code, name, kind }));
    return { cafe: createCafe({ url, getToken }), token: () => getToken('connect') };
  };
  const terminal = await enrol('Example terminal', 'terminal');
  const kitchen = await enrol('Example kitchen screen', 'kitchen');
  const deviceToken = await terminal.token();
  const person = (await http.people(deviceToken)).find(({ name }) => name === server.name);
  if (!person) throw new Error(`nobody is called ${server.name} here; name somebody in CAFE_SERVER`);
  const signedIn = await http.signInByPin(deviceToken, { staffId: person.staffId, pin: server.pin });
  await terminal.cafe.actAs(personOf(http, signedIn));
  return { http, terminal: terminal.cafe, kitchen: kitchen.cafe };
};

/** A phone scans a table's code, joins and connects. */
export const sitDown = async (url: string, code: string, name: string): Promise<Phone & { scanned: ScanAnswer }> => {
  const http = createHttp({ url });
  const scanned = await http.scan(code);
  const key = await http.join({ tableId: scanned.tableId, orderId: scanned.orderId, name });
  return { scanned, key, cafe: createCafe({ url, getToken: tokensOf(http, key) }) };
};

/** Says what somebody sees of a bill, whenever it changes. Returns how to stop. */
export const tell = (
  { stage, who, currency }: { readonly stage: Stage; readonly who: Seer; readonly currency: string },
  seen: Readable<unknown>,
  find: () => FollowedOrder | undefined,
): (() => void) => {
  let before: FollowedOrder | undefined;
  const look = () => {
    const now = find();
    if (!now || now === before) return;
    for (const change of changesOf(now.bill, before?.bill, currency)) stage.sees(who, change);
    before = now;
  };
  look();
  return seen.subscribe(look);
};
