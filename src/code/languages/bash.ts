/** Defines what the commands of a shell mean, by the names that `shell.ts` gives them. */
import type { Calls } from '../flow/meanings.ts';

/** Matches the lines that only a script of a shell has. */
export const SHELL_MARKS =
  /^#!\/.*\bsh|\bopenssl (?:dgst|sha256)\b|^[ \t]*(?:local |export )?\w+=(?:"|\$\(|`)|^[ \t]*(?:function )?[\w-]+ ?\(\) ?\{|\$\{\w+\}/gm;

export const OF_SHELL: Calls = {
  'hmac-hex': { is: 'hmac', key: 0, of: 'self', form: 'hex' },
  'hmac-bytes': { is: 'hmac', key: 0, of: 'self', form: 'bytes' },
  'key-option': { is: 'key-option', of: 0 },
  'sha256-hex sha256sum shasum': { is: 'hash', of: 'self', form: 'hex' },
  'sha256-bytes': { is: 'hash', of: 'self', form: 'bytes' },
  'to-hex': { is: 'write', of: 'self', form: 'hex' },
  base64: { is: 'write', of: 'self', form: 'base64' },
  'output echo': { is: 'same', of: 0 },
  'cat sed awk cut tr tail': { is: 'same', of: 'self' },
  sort: { is: 'sort', of: 'self' },
  printf: { is: 'format', template: 0 },
  'date-utc': { is: 'time', of: 1, pattern: 0, zone: 'utc' },
  'date-local': { is: 'time', of: 1, pattern: 0, zone: 'local' },
  curl: { is: 'send', body: 0 },
};
