/** Compares the amount of evidence in two readings of the same paste. */
import type { Evidence, QuotedText, Strings } from './evidence.ts';

const OF_PROOF: Readonly<Record<QuotedText['proof'], number>> = { proved: 12, unknown: 3, refuted: 2 };

/** The weight of a request that is known at both ends of a proxy, which is that of a text whose hash is known. */
const OF_BOTH_ENDS = 12;

/** Returns a measure of how much the evidence contains. Texts that a hash proves count the most. */
export function weightOf({ answer, client, request, transit }: Evidence): number {
  const said = [answer?.code, answer?.message, answer?.signatureProvided, answer?.status].filter(Boolean).length;
  const ofAnswer = answer ? 1 + said + answer.details.size / 8 + ofStrings(answer) : 0;
  const ofClient = client ? 1 + ofStrings(client) : 0;
  const ofBody = request?.body ? 1 : 0;
  const ofRequest = request ? 3 + request.head.headers.length / 4 - request.unsaid.length + ofBody : 0;
  return ofAnswer + ofClient + ofRequest + (transit ? OF_BOTH_ENDS : 0);
}

/** Matches the beginning of a canonical request of which nothing before its lines is left. */
const BEGINS_RIGHT = /^[A-Z]{3,10}\n(?:\/|$)/;

const ofStrings = ({ canonicalRequest, stringToSign, signature }: Strings): number =>
  (canonicalRequest ? OF_PROOF[canonicalRequest.proof] + linesOf(canonicalRequest) / 8 : 0) +
  (BEGINS_RIGHT.test(canonicalRequest?.octets ?? '') ? 1 : 0) +
  (canonicalRequest?.readFrom === 'bytes' ? 1 : 0) -
  // A rewriting of the whole paste is better than repairs of each text in it.
  (canonicalRequest?.repairs.length && canonicalRequest.edited === undefined ? 0.5 : 0) +
  (stringToSign ? 2 : 0) +
  (signature ? 1 : 0);

const linesOf = ({ octets }: QuotedText): number => Math.min(octets.split('\n', 33).length, 32);
