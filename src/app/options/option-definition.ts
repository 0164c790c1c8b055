/** The shape of an option of a command. */
export interface OptionDefinition {
  /** As in the help: `--port <number>`. A shell completes the names of files behind `<file>`: `WORDS` in completion.ts. */
  readonly flags: string;
  readonly says: string;
  /** All that can stand behind it, where that is a list. */
  readonly values?: readonly string[];
  /** Whether it may be given several times; its values are then a list. */
  readonly repeats?: true;
}
