/** Masks what is shown of a request. Its secrets are masked wherever it has them, such as a token in the path. */
import { plain } from '../../../bytes/bytes.ts';
import { asText, type Octets, octetsFromText } from '../../../bytes/octets.ts';
import type { Problem } from '../../../bytes/problem.ts';
import { labelledSecretsInHead } from '../../../evidence/secrets/mask-pasted-secrets.ts';
import type { CapturedExchange } from '../../../http/relay/captured.ts';
import { maskSecretsIn, secretsIn } from '../../../sigv4/secrets/secret-headers.ts';
import { type Mask, maskOf } from '../../../trace/masks/mask.ts';
import { remembered } from '../../../trace/remembered.ts';

/** Returns the mask for texts of an exchange, which knows the secrets in the head of its request. */
export const exchangeMask = ({ request }: Pick<CapturedExchange, 'request'>): Mask => maskOfRequest(request);

/** A row, a line, and a record are made of the same exchange. */
const maskOfRequest = remembered(({ octets }: CapturedExchange['request']) => requestMask(octets));

/** Returns the mask that knows the secrets in the head of a request, or in what is known of it. */
export function requestMask(octets: Octets): Mask {
  const mask = maskOf([...secretsIn(plain(octets)).map((secret) => secret.octets), ...labelledSecretsInHead(octets)]);
  return (text) => maskSecretsIn(mask(text));
}

/** Masks sentences, which may quote what a client or a server sent. */
export function maskedSentences(text: string, mask: Mask): string {
  return asText(mask(octetsFromText(text)));
}

/** Masks the sentences of a problem. */
export const maskedProblem = (found: Problem, mask: Mask): Problem => ({
  ...found,
  says: maskedSentences(found.says, mask),
  fix: maskedSentences(found.fix, mask),
});
