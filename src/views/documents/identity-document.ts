/** Makes the document that `whoami --json` prints. */
import { isUsable } from '../identity/identity.ts';
import { sourceWords } from '../input-words.ts';
import type { Results } from '../results.ts';

/** Returns the document. `version` changes when its shape changes. It has no secret: of one, only its length. */
export const identityDocument = ({ identity }: Results['identity']) => ({
  version: 1,
  usable: isUsable(identity),
  settings: identity.settings.map(({ id, value, source, faults, remarks }) => ({
    id,
    ...(typeof value === 'string' ? { value } : { length: value.length }),
    from: sourceWords(source),
    faults,
    remarks,
  })),
  asks: identity.asks,
  unread: identity.unread,
  problems: identity.problems.map(({ says, fix }) => ({ says, fix })),
});
