/**
 * Describes a presigned URL that was damaged by HTML, a shell, or an address bar when it was copied, quoted, or sent.
 */
import { type Bytes, join, plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { damageOf } from '../../intake/pasted/mangled-url.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { inRightOrder, isOfSignature, ordered, pairsOf, withPairs } from '../spellings/query-pairs.ts';

const AMP = 'amp%3B';

/** Rewrites parameters and sorts them as a server does. Returns no draft if no parameter changes. */
const rewriteParameters =
  (rewrite: (pair: Octets) => string): Mutation['change'] =>
  (draft) => {
    const pairs = pairsOf(draft.canonicalQueryString);
    const isSame = pairs.every((pair) => rewrite(pair) === pair);
    return isSame ? [] : [ordered(withPairs(draft, pairs.map(rewrite)), inRightOrder)];
  };

/**
 * Escapes all parameters except those of the signature. With &amp;versionId=1, the name becomes `amp;versionId`, and a
 * server would not find a renamed signature.
 */
const escapedForHtml = rewriteParameters((pair) => (isOfSignature(pair) ? pair : `${AMP}${pair}`));
const unescaped = rewriteParameters((pair) => (pair.startsWith(AMP) ? pair.slice(AMP.length) : pair));

/** Matches the AWS message, which names all six parameters. */
const PARAMETERS_MISSING = /requires the X-Amz-Algorithm, X-Amz-Credential/;

function suspicionOf({ answer, request }: Sides): Suspicion | null {
  if (!answer || !isRefusal(answer)) return null;
  return (request && suspicionOfTarget(request.head.target)) ?? suspicionOfMessage(answer);
}

/** Returns whether the server refused the signature. A server that responds with 404 has accepted it. */
const isRefusal = ({ status }: ServerAnswer): boolean => status === null || status === 400 || status === 403;

function suspicionOfTarget(target: Bytes): Suspicion | null {
  const damage = damageOf(join([plain('https://host' as Octets), target]));
  if (damage) return { standing: 'explains', says: damage.says, fix: damage.fix };
  const signature = /[?&]X-Amz-Signature=([^&]*)/.exec(target.octets)?.[1];
  return signature === undefined ? null : suspicionOfSignature(signature);
}

function suspicionOfMessage({ message }: ServerAnswer): Suspicion | null {
  if (message === null || !PARAMETERS_MISSING.test(message)) return null;
  return {
    standing: 'possible',
    variant: 'cut',
    says: 'The server did not find all parameters of the signature: a shell may have cut the URL at its first &, or it has &amp; instead of &.',
    fix: 'Put the URL in quotation marks in the shell, and copy it from plain text, not from HTML.',
  };
}

/** Suspects a signature that is not 64 lowercase hexadecimal digits. A SigV4A signature is longer. */
function suspicionOfSignature(signature: string): Suspicion | null {
  const [digits = ''] = /^[0-9a-f]*/.exec(signature) ?? [];
  if (digits.length === 64 && signature.length > 64) {
    return {
      standing: 'explains',
      variant: 'signature-with-more',
      says: `X-Amz-Signature has ${signature.length - 64} extra characters after its 64 digits.`,
      fix: 'Remove what follows the signature in the URL. It is usually a quotation mark, a bracket, a period, or a second "?".',
    };
  }
  if (digits.length >= 64 || digits !== signature) return null;
  return {
    standing: 'explains',
    variant: 'signature-cut',
    says: `X-Amz-Signature has only ${signature.length} of its 64 digits: the URL was cut off.`,
    fix: 'Copy the whole URL. If you store it, use a field with room for at least 2,000 characters.',
  };
}

export const presignedUrlMangled: Cause = {
  id: 'presigned-url-mangled',
  stage: 'transport',
  says: 'The presigned URL was changed when it was copied or sent.',
  fix: 'Use the URL exactly as it was created: in quotation marks in a shell, unescaped from HTML or JSON, and not encoded again.',
  see: QUERY_STRING,
  threads: [
    'https://github.com/localstack/localstack/issues/10844',
    'https://github.com/s3tools/s3cmd/issues/983',
    'https://github.com/minio/minio-dotnet/pull/221',
    'https://github.com/fog/fog-aws/pull/463',
    'https://github.com/Automattic/knox/pull/29',
  ],
  mutations: [
    travelling(
      'html-escaped',
      'The URL arrived with &amp; instead of &: it was copied from HTML or XML.',
      escapedForHtml,
    ),
    signing('html-escaped-sent', 'The URL was sent with &amp; instead of & but signed with &.', unescaped),
  ],
  suspects: suspicionOf,
  example: { kind: 'mutation', base: 'presigned', variant: 'html-escaped' },
};
