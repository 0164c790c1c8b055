/**
 * Lists questions about experiments that the user has tried. The results of experiments outrank inferences from the
 * request.
 */
import type { Cause, CauseStage } from '../causes/cause.ts';
import { theseCauses } from './these-causes.ts';

export type QuestionId =
  | 'plain-name'
  | 'other-requests'
  | 'without-query'
  | 'without-body'
  | 'space-or-plus'
  | 'slashes'
  | 'used-elsewhere'
  | 'url-changed'
  | 'plain-header'
  | 'now-and-then'
  | 'sent-directly'
  | 'other-client'
  | 'form-upload'
  | 'ran-for-long'
  | 'new-version';

/** The causes to which a row applies: all causes in a stage, or the cause with this ID. */
type Of = CauseStage | string;

export interface Question {
  readonly id: QuestionId;
  /** The probability of a yes answer, by stage or by cause. An entry for a cause overrides the entry for its stage. */
  readonly yes: Readonly<Record<Of, number>>;
  /** The probability of a yes answer for all other causes. */
  readonly otherwise: number;
  /**
   * The probability that the user knows the answer. Users know how they use a URL, but often have not run an experiment
   * yet.
   */
  readonly known: number;
}

const FACT = 0.9;
const EXPERIMENT = 0.5;

const ENCODINGS = { 'canonical-uri': 0.9, 'canonical-query-string': 0.85 };
const SECRETS = { credentials: 0.04, 'signing-key': 0.04 };
const LIKELY = 0.9;

const asked = (id: QuestionId, known: number, otherwise: number, yes: Question['yes']): Question => ({
  id,
  yes,
  otherwise,
  known,
});

/** Returns this probability for each of these causes. */
const those = (probability: number, ids: string): Record<string, number> =>
  Object.fromEntries([...theseCauses(ids)].map((id) => [id, probability]));

/** The questions. In a tie, the first question is asked, so the questions that are easiest to answer come first. */
export const QUESTIONS: readonly Question[] = [
  asked('plain-name', FACT, 0.06, {
    ...ENCODINGS,
    ...SECRETS,
    ...those(0.75, 'url-reencoded-by-http-client presigned-url-mangled query-inside-path'),
    ...those(
      0.2,
      `trailing-slash bucket-twice bucket-missing-from-canonical-uri slash-in-bucket-name
        virtual-host-vs-path-style query-signed-but-not-sent presigned-extra-parameter path-prefix-stripped-by-proxy`,
    ),
    ...those(0.85, 'non-ascii-header-value header-value-whitespace odd-header-name-dropped'),
  }),
  asked('other-requests', EXPERIMENT, 0.5, {
    ...SECRETS,
    ...ENCODINGS,
    'hashed-payload': LIKELY,
    'signed-headers': 0.7,
    'http-method': LIKELY,
    'credential-scope': 0.1,
    authorization: 0.2,
    ...those(
      0.15,
      `host-rewritten-by-proxy host-default-port-signed host-nondefault-port-not-signed clock-skew
        virtual-host-vs-path-style bucket-twice slash-in-bucket-name`,
    ),
    ...those(
      0.85,
      `header-value-whitespace non-ascii-header-value content-length-signed content-type-added-or-changed`,
    ),
  }),
  asked('space-or-plus', FACT, 0.03, {
    ...those(LIKELY, 'space-plus-vs-percent20 literal-plus-read-as-space'),
    ...those(0.4, 'path-not-encoded path-single-encoded-non-s3 header-value-whitespace'),
  }),
  asked('slashes', FACT, 0.03, {
    ...those(LIKELY, 'path-normalised'),
    ...those(0.5, 'query-reserved-not-encoded slash-in-bucket-name trailing-slash path-prefix-stripped-by-proxy'),
    ...those(0.3, 'url-reencoded-by-http-client bucket-twice'),
  }),
  asked('without-query', EXPERIMENT, 0.08, {
    'canonical-query-string': LIKELY,
    ...SECRETS,
    ...those(0.6, 'url-reencoded-by-http-client'),
  }),
  asked('without-body', EXPERIMENT, 0.12, {
    'hashed-payload': LIKELY,
    ...SECRETS,
    ...those(0.7, 'content-type-added-or-changed content-length-signed expect-signed'),
  }),
  asked('used-elsewhere', FACT, 0.03, {
    'http-method': 0.85,
    ...those(LIKELY, 'post-form-v2-fields-v4-signature post-policy-encoding'),
    ...those(0.8, 'url-reencoded-by-http-client presigned-url-mangled'),
    ...those(
      0.6,
      `presigned-signed-header-not-sent content-type-added-or-changed presigned-internal-host
        presigned-extra-parameter`,
    ),
  }),
  asked('url-changed', FACT, 0.04, {
    ...those(LIKELY, 'url-reencoded-by-http-client presigned-url-mangled'),
    ...those(0.6, 'presigned-extra-parameter query-signed-but-not-sent presigned-internal-host'),
  }),
  asked('plain-header', FACT, 0.05, {
    ...those(LIKELY, 'header-value-whitespace non-ascii-header-value odd-header-name-dropped'),
    ...those(0.5, 'xamz-header-not-signed content-type-added-or-changed duplicate-header'),
    ...SECRETS,
  }),
  asked('other-client', EXPERIMENT, 0.5, {
    ...SECRETS,
    'signing-key': LIKELY,
    'string-to-sign': LIKELY,
    'canonical-request': LIKELY,
    'canonical-uri': 0.8,
    'canonical-query-string': 0.8,
    'hashed-payload': 0.8,
    'signed-headers': 0.8,
  }),
  asked('sent-directly', EXPERIMENT, 0.05, {
    ...SECRETS,
    ...those(
      LIKELY,
      `host-rewritten-by-proxy accept-encoding-rewritten signed-header-dropped-in-transit
        path-prefix-stripped-by-proxy odd-header-name-dropped forwarding-headers-signed
        hop-by-hop-or-trace-header-signed`,
    ),
    ...those(0.5, 'host-nondefault-port-not-signed path-normalised content-length-signed method-mismatch'),
  }),
  asked('now-and-then', FACT, 0.04, {
    ...those(0.7, 'headers-not-sorted chunk-data-changed token-expires-before-url'),
    ...those(0.35, 'signed-header-dropped-in-transit stale-date-reused query-not-sorted clock-skew'),
  }),
  asked('form-upload', FACT, 0.02, those(0.95, 'post-policy-encoding post-form-v2-fields-v4-signature')),
  asked('ran-for-long', FACT, 0.04, those(0.85, 'stale-date-reused token-expires-before-url')),
  asked(
    'new-version',
    FACT,
    0.08,
    those(LIKELY, 'unsigned-trailer-unsupported presigned-checksum-of-empty-body aws-chunked-framing'),
  ),
];

export type AskedCause = Pick<Cause, 'id' | 'stage'>;

/** Returns the probability that the answer is yes if this is the cause. */
export const probabilityOfYes = ({ yes, otherwise }: Question, { id, stage }: AskedCause): number =>
  yes[id] ?? yes[stage] ?? otherwise;
