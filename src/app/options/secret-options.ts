/** Contains the options that name a source of the secret access key, for commands that also work without the key. */
import type { OptionDefinitions, ValuesOf } from './option-values.ts';

export const OPTIONAL_SECRET_OPTIONS = {
  secretFrom: {
    flags: '--secret-from <file>',
    says: 'a file with the secret access key, or a line for each key: ID, colon, secret; the default is the environment or the profile; optional',
  },
  profile: { flags: '--profile <name>', says: "a profile in AWS's shared files" },
} as const satisfies OptionDefinitions;

export type SecretChoices = ValuesOf<typeof OPTIONAL_SECRET_OPTIONS>;
