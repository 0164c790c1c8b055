/**
 * Finds everything in one piece: server responses, requests, and signing logs. The search does not choose among the
 * findings.
 */
import type { InputSource } from '../bytes/input.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import type { Group } from '../intake/notation/notation.ts';
import type { ErrorDocument } from './answers/document.ts';
import { findErrorFields } from './answers/error-fields.ts';
import { findErrorJson } from './answers/error-json.ts';
import { findErrorPages } from './answers/error-page.ts';
import { findErrorText } from './answers/error-text.ts';
import { findErrorXml } from './answers/error-xml.ts';
import type { Piece } from './evidence.ts';
import { findRequests, wholePiece } from './find-requests.ts';
import { type Landmarks, landmarksOf } from './landmarks.ts';
import { findLoggedResponses } from './logs/logged-heads.ts';
import { notationOf } from './logs/noted-requests.ts';
import { findNotedResponses } from './logs/noted-responses.ts';
import { findLabels, type LoggedStrings, readSigningLog } from './logs/signing-log.ts';
import { findMentions } from './mentions/find-mentions.ts';
import type { Mention } from './mentions/mention.ts';
import { findHeads, type PrintedHead, printedResponses, type ResponsePlace } from './printed-heads.ts';
import { beginsHar, type HarEvidence, readHarEvidence } from './read-har-evidence.ts';
import type { RequestPlace } from './request-place.ts';
import { beginningOf } from './texts/beginning.ts';
import { findTexts } from './texts/find-texts.ts';

/** Everything that was found in one piece. Each list is in the order of the text. */
export interface Findings {
  readonly by: InputSource;
  readonly documents: readonly ErrorDocument[];
  readonly responses: readonly ResponsePlace[];
  /** The texts that clients logged when signing requests, and that servers logged when verifying requests. */
  readonly logged: readonly LoggedStrings[];
  readonly requests: readonly RequestPlace[];
  /** Fragments of a request. */
  readonly mentions: readonly Mention[];
}

export function findingsIn({ octets, by }: Piece): Findings {
  const har = beginsHar(octets) ? readHarEvidence(octets, by) : null;
  if (har) return findingsInHar(har, octets, by);
  const heads = findHeads(octets);
  const labels = findLabels(octets);
  const texts = findTexts(octets);
  // Numbers are not landmarks, because they also occur in the middle of a request.
  const marks = [
    ...heads,
    ...labels.filter(({ announces }) => announces === 'text'),
    ...texts.flatMap((text) => beginningOf(octets, text) ?? []),
  ];
  const documents = findDocuments(octets, landmarksOf(marks, octets.length));
  const isOutside = ({ start }: { readonly start: number }) =>
    !documents.some((document) => document.start <= start && start < document.end);
  const outside = heads.filter(isOutside);
  const landmarks = landmarksOf([...marks, ...documents], octets.length);
  const logged = readSigningLog(octets, by, labels.filter(isOutside), texts.filter(isOutside));
  const rest = blank(octets, documents);
  const notation = notationOf(rest);
  const requests = findRequests(rest, by, outside, landmarks, notation);
  return {
    by,
    documents,
    responses: responsesIn(octets, outside, notation),
    logged,
    requests: logged.length === 0 && requests.length === 0 ? [wholePiece(rest, by)] : requests,
    mentions: findMentions(rest, notation),
  };
}

/** Finds the responses. Printed objects count only if no response is printed in the form in which it arrived. */
function responsesIn(octets: Octets, heads: readonly PrintedHead[], notation: Group): ResponsePlace[] {
  const found = [...printedResponses(heads), ...findLoggedResponses(octets)];
  const responses = found.length > 0 ? found : findNotedResponses(notation);
  return responses.sort((one, other) => one.start - other.start);
}

/** Finds XML documents first, because they may contain the other forms, and then searches the remaining text. */
function findDocuments(octets: Octets, landmarks: Landmarks): ErrorDocument[] {
  const xml = findErrorXml(octets, landmarks);
  const withoutXml = blank(octets, xml);
  const json = findErrorJson(withoutXml);
  const rest = blank(withoutXml, json);
  const fields = findErrorFields(rest, notationOf(rest));
  const described = [...xml, ...json, ...(fields ? [fields] : [])].sort((one, other) => one.start - other.start);
  const text = findErrorText(fields ? blank(rest, [fields]) : rest);
  // A printed summary contains less than the response itself.
  const documents = text ? [...described, text] : described;
  return documents.length > 0 ? documents : findErrorPages(rest);
}

/** Replaces each document with the same number of line endings, which preserves offsets. */
function blank(octets: Octets, documents: readonly { readonly start: number; readonly end: number }[]): Octets {
  let at = 0;
  const parts: string[] = [];
  for (const { start, end } of [...documents].sort((one, other) => one.start - other.start)) {
    if (start < at) continue;
    parts.push(octets.slice(at, start), '\n'.repeat(end - start));
    at = end;
  }
  return at === 0 ? octets : ([...parts, octets.slice(at)].join('') as Octets);
}

function findingsInHar({ answer, request }: HarEvidence, octets: Octets, by: InputSource): Findings {
  const body = answer?.body ?? EMPTY;
  return {
    by,
    documents: findDocuments(body, landmarksOf([], body.length)),
    responses: answer ? [{ start: -1, ...answer.head }] : [],
    logged: [],
    requests: [
      {
        start: -1,
        signed: 'signed',
        signature: null,
        says: null,
        holds: (text) => octets.includes(text),
        read: () => request,
      },
    ],
    mentions: [],
  };
}
