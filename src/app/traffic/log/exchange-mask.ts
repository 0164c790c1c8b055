/** Masks what is shown of an exchange. Its secrets are masked wherever it has them, such as a token in the path. */
import { plain } from '../../../bytes/bytes.ts';
import type { Octets } from '../../../bytes/octets.ts';
import { labelledSecretsInHead } from '../../../evidence/secrets/mask-pasted-secrets.ts';
import type { CapturedExchange } from '../../../http/relay/captured.ts';
import { maskSecretsIn, secretsIn } from '../../../sigv4/secrets/secret-headers.ts';
import { type Mask, maskOf } from '../../../trace/masks/mask.ts';

/** A row, a line, and a record are made of the same exchange. */
const MASKS = new WeakMap<CapturedExchange['request'], Mask>();

/** Returns the mask for texts of an exchange, which knows the secrets in the head of its request. */
export function exchangeMask({ request }: Pick<CapturedExchange, 'request'>): Mask {
  const known = MASKS.get(request);
  if (known) return known;
  const { octets } = request;
  const mask = maskOf([...secretsIn(plain(octets)).map((secret) => secret.octets), ...labelledSecretsInHead(octets)]);
  const masked = (text: Octets) => maskSecretsIn(mask(text));
  MASKS.set(request, masked);
  return masked;
}
