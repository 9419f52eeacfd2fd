import { Refusal } from '@cafe/services/kernel';
import type { Asked } from './endpoint.ts';

/** The members of a JSON body, by name. */
export type Members = Readonly<Record<string, unknown>>;

const isObject = (body: unknown): body is Members => typeof body === 'object' && body !== null && !Array.isArray(body);

/**
 * The members of a request's body; without a body, none. What the path says already the body must not say again, so that
 * nobody has to guess which of the two counts.
 *
 * @throws {Refusal} `command.malformed`
 */
export const membersOf = ({ params, body = {} }: Pick<Asked, 'params' | 'body'>): Members => {
  if (!isObject(body)) throw new Refusal('command.malformed', 'the body is no JSON object');
  const twice = ['type', ...Object.keys(params)].find((name) => Object.hasOwn(body, name));
  if (twice !== undefined) throw new Refusal('command.malformed', `${twice} does not belong into the body`);
  return body;
};
