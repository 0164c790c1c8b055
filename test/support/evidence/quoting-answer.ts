/** Answers, logs and requests of one failed request put together, where no sandbox gave them. */

import { type Octets, octetsFromText } from '../../../src/bytes/octets.ts';
import type { Cause } from '../../../src/causes/cause.ts';
import { CAUSES } from '../../../src/causes/table.ts';
import type { Draft } from '../../../src/drafts/draft.ts';
import { replay } from '../../../src/drafts/replay.ts';
import { NO_EVIDENCE, type QuotedText, type ServerAnswer, type Strings } from '../../../src/evidence/evidence.ts';
import type { ClientRequest } from '../../../src/intake/pasted/client-request.ts';
import { readRawRequest } from '../../../src/intake/pasted/raw-request.ts';
import { findCauses } from '../../../src/search/find-causes.ts';
import type { Finding } from '../../../src/search/finding.ts';
import { sidesOf } from '../../../src/sides/sides.ts';
import { sound } from '../problems.ts';
import { SECRET } from '../sandbox/sandbox-client.ts';
import { named } from '../sources.ts';

export interface Stated {
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the server quotes as its own. */
  readonly computed?: Draft;
  readonly signatureProvided?: Octets;
}

const quoted = (octets: Octets): QuotedText => ({
  octets,
  by: named('the answer'),
  readFrom: 'text',
  repairs: [],
  proof: 'unknown',
});

function statedAnswer(stated: Stated): ServerAnswer {
  const { status = 403, code = 'SignatureDoesNotMatch', message = null, computed } = stated;
  return {
    by: named('the answer'),
    form: 'xml',
    status,
    code: code === '' ? null : code,
    message,
    details: new Map(Object.entries(stated.details ?? {})),
    headers: new Map(Object.entries(stated.headers ?? {})),
    ...(computed ? stringsOf(computed) : { canonicalRequest: null, stringToSign: null }),
    signature: null,
    signatureProvided: stated.signatureProvided ?? null,
    accessKeyId: null,
  };
}

/** What a client writes of what it signed. */
function stringsOf(draft: Draft): Strings {
  const made = replay(draft);
  const { canonicalRequest, stringToSign } = made;
  return {
    canonicalRequest: quoted(canonicalRequest),
    stringToSign: quoted(stringToSign),
    signature: made.signature(),
  };
}

export const requestOf = (text: string): ClientRequest =>
  sound(readRawRequest(octetsFromText(text), named('the request')));

export interface Given {
  readonly answer?: Stated;
  readonly request?: ClientRequest;
  readonly secret?: boolean;
}

export function causesFrom(
  { answer, request, secret = false }: Given,
  causes: readonly Cause[] = CAUSES,
): readonly Finding[] {
  const said = { answer: answer ? statedAnswer(answer) : null, request: request ?? null };
  return findCauses(
    sidesOf({ ...NO_EVIDENCE, ...said }, () => (secret ? (SECRET as Octets) : null)),
    causes,
  );
}
