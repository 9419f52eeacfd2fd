import { type Command, type Role, StaffId } from '@cafe/contract';
import type { DemoIds } from './demo-ids.ts';

/** A person of the demo café, with the secrets everybody knows: they are printed at the start, and only a demo has them. */
export interface DemoPerson {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly login: string;
  readonly pin: string;
  /** Those who sign in without a terminal. */
  readonly password?: string;
}

const people: readonly Omit<DemoPerson, 'staffId'>[] = [
  { name: 'Olga Owner', role: 'owner', login: 'olga', pin: '100100', password: 'espresso-and-croissant' },
  { name: 'Mara Manager', role: 'manager', login: 'mara', pin: '200200', password: 'cappuccino-and-cake' },
  { name: 'Carlos Cashier', role: 'cashier', login: 'carlos', pin: '300300' },
  { name: 'Ana Server', role: 'server', login: 'ana', pin: '400400' },
  { name: 'Ben Server', role: 'server', login: 'ben', pin: '500500' },
  { name: 'Kofi Kitchen', role: 'kitchen', login: 'kofi', pin: '600600' },
];

/** The demo café's people under their ids. Their passwords and PINs are set by requests: no command holds a secret. */
export const peopleOf = ({ of }: DemoIds): readonly DemoPerson[] =>
  people.map((person) => ({ ...person, staffId: StaffId.parse(of(`staff:${person.login}`)) }));

/** The owner first: until there is one, only the service may add people. */
export const peopleCommands = (ids: DemoIds): readonly Command[] =>
  peopleOf(ids).map(({ staffId, name, role, login }) => ({ type: 'staff.add', staffId, name, role, login }));
