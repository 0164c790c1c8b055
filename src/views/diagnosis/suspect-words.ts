/** Writes sentences about suspects: the reasons that a cause is ruled out, its test, and the questions to the user. */
import type { Cause, CauseStage } from '../../causes/cause.ts';
import type { ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { Sign } from '../../search/finding.ts';
import type { QuestionId } from '../../suspects/question-table.ts';
import type { RuledOutBy } from '../../suspects/requirements.ts';
import { printable } from '../characters/visible.ts';

export const RULED_OUT_WORDS: Readonly<Record<RuledOutBy, string>> = {
  'other-form': 'This form of request cannot fail like this.',
  'other-service': 'Requests to this service are not signed in this way.',
  'server-says-so': 'This server reports that cause by name, but it reported something else.',
  'changes-nothing': 'This mistake would change nothing in this request.',
  'not-signed': 'The header is not in SignedHeaders, so it was not signed.',
  'signature-right': 'The signature is right, so the signer made no mistake.',
  'made-and-compared': 'Each known form of this mistake was reproduced, but none produces what was signed.',
  'version-2': 'Signature Version 2 has no such part.',
  'no-token': 'The request has no session token.',
};

export const QUESTION_WORDS: Readonly<Record<QuestionId, string>> = {
  'plain-name':
    'Does the same request work if all names and values in the path, the query, and the headers contain only letters and digits?',
  'other-requests': 'Do other requests work with the same credentials and the same endpoint?',
  'without-query': 'Does the same request work without its query?',
  'without-body': 'Do requests without a body work, such as downloads?',
  'space-or-plus': 'Does it fail only if there is a space or a plus sign in a name or a value?',
  slashes: 'Does it fail only if a name begins with a slash, or has a slash or dots in an unusual place?',
  'used-elsewhere':
    'Does something else use what was signed, such as a browser that opens the URL, a form, or another HTTP library?',
  'url-changed': 'Does something change the URL before it is sent, such as a library that decodes %3B to ;?',
  'plain-header': 'Does it work without one of the headers, or with a plain value in it?',
  'other-client': 'Does another client work with the same credentials and endpoint, such as the AWS CLI?',
  'sent-directly': 'Does it work if it is sent directly to the server, bypassing all proxies and CDNs?',
  'now-and-then': 'Does it fail only occasionally?',
  'form-upload': 'Is it a form upload, with the signature in form fields?',
  'ran-for-long': 'Did it work at first, and then fail after the program had run for a long time?',
  'new-version': 'Did it begin with a new version of an SDK or of the client?',
};

const TESTS_OF_STAGES: Readonly<Record<CauseStage, string>> = {
  credentials:
    'Run "aws sts get-caller-identity", or list a bucket, with the same key: if that fails too, it is the secret.',
  'credential-scope': "Sign with the Region and the service of the endpoint, as the server's documentation names them.",
  'signing-key': 'Sign the same request with the AWS CLI or an SDK: if that works, it is the signer.',
  'http-method': 'Send the request with exactly the method that it was signed for.',
  'canonical-uri': 'Send the same request for a name that has only letters and digits.',
  'canonical-query-string': 'Send the same request without its query, or with values of letters and digits.',
  'canonical-headers': 'Sign the request again without this header.',
  'signed-headers': 'Compare the headers that are sent with the list of signed headers, name by name.',
  'hashed-payload': 'Send the same request with an empty body, or with a fixed short text.',
  'canonical-request': "Compare the canonical request with that of an SDK's debug log, line by line.",
  'string-to-sign': "Compare the string to sign with that of an SDK's debug log, line by line.",
  authorization: 'Send the Authorization header of an SDK instead.',
  transport: 'Send the same request directly to the server, bypassing all proxies.',
};

/** Tests that are more specific than the stage's test, keyed by cause ID. */
const TESTS: Readonly<Record<string, string>> = {
  'space-plus-vs-percent20': 'Send the same request with no space and no plus sign in names and values.',
  'literal-plus-read-as-space': 'Send the same request for a name without a plus sign.',
  'url-path-changed': 'Use the URL exactly as it was created.',
  'path-normalised': 'Send the same request for a name without a slash at its beginning, double slashes, or dots.',
  'trailing-slash': 'Send the same request without the slash at the end of the path.',
  'query-not-sorted': 'Send the request with a single parameter: its order cannot be wrong.',
  'presigned-extra-parameter': 'Send the URL exactly as it was created, without the parameter.',
  'host-default-port-signed': 'Leave the port out of the endpoint.',
  'host-nondefault-port-not-signed': 'Send the request to the port of the server itself, bypassing the proxy.',
  'host-rewritten-by-proxy': 'Send the request to the server directly, or let the proxy pass on the Host header.',
  'presigned-internal-host': 'Presign with the public name of the server as the endpoint.',
  'accept-encoding-rewritten': 'Send "Accept-Encoding: gzip", or sign without this header.',
  'content-type-added-or-changed': 'Send exactly the Content-Type that was signed, or sign without one and send none.',
  'presigned-signed-header-not-sent': 'Send every header in X-Amz-SignedHeaders with the value that was signed.',
  'non-ascii-header-value': 'Send the same request with ASCII letters in place of the value.',
  'header-value-whitespace': 'Send the same request with a value of one word.',
  'odd-header-name-dropped': 'Send the same request with a hyphen in the header name.',
  'content-length-signed': 'Sign without Content-Length.',
  'headers-not-sorted': 'Print the signed headers: each name must come after the one before it.',
  'unsigned-trailer-unsupported': 'Set AWS_REQUEST_CHECKSUM_CALCULATION=when_required and try again.',
  'presigned-checksum-of-empty-body': 'Set requestChecksumCalculation to WHEN_REQUIRED and presign again.',
  'method-mismatch': 'Send the URL with curl -X and the method that it was signed for.',
  'clock-skew': 'Compare "date -u" with the Date header of the response.',
  'stale-date-reused': 'Restart the program: if it works again, the time is computed only once.',
  'secret-whitespace-newline': 'Print the length of the secret: AWS secrets have 40 characters.',
  'secret-special-chars-mangled': 'Create keys until the secret has no / and no +, and try with those.',
  'payload-changed-after-signing': 'Send a fixed short text as the body, as bytes.',
  'response-headers-replayed-in-request': 'Copy the object with an explicit list of metadata.',
};

/** The tests and the reasons of variants that are more specific than those of their causes. */
const OF_VARIANTS: Readonly<Record<string, { readonly test: string; readonly why: string }>> = {
  'only-the-key-is-unknown': {
    test: 'Give the secret that the client uses, with --secret-from or by pasting it (p): if the signature is right for it, only the secrets differ.',
    why: "The request, the text that the server signed, and the server's secret are known; the client's secret is not.",
  },
};

/** Returns the test that shows whether this is the cause. */
export const testInWords = ({ cause, variant }: Pick<ShownFinding, 'cause' | 'variant'>): string =>
  OF_VARIANTS[variant ?? '']?.test ?? TESTS[cause.id] ?? TESTS_OF_STAGES[cause.stage];

const NOTHING_UNUSUAL =
  'Nothing in the request is unusual, and a wrong secret would leave no trace in it, so the secret is the first suspect.';
const NOTHING_SEEN = 'Nothing of the request is known, and a wrong secret is a common cause.';
const USUAL = 'It is a common cause when nothing more specific is known.';

const EDITED = 'Any part of a URL may have been edited after signing: a change leaves no trace in it.';

/** Explains why a cause is a suspect, with quotations from the request. */
export function reasonsInWords({
  cause,
  variant,
  suspected,
}: Pick<ShownFinding, 'cause' | 'variant' | 'suspected'>): readonly string[] {
  const ofVariant = OF_VARIANTS[variant ?? ''];
  if (ofVariant) return [ofVariant.why];
  const signs = (suspected?.signs ?? []).flatMap((sign) => signInWords(cause, sign));
  if (signs.length > 0) return signs;
  if (cause.id === 'url-path-changed') return [EDITED];
  if (cause.stage !== 'credentials') return [USUAL];
  return [suspected?.looksAt === 'nothing' ? NOTHING_SEEN : NOTHING_UNUSUAL];
}

/** Returns the sentence about a feature of the request that points to a cause. */
const signInWords = ({ features }: Pick<Cause, 'features'>, { id, quote }: Sign): readonly string[] =>
  features
    .filter((feature) => feature.id === id)
    .map(({ says }) => (typeof says === 'string' ? says : says(printable(quote))));

/** The likelihood above which a suspect is more likely than all other suspects together. */
const LIKELY = 0.5;

/** Returns whether a suspect is more likely than all other suspects together. */
export const isLikely = ({ suspected }: Pick<ShownFinding, 'suspected'>): boolean =>
  suspected !== null && suspected.likelihood >= LIKELY;

/** Returns a likelihood as a percentage, such as "about 40%". */
export const likelihoodInWords = (likelihood: number): string =>
  likelihood < 0.01 ? 'less than 1%' : `about ${Math.round(likelihood * 100)}%`;
