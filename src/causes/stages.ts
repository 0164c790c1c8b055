/** Lists the stages at which causes occur, with what holds for their causes unless a cause says something else. */
import {
  AUTHENTICATING_REQUESTS,
  CREATING_SIGNED_REQUESTS,
  HEADER_CALCULATION,
  SIGNATURE_ELEMENTS,
} from '../sigv4/documentation.ts';
import { AUTHORIZATION_STAGE } from '../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST_STAGE } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { CREDENTIAL_SCOPE_STAGE } from '../sigv4/stages/credential-scope.ts';
import { REQUEST_STAGE } from '../sigv4/stages/request.ts';
import { REQUEST_BYTES_STAGE } from '../sigv4/stages/signed-request.ts';
import { SIGNING_KEY_STAGE } from '../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN_STAGE } from '../sigv4/stages/string-to-sign.ts';
import type { LessonName } from '../trace/lesson-names.ts';

export interface StageOfCauses {
  readonly title: string;
  /** The ID of the step of a walk at which the causes occur. */
  readonly step: string;
  /** The URL of the page that specifies the right behavior. */
  readonly see: string;
  readonly lesson: LessonName;
  /** A sentence about what to try, to find out whether it is a cause of this stage. */
  readonly test: string;
  /** The places of a draft in which the causes of this stage are that state no others, such as `canonicalUri`. */
  readonly places?: readonly string[];
}

/** The stages in the order in which a request is signed and sent. */
export const CAUSE_STAGES = {
  credentials: {
    title: 'Credentials',
    step: REQUEST_STAGE.id,
    see: SIGNATURE_ELEMENTS,
    lesson: 'derive-the-key',
    test: 'Run "aws sts get-caller-identity", or list a bucket, with the same key: if that fails too, it is the secret.',
  },
  'credential-scope': {
    title: 'Credential scope and time',
    step: CREDENTIAL_SCOPE_STAGE.id,
    see: SIGNATURE_ELEMENTS,
    lesson: 'four-lines',
    test: "Sign with the Region and the service of the endpoint, as the server's documentation names them.",
  },
  'signing-key': {
    title: 'Signing key',
    step: SIGNING_KEY_STAGE.id,
    see: SIGNATURE_ELEMENTS,
    lesson: 'derive-the-key',
    test: 'Sign the same request with the AWS CLI or an SDK: if that works, it is the signer.',
  },
  'http-method': {
    title: 'HTTP method',
    step: CANONICAL_REQUEST_STAGE.id,
    see: HEADER_CALCULATION,
    lesson: 'ten-lines',
    test: 'Send the request with exactly the method that it was signed for.',
    places: ['method'],
  },
  'canonical-uri': {
    title: 'Canonical URI',
    step: CANONICAL_REQUEST_STAGE.id,
    see: HEADER_CALCULATION,
    lesson: 'encode-once',
    test: 'Send the same request for a name that has only letters and digits.',
    places: ['canonicalUri'],
  },
  'canonical-query-string': {
    title: 'Canonical query string',
    step: CANONICAL_REQUEST_STAGE.id,
    see: HEADER_CALCULATION,
    lesson: 'encode-once',
    test: 'Send the same request without its query, or with values of letters and digits.',
    places: ['canonicalQueryString'],
  },
  'canonical-headers': {
    title: 'Canonical headers',
    step: CANONICAL_REQUEST_STAGE.id,
    see: HEADER_CALCULATION,
    lesson: 'ten-lines',
    test: 'Sign the request again without this header.',
  },
  'signed-headers': {
    title: 'Signed headers',
    step: CANONICAL_REQUEST_STAGE.id,
    see: HEADER_CALCULATION,
    lesson: 'forge-a-range',
    test: 'Compare the headers that are sent with the list of signed headers, name by name.',
  },
  'hashed-payload': {
    title: 'Hashed payload',
    step: CANONICAL_REQUEST_STAGE.id,
    see: HEADER_CALCULATION,
    lesson: 'body',
    test: 'Send the same request with an empty body, or with a fixed short text.',
    places: ['hashedPayload'],
  },
  'canonical-request': {
    title: 'Canonical request',
    step: CANONICAL_REQUEST_STAGE.id,
    see: HEADER_CALCULATION,
    lesson: 'ten-lines',
    test: "Compare the canonical request with that of an SDK's debug log, line by line.",
  },
  'string-to-sign': {
    title: 'String to sign',
    step: STRING_TO_SIGN_STAGE.id,
    see: CREATING_SIGNED_REQUESTS,
    lesson: 'four-lines',
    test: "Compare the string to sign with that of an SDK's debug log, line by line.",
  },
  authorization: {
    title: 'Authorization',
    step: AUTHORIZATION_STAGE.id,
    see: AUTHENTICATING_REQUESTS,
    lesson: 'authorization-header',
    test: 'Send the Authorization header of an SDK instead.',
  },
  transport: {
    title: 'On the way to the server',
    step: REQUEST_BYTES_STAGE.id,
    see: HEADER_CALCULATION,
    lesson: 'in-the-middle',
    test: 'Send the same request directly to the server, bypassing all proxies.',
  },
} as const satisfies Readonly<Record<string, StageOfCauses>>;

/** The stage at which a cause occurs, from the inputs to the response. */
export type CauseStage = keyof typeof CAUSE_STAGES;

export const CAUSE_STAGE_IDS = Object.keys(CAUSE_STAGES) as readonly CauseStage[];

const OF_KEY: ReadonlySet<CauseStage> = new Set(['credentials', 'credential-scope', 'signing-key', 'authorization']);

/** Returns whether a mistake in a stage can change the key or the signature, and not only the text that is signed. */
export const isOfKey = (stage: CauseStage): boolean => OF_KEY.has(stage);
