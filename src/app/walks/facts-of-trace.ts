/** Makes facts of a trace alone. They are redacted. */
import { isExampleSecret } from '../../aws/example-keys.ts';
import { asText, EMPTY, type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { storedFrom, storedOctets, storedTogether } from '../../bytes/stored-bytes.ts';
import { BEGINNING_LIMIT } from '../../http/body/request-body.ts';
import { isCarriedSecret, maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { FORM_BEGINNING } from '../../sigv4/stages/form-fields.ts';
import { SECRET_ACCESS_KEY } from '../../sigv4/stages/request.ts';
import { maskOf, secretRanges } from '../../trace/masks/mask.ts';
import { maskedText } from '../../trace/masks/masked-text.ts';
import { type RedactedTrace, type Redaction, redact, secretsOf } from '../../trace/redact.ts';
import { maskStored, reachOf } from '../../trace/redact-exchange.ts';
import { findValue, type Trace } from '../../trace/trace.ts';
import type { SentRequest } from '../../verification/examine.ts';
import type { WalkFacts } from '../../views/facts.ts';

export interface WalkSubject {
  readonly trace: Trace;
  readonly url: string;
  readonly body: Omit<WalkFacts['body'], 'isMasked'>;
  readonly destination: WalkFacts['destination'];
  readonly showsSecrets: boolean;
  /** The inputs for a page, which can have secrets in them; `null` or absent for a request whose inputs are not known. */
  readonly packed?: object | null;
  /** The secrets that came from outside, which are masked wherever they are written. */
  readonly otherSecrets: readonly Octets[];
}

/** Collects the facts that depend only on the trace. */
export function firstFacts(subject: WalkSubject): WalkFacts {
  const { trace, url, body, destination, otherSecrets, packed } = subject;
  const redaction = redactionOf(subject);
  const redacted = redact(trace, redaction, otherSecrets);
  const secrets = [...(redaction === 'mask' ? secretsOf(trace) : []), ...otherSecrets];
  const shownUrl = maskedText(url, secretRanges(secrets));
  return factsOf({
    trace: redacted,
    url: subject.showsSecrets ? url : asText(maskSecretsIn(octetsFromText(shownUrl))),
    body: shownBody(redacted, maskedBody(body, secrets)),
    destination,
    inputsForPage: packed ? withoutSecrets(packed, subject) : null,
  });
}

/** Returns data in which no secret is, or `null`: a header, the address, or the body can have one. */
function withoutSecrets(packed: object, { trace, otherSecrets }: WalkSubject): object | null {
  const secrets = [...(isPublished(trace) ? [] : secretsOf(trace)), ...otherSecrets];
  const text = octetsFromText(JSON.stringify(packed));
  return maskSecretsIn(maskOf(secrets)(text)) === text ? packed : null;
}

/** Masks the secrets that are written in a body, such as in the text of a file. */
function maskedBody({ length, beginning, stored }: WalkSubject['body'], secrets: readonly Octets[]): WalkFacts['body'] {
  if (secrets.length === 0) return { length, beginning, stored, isMasked: false };
  const masked = maskStored(stored, maskOf(secrets), reachOf(secrets));
  const shown = masked.read(0, beginning.length);
  return { length, beginning: shown, stored: masked, isMasked: shown !== beginning };
}

/** Replaces the fields at the beginning of an upload with redacted fields, because the fields may contain a token. */
function shownBody(trace: RedactedTrace, body: WalkFacts['body']): WalkFacts['body'] {
  const { length, beginning, stored } = body;
  const fields = findValue(trace, FORM_BEGINNING.id);
  if (!fields) return body;
  const { octets } = fields.bytes;
  return {
    length,
    beginning: (octets + sliceOctets(beginning, octets.length)) as Octets,
    stored: storedTogether([storedOctets(octets), storedFrom(stored, octets.length)]),
    isMasked: body.isMasked || fields.masked.length > 0,
  };
}

/**
 * Determines whether secrets are masked. Secrets are masked unless the user asked to see them or the only secret was
 * published by AWS.
 */
export function redactionOf({ trace, showsSecrets }: Pick<WalkSubject, 'trace' | 'showsSecrets'>): Redaction {
  return showsSecrets || isPublished(trace) ? 'reveal' : 'mask';
}

/** Returns whether the only secret is one that AWS has published. */
const isPublished = (trace: Trace): boolean =>
  isExampleSecret(findValue(trace, SECRET_ACCESS_KEY.id)?.bytes.octets ?? EMPTY) && !trace.values.some(isCarriedSecret);

/** Creates facts. Omitted members are unknown or absent. */
function factsOf(known: Pick<WalkFacts, 'trace' | 'url' | 'body'> & Partial<WalkFacts>): WalkFacts {
  return {
    destination: { signedFor: '', goesTo: 'network', connectsTo: '' },
    checks: [],
    publisher: null,
    vectors: { passed: 0, total: 0 },
    delivery: 'ready',
    exchange: null,
    verification: null,
    diagnosis: null,
    inputsForPage: null,
    breaks: [],
    arrives: [],
    replay: null,
    ...known,
  };
}

/**
 * Collects the facts for a trace that was not signed here and cannot be sent. `request` is `null` if the request is
 * unknown.
 */
export function factsOfTrace(
  trace: RedactedTrace,
  request: SentRequest | null,
  found: Partial<Pick<WalkFacts, 'verification' | 'diagnosis' | 'replay'>>,
  secrets: readonly Octets[],
): WalkFacts {
  const octets = request?.body ?? EMPTY;
  const target = maskOf(secrets)(request?.head.target.octets ?? EMPTY);
  const body = {
    beginning: sliceOctets(octets, 0, BEGINNING_LIMIT),
    length: octets.length,
    stored: storedOctets(octets),
  };
  return factsOf({
    trace,
    url: asText(target),
    body: maskedBody(body, secrets),
    ...found,
  });
}
