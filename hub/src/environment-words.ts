import * as z from 'zod';

/** What people read about a variable. */
export interface Words {
  readonly says: string;
  /** What holds when it is left out. */
  readonly byDefault: string;
  readonly example: string;
  /** Never shown, and can be read from the file that `<NAME>_FILE` names. */
  readonly secret?: true;
}

/** A variable that may be left out. */
export const optional = <Schema extends z.ZodType>(schema: Schema, words: Words) => schema.optional().meta({ words });

/** A variable with a default, which is read by the same schema as what people set. */
export const variable = <Schema extends z.ZodType<unknown, string>>(schema: Schema, words: Words) =>
  z.string().default(words.byDefault).pipe(schema).meta({ words });
