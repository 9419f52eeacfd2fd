import { Instant } from '@cafe/contract';
import * as z from 'zod';

/** A page of a list. Everything made at or before `asOf` is in it; `next` asks for the following page. */
export const listOf = (item: z.ZodType) =>
  z.object({ items: z.array(item), asOf: Instant, next: z.string().optional() });

/** A whole list out of a stream, as its version is. */
export const allOf = (item: z.ZodType) => z.object({ version: z.int(), items: z.array(item) });
