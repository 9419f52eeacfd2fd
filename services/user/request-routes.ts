import {
  Done,
  EnrolmentCodeGrant,
  NoFields,
  PasswordSignIn,
  PeopleOnDevice,
  PinSignIn,
  RefreshRequest,
  SetPassword,
  SetPin,
  SignOut,
  TokenGrant,
  UnlockDevice,
  UnlockStaff,
} from '@cafe/contract';
import type { RequestRoute } from '../kernel/definition.ts';
import { makeEnrolmentCode, unlockDevice, unlockStaff } from './enrolment.ts';
import type { UserPorts } from './ports.ts';
import { refresh } from './refresh.ts';
import { setPassword, setPin } from './set-secret.ts';
import { signInByPassword, signInByPin } from './sign-in.ts';
import { peopleOnDevice, signOut } from './sign-out.ts';

const route = <Input>(described: RequestRoute<Input>): RequestRoute =>
  // The hub parses with `request` before it calls `handle`: the input it passes is that schema's.
  described as RequestRoute;

const post = { method: 'POST', token: 'required' } as const;

const signingIn = (ports: UserPorts): RequestRoute[] => [
  route({
    ...post,
    path: '/auth/password',
    token: 'optional',
    summary: 'Sign in by login and password',
    request: PasswordSignIn,
    response: TokenGrant,
    handle: signInByPassword(ports),
  }),
  route({
    ...post,
    path: '/auth/pin',
    summary: 'Sign in by PIN on an enrolled device',
    request: PinSignIn,
    response: TokenGrant,
    handle: signInByPin(ports),
  }),
  route({
    ...post,
    path: '/auth/refresh',
    token: 'none',
    summary: 'Get an access token for a secret of a person, a device or a guest',
    request: RefreshRequest,
    response: TokenGrant,
    handle: refresh(ports),
  }),
  route({
    ...post,
    path: '/auth/sign-out',
    summary: 'End a sign-in',
    request: SignOut,
    response: Done,
    handle: signOut(ports),
  }),
  route({
    ...post,
    method: 'GET',
    path: '/auth/people',
    summary: 'Whom this device offers to sign in by PIN',
    request: NoFields,
    response: PeopleOnDevice,
    handle: peopleOnDevice(ports),
  }),
];

const secrets = (ports: UserPorts): RequestRoute[] => [
  route({
    ...post,
    path: '/staff/:staffId/set-password',
    summary: 'Set a password',
    request: SetPassword,
    response: Done,
    handle: setPassword(ports),
  }),
  route({
    ...post,
    path: '/staff/:staffId/set-pin',
    summary: 'Set a PIN',
    request: SetPin,
    response: Done,
    handle: setPin(ports),
  }),
  route({
    ...post,
    path: '/staff/:staffId/unlock',
    summary: 'End the lock that wrong PINs brought about',
    request: UnlockStaff,
    response: Done,
    handle: unlockStaff(ports),
  }),
  route({
    ...post,
    path: '/devices/:deviceId/unlock',
    summary: 'End the lock of a device',
    request: UnlockDevice,
    response: Done,
    handle: unlockDevice(ports),
  }),
  route({
    ...post,
    path: '/devices/codes',
    summary: 'Make a code that enrols one device',
    request: NoFields,
    response: EnrolmentCodeGrant,
    handle: makeEnrolmentCode(ports),
  }),
];

/** The HTTP requests of this service that are no commands: signing in, secrets, locks, codes. */
export const createRequestRoutes = (ports: UserPorts): readonly RequestRoute[] => [
  ...signingIn(ports),
  ...secrets(ports),
];
