/** Says what the sandbox answered to a request that was signed with the fix. */
import { printable } from '../characters/visible.ts';
import type { QuotedError } from '../exchange-outcome.ts';
import { agrees, aside, differs, type Run, words } from '../page.ts';

/** What became of the request with the fix. */
export interface FixTrial {
  readonly status: number;
  /** The error; `null` if the response has none. */
  readonly error: QuotedError | null;
  /** Whether the sandbox accepted the signature, and everything else that it checks before it runs the operation. */
  readonly isAccepted: boolean;
  /** The signature, if it is the one that the server computed; `null` if an example key made it. */
  readonly signature: string | null;
}

/** Says in a few lines what became of the request. */
export function trialInWords({ status, error, isAccepted, signature }: FixTrial): Run[][] {
  const answered = `${status}${error === null ? '' : ` ${printable(error.code)}`}`;
  if (!isAccepted) return [[differs(`✗ ${answered}:`), words(' the sandbox refuses this, too.')]];
  const says =
    signature === null
      ? 'The sandbox accepts a request signed this way (example key).'
      : 'The sandbox accepts this signature.';
  const later =
    error === null
      ? ` It answers ${answered}.`
      : ` It then answers ${answered}, which is about the sandbox itself: ${printable(error.message)}`;
  return [
    [agrees('✓ '), words(says), aside(later)],
    ...(signature === null ? [] : [[words(signature), agrees("  the same as the server's")]]),
  ];
}
