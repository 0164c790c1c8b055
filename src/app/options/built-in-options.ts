/** What the reader of the command line does by itself: help and the version. Shells and the manual know of it too. */
import type { OptionDefinition } from './option-definition.ts';

/** What this program is, in one sentence. */
export const PROGRAM_SAYS = 'Walk through AWS Signature Version 4 for S3, step by step, down to the bytes on the wire.';

/** Of each command, and of the program. */
export const HELP_OPTION: OptionDefinition = { flags: '-h, --help', says: 'this help' };

/** Of the program alone, before any command. */
export const VERSION_OPTION: OptionDefinition = { flags: '-V, --version', says: 'the version of this program' };

/** The command `sigv4 help`. */
export const HELP_COMMAND = { name: 'help', operand: '[command]', says: 'The help of a command.' } as const;
