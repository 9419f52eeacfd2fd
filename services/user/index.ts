import type { UserCommand } from '@cafe/contract';
import { staffStream, storeStream } from '@cafe/contract/folds';
import type { Definition } from '../kernel/definition.ts';
import { approve } from './approve.ts';
import { decide, type UserFacts } from './decide.ts';
import { gatherEnrolment, issueEnrolmentCode } from './enrolment.ts';
import type { UserPorts } from './ports.ts';
import { USER_READ_MODELS } from './read-models.ts';
import { createRequestRoutes } from './request-routes.ts';
import type { UserRows } from './rows.ts';
import { assignSecret } from './set-secret.ts';
import { createSignIns } from './sign-ins.ts';

export type { Approver, AskedApproval } from './approve.ts';
export { createMemoryRows } from './memory-rows.ts';
export { createHasher, type Hasher } from './password-hash.ts';
export type { GuestSubjects, UserPorts } from './ports.ts';
export { USER_ROUTES } from './routes.ts';
export type { CredentialRow, CredentialRows, UserRows } from './rows.ts';
export { secretHashOf } from './secret-hash.ts';
export { type Bearer, type SignIn, type Standing, standingOf } from './standing.ts';
export { connectUserRows } from './store.ts';
export type { SignedToken, TokenSigner, TokenVerifier } from './token-signer.ts';
export type { NewSecret } from './weak-secret.ts';

/** The user service's commands: the store's settings, its people, their permissions, its devices. */
export const userDefinition = (ports: {
  readonly rows: Pick<UserRows, 'codes' | 'credentials'>;
  readonly pepper: string;
}): Definition<UserCommand, UserFacts> => {
  const enrolment = gatherEnrolment(ports);
  return {
    name: 'user',
    owns: ['store', 'staff', 'device'],
    streamOf: ({ type }, storeId) => (type === 'store.configure' ? storeStream(storeId) : staffStream(storeId)),
    gather: async (command, desk) => (command.type === 'device.enrol' ? enrolment(command, desk) : undefined),
    decide,
    readModels: USER_READ_MODELS,
  };
};

/**
 * What the user service does beside its commands: signing in, secrets, approvals, and looking sign-ins up for the hub.
 * Everything is counted, locked and stored in `ports.rows`, so any number of processes may do it.
 */
export const createUserService = (ports: UserPorts) => ({
  requestRoutes: createRequestRoutes(ports),
  approve: approve(ports),
  sessionOf: createSignIns(ports.rows.refreshTokens),
  assignSecret: assignSecret(ports),
  issueEnrolmentCode: issueEnrolmentCode(ports),
});
