/** Collects the secrets that come from outside while a command runs, and masks them in the texts that go out. */
import { isExampleSecret } from '../../aws/example-keys.ts';
import { hasFormOfSecret } from '../../aws/secret-form.ts';
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { secretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { secretRanges } from '../../trace/masks/mask.ts';
import { maskedText } from '../../trace/masks/masked-text.ts';
import { SHORTEST_SECRET } from '../../trace/masks/shortest-secret.ts';
import type { TextMask } from '../world/text-mask.ts';

export interface SecretVault {
  /** Keeps a secret, and the access key ID that it belongs to, if it is known. */
  readonly keep: (secret: string, accessKeyId?: string | null) => void;
  /** Keeps the secrets that a text shows as such: after labels, in headers, and alone on a line. */
  readonly keepLabelled: (text: Octets) => Promise<void>;
  readonly masked: TextMask;
  readonly secrets: () => readonly Octets[];
}

export function secretVault(): SecretVault {
  const secrets = new Set<Octets>();
  let rangesOf: ReturnType<typeof secretRanges> | null = null;
  const add = (secret: Octets) => {
    if (secret.length < SHORTEST_SECRET || secrets.has(secret) || isExampleSecret(secret)) return;
    secrets.add(secret);
    rangesOf = null;
  };
  return {
    keep: (secret, accessKeyId = null) => {
      // A server of one's own may have the same word as ID and secret. Each request names it, so it hides nothing.
      if (secret !== accessKeyId || hasFormOfSecret(secret)) add(octetsFromText(secret));
    },
    keepLabelled: async (text) => {
      if (!MAY_SHOW_SECRET.test(text)) return;
      // Most commands begin without such a text, and the labels would delay their beginning.
      const { isMaskedElsewhere, LONGEST_DECODED, labelledSecretsIn } = await import(
        '../../evidence/secrets/mask-pasted-secrets.ts'
      );
      const inHeaders = secretsIn(plain(sliceOctets(text, 0, LONGEST_DECODED))).map(({ octets }) => octets);
      for (const secret of [...labelledSecretsIn(text), ...inHeaders.filter(isMaskedElsewhere)]) add(secret);
    },
    masked: (text) => {
      if (secrets.size === 0) return text;
      rangesOf ??= secretRanges([...secrets]);
      return maskedText(text, rangesOf);
    },
    secrets: () => [...secrets],
  };
}

/** Matches the characters that follow a label, and what is long enough for a secret without a label. */
const MAY_SHOW_SECRET = /[:=,>]|%3|[A-Za-z0-9/+]{24}/;
