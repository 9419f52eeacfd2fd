/** One thing of an import as a command that nobody has checked yet. */
export interface ImportEntry {
  /** The id of the thing it saves. */
  readonly id: string;
  readonly command: Readonly<Record<string, unknown>>;
  /** Where a mistake in it is: the row of a CSV, or the entry of a JSON file. */
  readonly at: { readonly row?: number; readonly entry?: string };
  /** The rows of its options or variants, where they have their own. */
  readonly childRows?: readonly number[];
}
