import { effect, type Signal, useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { inTab } from './browser-storage.ts';

/**
 * What somebody is in the middle of: words and numbers that are on their way into a field. It is there again after a reload of
 * this tab, and gone with whoever typed it.
 */
const KEY = 'cafe.typed';

type Parse<Value> = (value: unknown) => Value | undefined;
type Typed = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Typed => typeof value === 'object' && value !== null;

const all = (): Typed => inTab.kept(KEY, (value) => (isFields(value) ? value : undefined)) ?? {};

/** What was typed before a reload; whoever asks parses it. */
export const typedBefore = (name: string): unknown => all()[name];

/** Keeps it over a reload; undefined: no more. */
export const keepTyped = (name: string, value: unknown): void => {
  inTab.keep(KEY, { ...all(), [name]: value });
};

/** Whoever typed it has left. */
export const forgetTyped = (): void => inTab.forget(KEY);

export const asText: Parse<string> = (value) => (typeof value === 'string' ? value : undefined);
export const asCount: Parse<number> = (value) => (Number.isSafeInteger(value) ? Number(value) : undefined);

/** Numbers by name. */
export const asCounts: Parse<Readonly<Record<string, number>>> = (value) =>
  isFields(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, number] => asCount(entry[1]) === entry[1]),
      )
    : undefined;

/**
 * Keeps what a signal says over a reload, for as long as the component is drawn: with its end what it kept is over.
 *
 * @param name of the field, and of what it is about: what was typed for one thing is not put into another
 */
export const useKeptOver = <Value>(name: string, made: Signal<Value>, parse: Parse<Value>): void => {
  useState(() => {
    const before = parse(typedBefore(name));
    if (before !== undefined) made.value = before;
  });
  useEffect(() => {
    const stop = effect(() => keepTyped(name, made.value));
    return () => {
      stop();
      keepTyped(name, undefined);
    };
  }, [name, made]);
};

/** As `useSignal`, kept over a reload. */
export const useTyped = <Value>(name: string, initial: Value, parse: Parse<Value>): Signal<Value> => {
  const made = useSignal(initial);
  useKeptOver(name, made, parse);
  return made;
};
