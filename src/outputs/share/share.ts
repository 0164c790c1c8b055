/** Collects what a verification or a diagnosis shares. */
import { octetsFromText } from '../../bytes/octets.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { headerValue, writeRequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { causeRun, diagnosisReport } from '../../pages/diagnosis/diagnosis-report.ts';
import { type ReportedRequest, verificationReport } from '../../pages/verification/verification-report.ts';
import { secretsOfSides } from '../../sides/mask-sides.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { findValue } from '../../trace/trace.ts';
import { verdictInWords } from '../../verification/verdict.ts';

import type { OutputWriter } from '../form.ts';
import type { VerifiedRequest } from '../result.ts';
import { type Shared, sharedReport } from './shared-report.ts';

export const shareVerification: OutputWriter<'verification'> = ({ reported, verified }, manner) =>
  verified && sharedReport(sharedVerification(reported, verified), manner);

export const shareDiagnosis: OutputWriter<'diagnosis'> = ({ diagnosis }, manner) =>
  sharedReport(sharedDiagnosis(diagnosis), manner);

function sharedDiagnosis(diagnosis: Diagnosis): Shared {
  const shown = shownDiagnosis(diagnosis);
  const { host, path } = shown.read.parts;
  const { answer, server, client, request, secretAccessKey, evidence } = diagnosis.sides;
  const quoted = [server.canonicalRequest, client.canonicalRequest, answer?.canonicalRequest?.octets];
  const payload = request && headerValue(request.head.headers, 'x-amz-content-sha256');
  return {
    verdict: causeRun(shown),
    blocks: diagnosisReport(shown),
    pieces: [shown.read.answer, shown.read.client].flatMap((strings) =>
      [strings?.canonicalRequest, strings?.stringToSign].flatMap((text) => (text ? [text.octets] : [])),
    ),
    given: evidence.pieces.map(({ octets }) => octets),
    command: { name: 'diagnose', inputs: evidence.pieces.length },
    secretAccessKey,
    secrets: secretsOfSides(diagnosis.sides),
    host,
    path,
    canonicalRequests: [...new Set(quoted.filter((text) => text !== null && text !== undefined))],
    hashes: payload ? [payload.octets] : [],
  };
}

function sharedVerification(reported: ReportedRequest, { request: { head }, secrets }: VerifiedRequest): Shared {
  const received = reported.trace && findValue(reported.trace, REQUEST.id)?.bytes.octets;
  const canonical = reported.trace && findValue(reported.trace, CANONICAL_REQUEST.id)?.bytes.octets;
  const payload = headerValue(head.headers, 'x-amz-content-sha256');
  return {
    verdict: { text: verdictInWords(reported.verdict), meaning: 'name' },
    blocks: verificationReport(reported),
    pieces: received ? [received] : [],
    given: [writeRequestHead(head).octets],
    command: { name: 'verify', inputs: 1 },
    secretAccessKey: secrets[0] ? octetsFromText(secrets[0].secretAccessKey) : null,
    secrets: secrets.map(({ secretAccessKey }) => octetsFromText(secretAccessKey)),
    host: headerValue(head.headers, 'host')?.octets ?? null,
    path: splitTarget(head.target).path.octets,
    canonicalRequests: canonical ? [canonical] : [],
    hashes: payload ? [payload.octets] : [],
  };
}
