/**
 * Lists questions about experiments that the user has tried. The results of experiments outrank inferences from the
 * request.
 */
import type { CauseStage } from './stages.ts';

export interface Question {
  readonly asks: string;
  /** What a person who gives this answer says, as it is written after "you said". */
  readonly said: Readonly<Record<'yes' | 'no', string>>;
  /**
   * The probability that the user knows the answer. Users know how they use a URL, but often have not run an experiment
   * yet.
   */
  readonly known: number;
  /** The probability of a yes answer for causes of these stages, unless the entry of a cause has its own. */
  readonly yes: Readonly<Partial<Record<CauseStage, number>>>;
  /** The probability of a yes answer for all other causes. */
  readonly otherwise: number;
}

const FACT = 0.9;
const EXPERIMENT = 0.5;
const LIKELY = 0.9;

const ENCODINGS = { 'canonical-uri': 0.9, 'canonical-query-string': 0.85 };
const SECRETS = { credentials: 0.04, 'signing-key': 0.04 };

/** Creates a question; `said` has what each answer says, and `yes` has the probabilities by stage. */
const asked = (
  said: readonly [yes: string, no: string],
  asks: string,
  known: number,
  otherwise: number,
  yes: Question['yes'] = {},
): Question => ({
  asks,
  said: { yes: said[0], no: said[1] },
  known,
  otherwise,
  yes,
});

const TABLE = {
  'plain-name': asked(
    ['it works with only letters and digits', 'it fails with only letters and digits too'],
    'Does the same request work if all names and values in the path, the query, and the headers contain only letters and digits?',
    FACT,
    0.06,
    { ...ENCODINGS, ...SECRETS },
  ),
  'other-requests': asked(
    [
      'other requests work with the same credentials and endpoint',
      'other requests fail with the same credentials and endpoint too',
    ],
    'Do other requests work with the same credentials and the same endpoint?',
    EXPERIMENT,
    0.5,
    {
      ...SECRETS,
      ...ENCODINGS,
      'hashed-payload': LIKELY,
      'signed-headers': 0.7,
      'http-method': LIKELY,
      'credential-scope': 0.1,
      authorization: 0.2,
    },
  ),
  'space-or-plus': asked(
    ['it fails only with a space or a plus sign', 'it fails without a space or a plus sign too'],
    'Does it fail only if there is a space or a plus sign in a name or a value?',
    FACT,
    0.03,
  ),
  slashes: asked(
    ['it fails only with unusual slashes or dots', 'it fails without unusual slashes or dots too'],
    'Does it fail only if a name begins with a slash, or has a slash or dots in an unusual place?',
    FACT,
    0.03,
  ),
  'without-query': asked(
    ['it works without its query', 'it fails without its query too'],
    'Does the same request work without its query?',
    EXPERIMENT,
    0.08,
    {
      'canonical-query-string': LIKELY,
      ...SECRETS,
    },
  ),
  'without-body': asked(
    ['requests without a body work', 'requests without a body fail too'],
    'Do requests without a body work, such as downloads?',
    EXPERIMENT,
    0.12,
    {
      'hashed-payload': LIKELY,
      ...SECRETS,
    },
  ),
  'used-elsewhere': asked(
    ['something else uses what was signed', 'nothing else uses what was signed'],
    'Does something else use what was signed, such as a browser that opens the URL, a form, or another HTTP library?',
    FACT,
    0.03,
    { 'http-method': 0.85 },
  ),
  'url-changed': asked(
    ['something changes the URL before it is sent', 'nothing changes the URL before it is sent'],
    'Does something change the URL before it is sent, such as a library that decodes %3B to ;?',
    FACT,
    0.04,
  ),
  'plain-header': asked(
    ['it works without a header, or with a plain value in it', 'it fails with plain headers too'],
    'Does it work without one of the headers, or with a plain value in it?',
    FACT,
    0.05,
    SECRETS,
  ),
  'other-client': asked(
    ['another client works', 'another client fails too'],
    'Does another client work with the same credentials and endpoint, such as the AWS CLI?',
    EXPERIMENT,
    0.5,
    {
      ...SECRETS,
      'signing-key': LIKELY,
      'string-to-sign': LIKELY,
      'canonical-request': LIKELY,
      'canonical-uri': 0.8,
      'canonical-query-string': 0.8,
      'hashed-payload': 0.8,
      'signed-headers': 0.8,
    },
  ),
  'sent-directly': asked(
    ['it works if it is sent directly to the server', 'it fails if it is sent directly to the server too'],
    'Does it work if it is sent directly to the server, bypassing all proxies and CDNs?',
    EXPERIMENT,
    0.05,
    SECRETS,
  ),
  'now-and-then': asked(
    ['it fails only occasionally', 'it always fails'],
    'Does it fail only occasionally?',
    FACT,
    0.04,
  ),
  'form-upload': asked(
    ['it is a form upload', 'it is no form upload'],
    'Is it a form upload, with the signature in form fields?',
    FACT,
    0.02,
  ),
  'ran-for-long': asked(
    ['it worked until the program had run for a long time', 'it fails from the start'],
    'Did it work at first, and then fail after the program had run for a long time?',
    FACT,
    0.04,
  ),
  'new-version': asked(
    ['it began with a new version', 'it did not begin with a new version'],
    'Did it begin with a new version of an SDK or of the client?',
    FACT,
    0.08,
  ),
};

export type QuestionId = keyof typeof TABLE;

/** The questions. In a tie, the first question is asked, so the questions that are easiest to answer come first. */
export const QUESTIONS: Readonly<Record<QuestionId, Question>> = TABLE;

export const QUESTION_IDS = Object.keys(QUESTIONS) as readonly QuestionId[];
