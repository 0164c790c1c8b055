/**
 * Finds everything in one piece: server responses, requests, and signing logs. The search does not choose among the
 * findings.
 */
import type { InputSource } from '../bytes/input.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import type { ErrorDocument } from './answers/document.ts';
import { findErrorObjects } from './answers/error-objects.ts';
import { findErrorPages } from './answers/error-page.ts';
import { findErrorText } from './answers/error-text.ts';
import { findErrorXml } from './answers/error-xml.ts';
import type { Piece } from './evidence.ts';
import { findRequests, wholePiece } from './heads/find-requests.ts';
import { responsesInObjects } from './heads/heads-in-objects.ts';
import type { RequestPlace } from './heads/printed-heads.ts';
import { findHeads, type PrintedHead, printedResponses, type ResponsePlace } from './heads/printed-heads.ts';
import { beginningOf, landmarksOf } from './landmarks.ts';
import { findLabeledNumbers } from './logs/labels.ts';
import { type LoggedStrings, readSigningLog } from './logs/signing-log.ts';
import { findMentions } from './mentions/find-mentions.ts';
import type { Mention } from './mentions/mention.ts';
import type { Group } from './objects/objects.ts';
import { readObjects } from './objects/read-objects.ts';
import { beginsHar, type HarEvidence, readHarEvidence } from './read-har-evidence.ts';
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
  const texts = findTexts(octets);
  const marks = [...heads, ...texts.flatMap((text) => beginningOf(octets, text) ?? [])];
  const xml = findErrorXml(octets, landmarksOf(marks, octets.length));
  const withoutXml = blank(octets, xml);
  const objects = readObjects(withoutXml);
  const documents = findDocuments(withoutXml, xml, objects);
  const isOutside = ({ start }: { readonly start: number }) =>
    !documents.some((document) => document.start <= start && start < document.end);
  const outside = heads.filter(isOutside);
  const landmarks = landmarksOf([...marks, ...documents], octets.length);
  const logged = readSigningLog(octets, by, findLabeledNumbers(octets).filter(isOutside), texts.filter(isOutside));
  const rest = blank(octets, documents);
  const others = rest === withoutXml ? objects : readObjects(rest);
  const requests = findRequests(rest, by, outside, landmarks, others);
  return {
    by,
    documents,
    responses: responsesIn(outside, others),
    logged,
    requests: logged.length === 0 && requests.length === 0 ? [wholePiece(rest, by)] : requests,
    mentions: findMentions(rest, others),
  };
}

/** Finds the responses. Objects count only if no head of a response is printed in the form in which it arrived. */
function responsesIn(heads: readonly PrintedHead[], objects: Group): ResponsePlace[] {
  const printed = printedResponses(heads);
  if (printed.some(({ headers }) => headers.size > 0)) return printed;
  const noted = responsesInObjects(objects).map((response) => {
    const status = response.status ?? printed.findLast(({ start }) => start < response.start)?.status ?? null;
    return { ...response, status };
  });
  return noted.length > 0 ? noted : printed;
}

/** Searches for errors in the text around the XML documents, which may contain the other forms. */
function findDocuments(octets: Octets, xml: readonly ErrorDocument[], objects: Group): ErrorDocument[] {
  const described = [...xml, ...findErrorObjects(octets, objects)].sort((one, other) => one.start - other.start);
  const rest = blank(octets, described);
  const text = findErrorText(rest);
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

function documentsIn(body: Octets): ErrorDocument[] {
  const xml = findErrorXml(body, landmarksOf([], body.length));
  const rest = blank(body, xml);
  return findDocuments(rest, xml, readObjects(rest));
}

function findingsInHar({ answer, request }: HarEvidence, octets: Octets, by: InputSource): Findings {
  const body = answer?.body ?? EMPTY;
  return {
    by,
    documents: documentsIn(body),
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
