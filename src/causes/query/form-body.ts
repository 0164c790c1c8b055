/** The cause of a server that reads the body of a request as a part of its query. */
import type { Octets } from '../../bytes/octets.ts';
import { withQuery } from '../../drafts/parts.ts';
import { encoded } from '../../drafts/spellings/percent.ts';
import { canonicalQuery } from '../../drafts/spellings/query-pairs.ts';
import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import type { Sides } from '../../sides/sides.ts';
import { type Change, cause, explains, traveling } from '../define-cause.ts';

/** Adds the body to the query: as the fields of a form, or as the name of one field. */
const readAsQuery: Change = (draft, { body }) => {
  if (body === null || body === '') return [];
  const own = draft.canonicalQueryString;
  const bodies = [...new Set([body, encoded(body)])];
  return bodies.map((fields) => withQuery(draft, canonicalQuery((own === '' ? fields : `${own}&${fields}`) as Octets)));
};

/**
 * Matches the query line of an upload whose first name begins like a document of XML or JSON, which no name of a
 * parameter does.
 */
const DOCUMENT = /(?:^|[\n>'"])(?:POST|PUT)\n\/[^\n]*\n(?:%3C|%7B|%5B%7B)/;

/** Returns whether the query line that the server computed is, or begins with, a document. */
const isDocumentInQuery = ({ answer, evidence: { pieces } }: Sides): boolean =>
  answer?.canonicalRequest
    ? DOCUMENT.test(answer.canonicalRequest.octets)
    : pieces.some(({ octets }) => DOCUMENT.test(octets));

export const formBodyReadAsQuery = cause('form-body-read-as-query', 'canonical-query-string', {
  says: 'The server read the body as fields of a form, and so as a part of the query.',
  symptom: "The query line of the server's canonical request begins with the body, such as %3CCompleteMultipartUpload.",
  fix: 'Send a Content-Type other than application/x-www-form-urlencoded, which is what curl and many libraries send if nothing else is set: application/xml for S3.',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html',
  lines: { curl: '-H "Content-Type: application/xml"' },
  mutations: {
    'body-in-query': traveling(
      'The body was signed as a body, but the server read it as a part of the query.',
      readAsQuery,
      { ofBody: 'read' },
    ),
  },
  suspects(sides) {
    if (!mayBeMismatch(sides) || !isDocumentInQuery(sides)) return null;
    return explains('The query that the server computed with begins with the body of the request.', {
      variant: 'body-in-query',
    });
  },
});
