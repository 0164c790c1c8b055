/** One request verified, and what is said of it: as text, as JSON, or step by step. */
import { type Bytes, given, NOTHING } from '../bytes/bytes.ts';
import { octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { CanonicalPair } from '../intake/canonical-pair.ts';
import type { ClientRequest } from '../intake/client-request.ts';
import { type ReportedRequest, verificationReport } from '../pages/verification-report.ts';
import { visibleText } from '../pages/visible.ts';
import { walkPages } from '../pages/walk-pages.ts';
import { jsonText } from '../render/json-text.ts';
import { plainBlocks, plainPage } from '../render/plain.ts';
import { verificationJson } from '../render/verification-json.ts';
import { keysFrom } from '../verification/keys.ts';
import {
  isPublished,
  type KnownSecret,
  secretOfKey,
  secretSource,
  type VerifierSettings,
} from '../verification/known-secrets.ts';
import { traceVerification } from '../verification/trace-verification.ts';
import type { Verdict } from '../verification/verdict.ts';
import { verdictInWords } from '../verification/verdict-words.ts';
import { type Candidate, verifyCanonical } from '../verification/verify-canonical.ts';
import { type VerifiedRequest, type Verifier, verifyRequest } from '../verification/verify-request.ts';
import { ANSWER_IS_NO, DONE, INTERRUPTED, problemText, USAGE } from './command.ts';
import { reportedRequest, verificationFacts } from './verification-facts.ts';
import type { World } from './world.ts';

/** What is the same for every request of an input. */
export interface VerifySettings extends VerifierSettings {
  readonly output: 'text' | 'json' | 'walk';
  readonly showsSecrets: boolean;
}

/** Asks for the secret where nobody has said it and somebody can. */
export async function verifyOne(world: World, settings: VerifySettings, request: ClientRequest): Promise<number> {
  const asked = await withAskedSecret(world, settings, request);
  if (isProblem(asked)) {
    world.errors(problemText(asked));
    return INTERRUPTED;
  }
  const reported = report(asked, request);
  if (settings.output === 'walk') return showWalk(world, reported, request);
  return say(world, settings, reported);
}

/** Everything that is known of it. */
export function report(settings: VerifySettings, request: ClientRequest): ReportedRequest {
  const traced = traceVerification(request, verifierOf(settings));
  const keyId = traced.verified.claim?.accessKeyId.octets;
  const known = keyId === undefined ? null : secretOfKey(settings.secrets, keyId);
  return reportedRequest({
    sent: request,
    traced,
    remarks: request.remarks,
    secretSource: known?.source ?? null,
    showsSecrets: settings.showsSecrets,
  });
}

export function verifierOf({ secrets, now, rules }: VerifySettings): Verifier {
  return { keySource: keysFrom(secretSource(secrets)), now, rules };
}

/** The verdict alone, where the input is many requests. */
export function verified(settings: VerifySettings, request: ClientRequest): VerifiedRequest {
  return verifyRequest(request, verifierOf(settings));
}

/** An input that begins as a request and cannot be read as one. */
export function verifyBroken(world: World, settings: VerifySettings, found: Problem): number {
  return say(world, settings, withoutClaim({ kind: 'malformed', problem: found }, []));
}

/** A canonical request and its string to sign. */
export function verifyPair(world: World, settings: VerifySettings, pair: CanonicalPair): number {
  const candidates = settings.secrets.map((secret) => ({ secret, candidate: candidateOf(secret) }));
  const { verdict, comparisons } = verifyCanonical(pair, {
    own: candidates.filter(({ secret }) => !isPublished(secret)).map(({ candidate }) => candidate),
    published: candidates.filter(({ secret }) => isPublished(secret)).map(({ candidate }) => candidate),
  });
  return say(world, settings, { ...withoutClaim(verdict, pair.remarks), comparisons });
}

function candidateOf({ accessKeyId, secretAccessKey, source }: KnownSecret): Candidate {
  const from = (text: string): Bytes => given(octetsFromText(text), source);
  return { accessKeyId: accessKeyId === null ? NOTHING : from(accessKeyId), secretAccessKey: from(secretAccessKey) };
}

function withoutClaim(verdict: Verdict, remarks: readonly string[]): ReportedRequest {
  return {
    verdict,
    comparisons: [],
    notices: [],
    remarks,
    isBodyKnown: false,
    claim: null,
    trace: null,
    secretSource: null,
  };
}

async function withAskedSecret(
  world: World,
  settings: VerifySettings,
  request: ClientRequest,
): Promise<VerifySettings | Problem> {
  const { claim } = verified(settings, request);
  const keyId = claim?.accessKeyId.octets;
  if (keyId === undefined || !world.askSecret || secretOfKey(settings.secrets, keyId)) return settings;
  const text = textFromOctets(keyId) ?? keyId;
  const secretAccessKey = await world.askSecret(
    `Secret access key of ${visibleText(text)} (not shown; enter to go on without): `,
  );
  if (secretAccessKey === null) return settings;
  if (isProblem(secretAccessKey)) return secretAccessKey;
  return {
    ...settings,
    secrets: [{ accessKeyId: text, secretAccessKey, source: 'the terminal' }, ...settings.secrets],
  };
}

/** The first line is the verdict alone, for people and for programs that look at nothing else. */
export function say(world: World, { output }: Pick<VerifySettings, 'output'>, reported: ReportedRequest): number {
  if (output === 'json') world.output(jsonText(verificationJson(reported)));
  else {
    const blocks = plainBlocks(verificationReport(reported), world.outputWidth);
    world.output(`${visibleText(verdictInWords(reported.verdict))}\n${blocks}`);
  }
  return exitCodeOf(reported.verdict);
}

export const exitCodeOf = ({ kind }: Verdict): number => (kind === 'match' ? DONE : ANSWER_IS_NO);

async function showWalk(world: World, reported: ReportedRequest, request: ClientRequest): Promise<number> {
  const facts = verificationFacts(reported, request);
  if (facts === null) return say(world, { output: 'text' }, reported);
  if (world.showWalk)
    return (await world.showWalk({ facts, send: null, editor: null })) || exitCodeOf(reported.verdict);
  const pages = walkPages(facts);
  world.output(pages.map((page, index) => plainPage(page, index + 1, pages.length)).join('\n'));
  return exitCodeOf(reported.verdict);
}

/** What cannot be verified as it was asked. */
export function refuse(world: World, found: Problem): number {
  world.errors(problemText(found));
  return USAGE;
}
