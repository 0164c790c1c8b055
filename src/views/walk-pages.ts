/** Creates the pages of a walk, one for each stage of its trace, and the verdict that is shown above them. */

import {
  CAUSES_STAGE,
  MISTAKE_STAGE,
  REPLAY_COMPARISON_STAGE,
  REPLAYED_SIGNATURE_STAGE,
} from '../diagnosis/traces/stages.ts';
import { algorithmNamed } from '../sigv4/algorithms/table.ts';
import { AUTHORIZATION_STAGE } from '../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST_STAGE } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { CHUNK_SIGNATURES_STAGE } from '../sigv4/stages/chunk-signatures.ts';
import { COMPARISON_STAGE } from '../sigv4/stages/comparison.ts';
import { CREDENTIAL_SCOPE_STAGE } from '../sigv4/stages/credential-scope.ts';
import { FORM_FIELDS_STAGE } from '../sigv4/stages/form-fields.ts';
import { PRESIGNED_URL_STAGE } from '../sigv4/stages/presigned-url.ts';
import { REQUEST_STAGE } from '../sigv4/stages/request.ts';
import { REQUEST_BYTES_STAGE, RESPONSE_BYTES_STAGE } from '../sigv4/stages/signed-request.ts';
import { SIGNING_KEY_STAGE } from '../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN_STAGE } from '../sigv4/stages/string-to-sign.ts';
import type { RedactedTrace } from '../trace/redact.ts';
import { findValue, type StageDescription } from '../trace/trace.ts';
import { causesPage, givenRequestPage, sidesPage } from './diagnosis/diagnosis-pages.ts';
import { diagnosisTitle } from './diagnosis/diagnosis-view.ts';
import {
  mistakePage,
  replayComparisonPage,
  replayedCanonicalRequestPage,
  replayedSignaturePage,
  replayRun,
} from './diagnosis/replay-pages.ts';
import type { WalkFacts } from './facts.ts';
import { type OriginTeller, originTeller } from './origins.ts';
import type { Block, Page, PageContent, Run } from './page.ts';
import { comparisonPage, receivedRequestPage } from './verification/verification-pages.ts';
import { verdictRun } from './verification/verification-view.ts';
import { authorizationPage, presignedUrlPage } from './walk/authorization-page.ts';
import { canonicalRequestPage } from './walk/canonical-request-page.ts';
import { chunkSignaturesPage } from './walk/chunk-signatures-page.ts';
import { credentialScopePage } from './walk/credential-scope-page.ts';
import { encodedPolicyPage, formFieldsPage, policyPage } from './walk/policy-pages.ts';
import { requestBytesPage } from './walk/request-bytes-page.ts';
import { requestPage } from './walk/request-page.ts';
import { responseBytesPage } from './walk/response-bytes-page.ts';
import { signedRun } from './walk/signed-verdict.ts';
import { keyPairPage, signingKeyPage } from './walk/signing-key-page.ts';
import { stringToSignPage } from './walk/string-to-sign-page.ts';

type PageMaker = (facts: WalkFacts) => PageContent;

/** The pages for signing a request, by stage ID. */
const PAGES: Readonly<Record<string, PageMaker>> = {
  [REQUEST_STAGE.id]: requestPage,
  [SIGNING_KEY_STAGE.id]: keyPage,
  [CREDENTIAL_SCOPE_STAGE.id]: credentialScopePage,
  [CANONICAL_REQUEST_STAGE.id]: canonicalRequestPage,
  [STRING_TO_SIGN_STAGE.id]: stringToSignPage,
  [AUTHORIZATION_STAGE.id]: authorizationPage,
  [PRESIGNED_URL_STAGE.id]: presignedUrlPage,
  [CHUNK_SIGNATURES_STAGE.id]: chunkSignaturesPage,
  [FORM_FIELDS_STAGE.id]: formFieldsPage,
  [REQUEST_BYTES_STAGE.id]: requestBytesPage,
  [RESPONSE_BYTES_STAGE.id]: responseBytesPage,
};

const POLICY_PAGES: Readonly<Record<string, PageMaker>> = {
  [REQUEST_STAGE.id]: policyPage,
  [STRING_TO_SIGN_STAGE.id]: encodedPolicyPage,
};

const VERIFYING_PAGES: Readonly<Record<string, PageMaker>> = {
  [REQUEST_STAGE.id]: receivedRequestPage,
  [COMPARISON_STAGE.id]: comparisonPage,
};

