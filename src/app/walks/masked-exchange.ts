/** Masks an exchange for people. */
import type { Octets } from '../../bytes/octets.ts';
import type { Exchange } from '../../http/exchange.ts';
import { type RedactedExchange, redactExchange } from '../../trace/redact-exchange.ts';

/**
 * Resolves with the secrets of the request, and those that the response itself brings, such as the credentials in an
 * answer of CreateSession or AssumeRole.
 */
export async function secretsOfExchange({ received }: Exchange, ofRequest: readonly Octets[]): Promise<Octets[]> {
  // Only a request that is sent needs to know what is a secret in a text.
  const { labelledSecretsIn } = await import('../../evidence/secrets/mask-pasted-secrets.ts');
  return [...ofRequest, ...labelledSecretsIn(received.kept)];
}

/** Masks the secrets of an exchange. If those of the request are `null`, the user asked to see all secrets. */
export async function maskedExchange(
  exchange: Exchange,
  ofRequest: readonly Octets[] | null,
): Promise<RedactedExchange> {
  return redactExchange(exchange, ofRequest === null ? [] : await secretsOfExchange(exchange, ofRequest));
}
