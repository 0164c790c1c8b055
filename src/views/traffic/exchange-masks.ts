/** Masks what grants access in an exchange that was observed. */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { labelledSecretsIn, maskPastedSecrets } from '../../evidence/secrets/mask-pasted-secrets.ts';
import type { RequestHead } from '../../http/message.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';
import { maskedValues, maskSignaturesIn } from '../../sigv4/secrets/mask-exchange.ts';
import { secretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { type Mask, maskOf } from '../../trace/masks/mask.ts';

export interface ExchangeMasks {
  /** Hides the secrets of the exchange, and their beginnings. */
  readonly mask: Mask;
  /** Hides them in a body, with everything that is labelled as a secret there. */
  readonly maskBody: Mask;
}

/** Returns the masks of an exchange, which hide `secrets` too. */
export function masksOfExchange(
  exchange: CapturedExchange,
  head: RequestHead,
  secrets: readonly Octets[],
): ExchangeMasks {
  const known = [...secrets, ...secretsOfExchange(exchange, head)];
  // A server can cut off what it quotes.
  const mask = maskOf(known, 'anywhere');
  return { mask, maskBody: (kept) => maskPastedSecrets(maskSignaturesIn(mask(kept)), known) };
}

/**
 * Returns the secrets that an exchange shows as such anywhere: in its heads, in a form or its policy, or in the
 * credentials of an answer. Each of them can be quoted anywhere else.
 */
function secretsOfExchange({ request, response }: CapturedExchange, head: RequestHead): Octets[] {
  const texts = [request.octets, request.body.kept, ...(response ? [response.octets, response.body.kept] : [])];
  const inHead = secretsIn(plain(request.octets)).map(({ octets }) => octets);
  return [...maskedValues(head.headers, head.target.octets), ...inHead, ...texts.flatMap(labelledSecretsIn)];
}
