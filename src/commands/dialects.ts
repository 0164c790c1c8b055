/** Defines the command `sigv4 dialects`, which compares Signature Version 4 with its siblings. */
import { command, DONE } from '../app/options/command.ts';
import { nearestNames } from '../app/options/nearest.ts';
import { outputOptions } from '../app/outputs/output-options.ts';
import { type OutputWorld, writeResult } from '../app/outputs/write-result.ts';
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { plain } from '../bytes/bytes.ts';
import { joined } from '../bytes/joined.ts';
import { octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { Algorithm } from '../sigv4/algorithms/algorithm.ts';
import { ALL_ALGORITHMS } from '../sigv4/algorithms/table.ts';
import { S3_RULES, usualPayload } from '../sigv4/rules.ts';
import { USUAL_SIGNING } from '../sigv4/schemes/signing-input.ts';
import { traceSigning } from '../sigv4/sign.ts';
import { AUTHORIZATION } from '../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../sigv4/stages/string-to-sign.ts';
import { findValue } from '../trace/trace.ts';
import type { Results } from '../views/results.ts';

/** Those whose secret is a text, so that one example key signs with all of them. */
const COMPARABLE = ALL_ALGORITHMS.filter(({ key }) => key === 'hmac' || key === 'hkdf');
const IDS = COMPARABLE.map(({ id }) => id);

export const dialects = command({
  operands: [
    ['[one]', 'a dialect, such as oss4; without it, what differs between all of them', () => IDS],
    ['[other]', 'another one, to sign the same request with both; the default is sigv4', () => IDS],
  ],
  options: outputOptions('dialects'),
  examples: {
    'sigv4 dialects': 'what differs between Signature Version 4 and its siblings, row by row',
    'sigv4 dialects oss4': 'the same request for S3 and for OSS, with the bytes that differ',
    'sigv4 dialects goog4 tos4': 'the same request for Cloud Storage and for TOS',
  },
  run: async (world: OutputWorld, options, [one, other = IDS[0] ?? '']) => {
    const compared = one === undefined ? null : comparedWith(other, one);
    if (isProblem(compared)) return compared;
    const all = COMPARABLE.map(({ id, dialect }) => ({ id, dialect }));
    return writeResult(world, options, { kind: 'dialects', dialects: all, compared }, DONE);
  },
});

function comparedWith(first: string, second: string): NonNullable<Results['dialects']['compared']> | Problem {
  const algorithms = [first, second].map((id) => COMPARABLE.find((algorithm) => algorithm.id === id) ?? unknown(id));
  const [one, other] = algorithms;
  if (!one || isProblem(one)) return one ?? unknown(first);
  if (!other || isProblem(other)) return other ?? unknown(second);
  const texts = [textsOf(one), textsOf(other)] as const;
  return {
    names: [one.names.request.octets, other.names.request.octets],
    texts: TEXTS.map(({ id, name: says }, index) => ({
      id,
      says,
      pair: [texts[0][index] ?? '', texts[1][index] ?? ''] as const,
    })),
  };
}

const TEXTS = [CANONICAL_REQUEST, STRING_TO_SIGN, AUTHORIZATION] as const;

/** A request in which the dialects differ: a port, an escaped byte, a parameter without a value, and spaces in a header. */
const REQUEST = [
  'PUT /examplebucket/my%20photo.jpg?acl HTTP/1.1',
  'Host: storage.example.com:8080',
  'Content-Type: image/jpeg',
  'X-Note: one  two',
  '',
  '',
].join('\r\n');

const bytes = (text: string) => plain(octetsFromText(text));

/** Signs the request at the time of AWS's example, and returns the texts that are made on the way. */
function textsOf(algorithm: Algorithm): string[] {
  const { usual, rules } = algorithm.dialect;
  const base = rules ?? S3_RULES;
  const body = octetsFromText('');
  const trace = traceSigning({
    ...USUAL_SIGNING,
    algorithm,
    request: bytes(REQUEST),
    payload: { length: body.length, sha256: sha256Hex(body) },
    credentials: {
      accessKeyId: bytes(S3_EXAMPLE_KEY.accessKeyId),
      secretAccessKey: bytes(S3_EXAMPLE_KEY.secretAccessKey),
      sessionToken: null,
    },
    timestamp: bytes('20130524T000000Z'),
    region: bytes(usual.region),
    service: bytes(usual.service),
    rules: { ...base, payload: usualPayload(base, 'header') },
  });
  const texts = TEXTS.map(({ id }) => textFromOctets(findValue(trace, id)?.bytes.octets ?? octetsFromText('')) ?? '');
  // Each part of the header is a line, so that parts are compared with parts.
  return texts.with(-1, (texts.at(-1) ?? '').replace(/,? (?=[A-Z][A-Za-z]*=)/g, '\n'));
}

function unknown(id: string): Problem {
  const nearest = nearestNames(id, IDS);
  return problem(
    'id',
    `There is no dialect ${quotedOperand(id)}.`,
    nearest.length === 0 ? 'Run "sigv4 dialects" for the list.' : `Did you mean ${joined(nearest, 'or')}?`,
  );
}
