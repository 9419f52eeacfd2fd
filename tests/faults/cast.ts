import {
  type Cafe,
  type CafeOptions,
  createCafe,
  createHttp,
  type DeviceKind,
  personOf,
  tokensOf,
} from '@cafe/client-sdk';

/** The demo café's owner and one of its servers, with the secrets that every demo has. */
const OWNER = { login: 'olga', password: 'espresso-and-croissant' };
const SERVER = { name: 'Ana Server', pin: '400400' };

export interface Place extends Pick<CafeOptions, 'observe' | 'timeoutMs'> {
  /** Another address of the same hub, for what is to be cut. */
  readonly via?: string;
}

/** Enrols a device with a code of the owner's. */
const enrol = async (base: string, kind: DeviceKind) => {
  const http = createHttp({ url: base });
  const owner = await http.signInByPassword(OWNER);
  const { code } = await http.makeEnrolmentCode(owner.grant.accessToken);
  return { http, device: await http.enrolDevice({ code, name: kind, kind }) };
};

/** An app on a device that was enrolled for it. Commands are tried for two minutes. */
export const openDevice = async (
  base: string,
  kind: DeviceKind,
  { via = base, ...rest }: Place = {},
): Promise<Cafe> => {
  const { http, device } = await enrol(base, kind);
  return createCafe({ url: via, getToken: tokensOf(http, device), timeoutMs: 120_000, ...rest });
};

/** A terminal with a server signed in by PIN. */
export const openTerminal = async (base: string, { via = base, ...rest }: Place = {}): Promise<Cafe> => {
  const { http, device } = await enrol(base, 'terminal');
  const deviceToken = (await http.refresh(device.secret)).accessToken;
  const server = (await http.people(deviceToken)).find(({ name }) => name === SERVER.name);
  if (!server) throw new Error(`${SERVER.name} is not offered`);
  const person = await http.signInByPin(deviceToken, { staffId: server.staffId, pin: SERVER.pin });
  const cafe = createCafe({ url: via, getToken: tokensOf(http, device), timeoutMs: 120_000, ...rest });
  await cafe.actAs(personOf(http, person));
  return cafe;
};
