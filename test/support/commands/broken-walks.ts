/** The base requests signed by the program, with their traces, as a walk has them before it is broken. */

import type { RightRequest } from '../../../src/breaks/break-request.ts';
import { given } from '../../../src/bytes/bytes.ts';
import { EMPTY, type Octets } from '../../../src/bytes/octets.ts';
import { bodyOf } from '../../../src/http/body/request-body.ts';
import { type RequestHead, writeRequestHead } from '../../../src/http/message.ts';
import { UNSIGNED_PAYLOAD } from '../../../src/sigv4/payload-keywords.ts';
import { S3_RULES } from '../../../src/sigv4/rules.ts';
import { USUAL_SIGNING } from '../../../src/sigv4/schemes/signing-input.ts';
import { beginSigning } from '../../../src/sigv4/sign.ts';
import { SIGNED_REQUEST } from '../../../src/sigv4/stages/signed-request.ts';
import { findValue, type Trace } from '../../../src/trace/trace.ts';
import { ODD_KEY_ID, SECRETS } from '../sandbox/sandbox-client.ts';
import { type BaseName, rightRequest, rightRequestOf } from '../sigv4/base-requests.ts';
import { named } from '../sources.ts';

export interface SignedBase {
  readonly trace: Trace;
  readonly right: RightRequest;
}

const MADE = new Set(['authorization', 'x-amz-date', 'x-amz-content-sha256']);

/** A base request, signed again by the program with the same key, time, and signed headers. */
export function signedBase(name: BaseName): SignedBase {
  const base = rightRequest(name);
  const { trace } = beginSigning(inputOf(base));
  const { outcome } = trace;
  if (outcome.kind === 'malformed') throw new Error(outcome.problem.says);
  const head = findValue(trace, SIGNED_REQUEST.id)?.bytes.octets ?? EMPTY;
  return { trace, right: rightRequestOf(`${head}${base.body}`) };
}

function inputOf({ head, body, draft, scheme }: RightRequest): Parameters<typeof beginSigning>[0] {
  const from = (id: Parameters<typeof given>[1]['id'], text: string) =>
    given(text as Octets, { id, source: named(id) });
  const secret = SECRETS.get(draft.accessKeyId) ?? SECRETS.get(ODD_KEY_ID) ?? '';
  return {
    ...USUAL_SIGNING,
    request: given(writeRequestHead(unsigned(head, scheme)).octets, { id: 'url', source: named('the base') }),
    payload: bodyOf(body),
    credentials: {
      accessKeyId: from('access-key-id', draft.accessKeyId),
      secretAccessKey: from('secret-access-key', secret),
      sessionToken: null,
    },
    timestamp: from('date', draft.timestamp),
    region: from('region', draft.scope.region),
    service: from('service', draft.scope.service),
    form:
      scheme === 'query' ? { kind: 'query', scheme: 'https', expires: from('expires', '3600') } : { kind: 'header' },
    signedHeaders: {
      kind: 'exactly',
      names: draft.signedHeaders.split(';').map((one) => from('signed-headers', one)),
    },
    rules: { ...S3_RULES, payload: draft.hashedPayload === UNSIGNED_PAYLOAD.octets ? 'unsigned' : 'hashed' },
  };
}

function unsigned({ method, target, headers }: RequestHead, scheme: 'header' | 'query'): RequestHead {
  if (scheme === 'header')
    return { method, target, headers: headers.filter(({ name }) => !MADE.has(name.octets.toLowerCase())) };
  const [path = '', query = ''] = target.octets.split('?');
  const kept = query.split('&').filter((pair) => !pair.startsWith('X-Amz-'));
  return { method, headers, target: { octets: `${path}?${kept.join('&')}` as Octets, spans: null } };
}
