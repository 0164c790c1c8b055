/** Defines the options of `sigv4 send`. */
import type { OptionDefinitions, ValuesOf } from '../../app/options/option-values.ts';
import { REQUEST_OPTIONS } from '../../app/options/request-options.ts';
import { SIGNING_OPTIONS } from '../../app/options/signing-options.ts';

import { WIRE_OPTIONS } from '../../app/planning/sending.ts';

export const SEND_OPTIONS = {
  output: {
    flags: '-o, --output <file>',
    says: 'write the body to a file, which is replaced when the body is complete',
  },
  include: { flags: '-i, --include', says: 'print the head of the response before the body' },
  verbose: { flags: '-v, --verbose', says: 'print the heads of request and response on standard error' },
  fail: { flags: '-f, --fail', says: 'exit code 22 if the status is 400 or more' },
  ...REQUEST_OPTIONS,
  ...SIGNING_OPTIONS,
  ...WIRE_OPTIONS,
} as const satisfies OptionDefinitions;

export type SendValues = ValuesOf<typeof SEND_OPTIONS>;
