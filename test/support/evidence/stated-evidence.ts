/** Evidence as readers of answers, logs and requests give it, for failures that the sandbox cannot be made to answer. */

import { type Octets, octetsFromText } from '../../../src/bytes/octets.ts';
import {
  type Evidence,
  NO_EVIDENCE,
  type QuotedText,
  type ServerAnswer,
  type Strings,
} from '../../../src/evidence/evidence.ts';
import { readRawRequest } from '../../../src/intake/pasted/raw-request.ts';
import { findCauses } from '../../../src/search/find-causes.ts';
import type { Finding } from '../../../src/search/finding.ts';
import { sidesOf } from '../../../src/sides/sides.ts';
import { sound } from '../problems.ts';
import { sha256Of } from '../sigv4/independent-signer.ts';
import { named } from '../sources.ts';

export interface Stated {
  readonly code?: string;
  readonly message?: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The canonical request of the server, of the client, and the request; one character is one byte. */
  readonly server?: string;
  readonly client?: string;
  readonly request?: string;
  /** What the server signed, where it does not quote its canonical request; a text. */
  readonly stringToSign?: string;
  readonly service?: string;
  readonly secret?: string;
  readonly signatureProvided?: string;
}

export function findingsOf(stated: Stated): readonly Finding[] {
  const secret = stated.secret === undefined ? null : octetsFromText(stated.secret);
  return findCauses(sidesOf(evidenceOf(stated), () => secret));
}

function evidenceOf({ client, request, server, stringToSign, service = 's3', ...said }: Stated): Evidence {
  const alone = stringToSign === undefined ? {} : { stringToSign: quoted(octetsFromText(stringToSign), 'unknown') };
  return {
    ...NO_EVIDENCE,
    answer: { ...answerOf(said), ...stringsOf(server, service), ...alone },
    client: client === undefined ? null : stringsOf(client, service),
    request: request === undefined ? null : requestOf(request),
  };
}

function answerOf({
  code,
  message,
  details = {},
  headers = {},
  signatureProvided,
}: Stated): Omit<ServerAnswer, keyof Strings> {
  return {
    by: named('the answer'),
    form: 'xml',
    status: null,
    code: code ?? null,
    message: message ?? null,
    details: new Map(Object.entries(details)),
    headers: new Map(Object.entries(headers)),
    signatureProvided: signatureProvided === undefined ? null : octetsFromText(signatureProvided),
    accessKeyId: null,
  };
}

/** A string to sign of this canonical request, as who computed it has it. */
function stringsOf(canonicalRequest: string | undefined, service: string): Strings {
  if (canonicalRequest === undefined) return { canonicalRequest: null, stringToSign: null, signature: null };
  const scope = `20130524/us-east-1/${service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n20130524T000000Z\n${scope}\n${sha256Of(canonicalRequest)}`;
  return { canonicalRequest: quoted(canonicalRequest), stringToSign: quoted(toSign), signature: null };
}

const quoted = (octets: string, proof: QuotedText['proof'] = 'proved'): QuotedText => ({
  octets: octets as Octets,
  by: named('the answer'),
  readFrom: 'text',
  repairs: [],
  proof,
});

export const requestOf = (octets: string) => sound(readRawRequest(octets as Octets, named('the request')));

/** A canonical request of these headers (`name:value`, in order). */
export function canonicalOf(
  headers: readonly string[],
  {
    method = 'GET',
    path = '/a.txt',
    query = '',
    payload = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  }: { readonly method?: string; readonly path?: string; readonly query?: string; readonly payload?: string } = {},
): string {
  const names = headers.map((line) => line.slice(0, line.indexOf(':')));
  return [method, path, query, ...headers, '', names.join(';'), payload].join('\n');
}
