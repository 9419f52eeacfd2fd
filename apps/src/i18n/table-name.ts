import { say } from './shared.ts';

/** A label that is a word, or begins with one, is a name by itself: Window, Bar 1. */
const IS_WORD = /^\p{L}{2}/u;

/** What a table is called where it is not seen that it is one: Table 7, Table T3, Bar 1. */
export const tableName = (label: string): string => (IS_WORD.test(label) ? label : say('table', { label }));
