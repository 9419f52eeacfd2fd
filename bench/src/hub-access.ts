import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** What the load generator needs to act as a café's terminals and kitchen screens on our hub. */
export interface HubAccess {
  /** Access tokens, good for ten minutes: of a terminal, of the person signed in on it, of a kitchen screen. */
  readonly terminal: string;
  readonly person: string;
  readonly screen: string;
  /** Two items that can be ordered without choosing anything. */
  readonly itemIds: readonly string[];
  readonly stationIds: readonly string[];
}

/** The demo's owner; its banner prints the PIN. */
const OWNER = { login: 'olga', password: 'espresso-and-croissant', pin: '100100' } as const;

interface Grant {
  readonly accessToken: string;
  readonly id: string;
}

/** As much of an item as says whether it can be ordered as it is, by anybody, as often as one likes. */
interface Item {
  readonly itemId: string;
  readonly variants?: readonly unknown[];
  readonly modifierGroupIds: readonly unknown[];
  readonly counted: boolean;
  readonly archived?: boolean;
  readonly availability: { readonly state: string };
}

interface Menu {
  readonly items: Readonly<Record<string, Item>>;
  readonly stations: Readonly<Record<string, unknown>>;
}

const isPlain = ({ variants = [], modifierGroupIds, counted, archived, availability }: Item): boolean =>
  variants.length + modifierGroupIds.length === 0 && !counted && !archived && availability.state === 'available';

/** A secret's hash, as the hub stores it. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const newSecret = (): string => randomBytes(32).toString('hex');

/** One request of the hub's HTTP API. Rejects with the problem it answers. */
const callOn =
  (url: string) =>
  async <Answer>(path: string, token?: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json', ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer as Answer; // the path's response schema in our own OpenAPI
  };
type Call = ReturnType<typeof callOn>;

/** Enrols a device with a manager's code. Resolves with its access token. */
const enrol = async (call: Call, manager: string, kind: 'terminal' | 'kitchen'): Promise<string> => {
  const { code } = await call<{ code: string }>('devices/codes', manager, {});
  const secret = newSecret();
  await call('devices', undefined, {
    deviceId: randomUUID(),
    name: `bench ${kind}`,
    kind,
    code,
    secretHash: hashOf(secret),
  });
  return (await call<Grant>('auth/refresh', undefined, { secret })).accessToken;
};

/** Signs in on a demo hub as people and devices do. Resolves with what the load generator needs. */
export const getAccess = async (url: string): Promise<HubAccess> => {
  const call = callOn(url);
  const { login, password, pin } = OWNER;
  const owner = await call<Grant>('auth/password', undefined, { login, password, nextHash: hashOf(newSecret()) });
  const terminal = await enrol(call, owner.accessToken, 'terminal');
  const screen = await enrol(call, owner.accessToken, 'kitchen');
  const person = await call<Grant>('auth/pin', terminal, { staffId: owner.id, pin, nextHash: hashOf(newSecret()) });
  const menu = await call<Menu>('menu', owner.accessToken);
  const itemIds = Object.values(menu.items)
    .filter(isPlain)
    .map(({ itemId }) => itemId)
    .slice(0, 2);
  if (itemIds.length < 2) throw new Error('the demo menu has no two items that can be ordered as they are');
  return { terminal, person: person.accessToken, screen, itemIds, stationIds: Object.keys(menu.stations) };
};
