/** A presigned URL that was changed where it was copied, quoted or sent: by HTML, a shell, an address bar. */
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

/** Sorted as a server does; none where no parameter is rewritten. */
const rewritten =
  (rewrite: (pair: Octets) => string): Mutation['change'] =>
  (draft) => {
    const pairs = pairsOf(draft.canonicalQueryString);
    const isSame = pairs.every((pair) => rewrite(pair) === pair);
    return isSame ? [] : [ordered(withPairs(draft, pairs.map(rewrite)), inRightOrder)];
  };

/** &amp;versionId=1 is a parameter `amp;versionId`; were those of the signature called so, there would be none. */
const escapedForHtml = rewritten((pair) => (isOfSignature(pair) ? pair : `${AMP}${pair}`));
const unescaped = rewritten((pair) => (pair.startsWith(AMP) ? pair.slice(AMP.length) : pair));

/** AWS's sentence names all six. */
const PARAMETERS_MISSING = /requires the X-Amz-Algorithm, X-Amz-Credential/;

function suspicionOf({ answer, request }: Sides): Suspicion | null {
  if (!answer || !isRefusal(answer)) return null;
  return (request && suspicionOfTarget(request.head.target)) ?? suspicionOfMessage(answer);
}

/** What answers 404 has found a signature that is right. */
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
    says: 'The server misses parameters of the signature: the URL may have been cut at its first & by a shell, or have &amp; in the place of &.',
    fix: 'Put the URL into quotation marks in the shell, and copy it from plain text, not from HTML.',
  };
}

/** 64 lower-case hexadecimal digits; a SigV4A signature is longer. */
function suspicionOfSignature(signature: string): Suspicion | null {
  const [digits = ''] = /^[0-9a-f]*/.exec(signature) ?? [];
  if (digits.length === 64 && signature.length > 64) {
    return {
      standing: 'explains',
      variant: 'signature-with-more',
      says: `Something stands behind the 64 digits of X-Amz-Signature that does not belong to it: ${signature.length - 64} more characters.`,
      fix: 'Cut the URL behind the signature: what follows is mostly a quotation mark, a bracket, a full stop or a second "?".',
    };
  }
  if (digits.length >= 64 || digits !== signature) return null;
  return {
    standing: 'explains',
    variant: 'signature-cut',
    says: `X-Amz-Signature has ${signature.length} digits of 64: the URL was cut.`,
    fix: 'Copy the whole URL; where it is stored, give the field room for 2,000 characters and more.',
  };
}

export const presignedUrlMangled: Cause = {
  id: 'presigned-url-mangled',
  stage: 'transport',
  says: 'The presigned URL is not the one that was made: it was changed while it was copied or sent.',
  fix: 'Use the URL byte by byte as it was made: in quotation marks in a shell, unescaped from HTML or JSON, and not encoded again.',
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
      'The URL arrived with &amp; in the place of &: it was copied out of HTML or XML.',
      escapedForHtml,
    ),
    signing('html-escaped-sent', 'The URL was sent with &amp; in the place of &, and signed with &.', unescaped),
  ],
  suspects: suspicionOf,
  example: { kind: 'mutation', base: 'presigned', variant: 'html-escaped' },
};
