/** Defines the command `sigv4 whoami`, which says what requests would be signed with, and uses none of it. */

import { ANSWER_IS_NO, command, DONE } from '../app/options/command.ts';
import { SIGNING_OPTIONS } from '../app/options/signing-options.ts';
import { outputOptions } from '../app/outputs/output-options.ts';
import { type OutputWorld, writeResult } from '../app/outputs/write-result.ts';
import { findIdentity } from '../app/settings/identity.ts';
import { settingsOf } from '../app/settings/settings.ts';
import type { Files } from '../app/world/files.ts';
import type { Surroundings } from '../app/world/world.ts';
import { isUsable } from '../views/identity/identity.ts';

const { region, endpointUrl, profile } = SIGNING_OPTIONS;

export const whoami = command({
  operands: [],
  options: { ...outputOptions('identity'), region, endpointUrl, profile },
  examples: {
    'sigv4 whoami': 'the credentials, the Region, and the endpoint, where each comes from, and what is wrong with it',
    'sigv4 whoami --profile work': 'the same with a profile',
    'sigv4 whoami --json': 'for programs; no secret is in it, but its length',
  },
  format: {
    '{"version", "usable", "settings": [{"id", "value" or "length", "from", "faults", "remarks"}], "asks", "unread", "problems"}':
      'output of --json; asks: the profile that would run or ask something for the credentials, which this command does not do; usable is then null, if nothing else is wrong; unread: environment variables that are set, but that this program does not read, and the ones that it reads instead',
  },
  run: async (world: OutputWorld & Files & Surroundings, options) => {
    const identity = await findIdentity(settingsOf(world, options), world);
    return writeResult(
      world,
      options,
      { kind: 'identity', identity },
      isUsable(identity) === false ? ANSWER_IS_NO : DONE,
    );
  },
});