const DIAGNOSIS_PAGES: Readonly<Record<string, PageMaker>> = {
  [CAUSES_STAGE.id]: causesPage,
  [CANONICAL_REQUEST_STAGE.id]: sidesPage(CANONICAL_REQUEST_STAGE),
  [STRING_TO_SIGN_STAGE.id]: sidesPage(STRING_TO_SIGN_STAGE),
  [CHUNK_SIGNATURES_STAGE.id]: sidesPage(CHUNK_SIGNATURES_STAGE),
  [REQUEST_STAGE.id]: givenRequestPage,
};

const REPLAY_PAGES: Readonly<Record<string, PageMaker>> = {
  [MISTAKE_STAGE.id]: mistakePage,
  [CANONICAL_REQUEST_STAGE.id]: replayedCanonicalRequestPage,
  [REPLAYED_SIGNATURE_STAGE.id]: replayedSignaturePage,
  [REPLAY_COMPARISON_STAGE.id]: replayComparisonPage,
};

/** The pages that replace the signing pages, by the purpose of the trace. */
const PAGES_FOR: Readonly<Record<WalkFacts['trace']['purpose'], Readonly<Record<string, PageMaker>>>> = {
  sign: {},
  verify: VERIFYING_PAGES,
  diagnose: DIAGNOSIS_PAGES,
  replay: REPLAY_PAGES,
};

function keyPage(facts: WalkFacts): PageContent {
  const isPair = algorithmNamed(facts.trace.algorithm)?.isAsymmetric ?? false;
  return isPair ? keyPairPage(facts) : signingKeyPage(facts);
}

function pageOf(facts: WalkFacts, stage: StageDescription, tell: OriginTeller): Page {
  const { trace } = facts;
  const { id } = stage;
  const forPurpose = PAGES_FOR[trace.purpose][id];
  const forPolicy = trace.scheme === 'policy' ? POLICY_PAGES[id] : undefined;
  const contentOf = forPurpose ?? forPolicy ?? PAGES[id];
  if (!contentOf) throw new Error(`The stage "${id}" has no page.`);
  const { main, blocks, texts, ...content } = contentOf(facts);
  const told = <Shown extends Block>(block: Shown): Shown => withOrigin(block, trace, tell);
  return {
    ...stage,
    ...content,
    main: main.map(told),
    blocks: blocks.map(told),
    ...(texts && {
      texts: {
        ...texts,
        lines: texts.lines.map(({ server, client }) => ({ server: told(server), client: told(client) })),
      },
    }),
  };
}

/** Says where the bytes that a line shows come from, unless the line says something of its own. */
function withOrigin<Shown extends Block>(block: Shown, trace: RedactedTrace, tell: OriginTeller): Shown {
  if (block.kind !== 'line' || block.origin !== undefined) return block;
  const shown = block.runs.flatMap(({ shows }) => shows ?? []);
  const [first] = shown;
  const value = first && findValue(trace, first.value);
  return value ? { ...block, origin: tell(value, first.start, shown.at(-1)?.end) } : block;
}

export function walkPages(facts: WalkFacts): Page[] {
  const tell = originTeller(facts.trace);
  return facts.trace.stages.map((stage) => pageOf(facts, stage, tell));
}

/** Creates the page for one step. Steps are numbered from 0. */
export function walkPage(facts: WalkFacts, step: number): Page {
  const stage = facts.trace.stages[step];
  if (!stage) throw new Error(`A walk has no step ${step + 1}.`);
  return pageOf(facts, stage, originTeller(facts.trace));
}

/**
 * Returns the first line of the screen. The line states the result of the walk, or any disagreement with published
 * values.
 */
export function verdict(facts: WalkFacts): Run {
  const { verification, diagnosis, replay, breaks } = facts;
  if (breaks.length > 0) return signedRun(facts);
  if (diagnosis) return diagnosisTitle(diagnosis);
  if (replay) return replayRun(replay);
  return verification ? verdictRun(verification.verdict) : signedRun(facts);
}

/** Returns how many vectors this build passes, if that is all that is said of a signed request, and any were counted. */
export function countRun(facts: WalkFacts): Run | null {
  const result = verdict(facts);
  return facts.trace.purpose === 'sign' && result.meaning !== 'differs' && facts.vectors.total > 0 ? result : null;
}
