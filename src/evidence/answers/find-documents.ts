/** Finds the errors that servers describe, in any form. */
import { blankOctets, type Octets } from '../../bytes/octets.ts';
import type { ScannedText } from '../scanned-text.ts';
import type { ErrorDocument } from './document.ts';
import { findErrorObjects } from './error-objects.ts';
import { findErrorPages } from './error-page.ts';
import { findErrorText } from './error-text.ts';

/** Finds the documents. The text around those that are XML or objects may contain the other forms. */
export function findDocuments({ octets, objects, texts, xml }: ScannedText): ErrorDocument[] {
  const described = [...xml, ...findErrorObjects(octets, objects)].sort((one, other) => one.start - other.start);
  const rest = blankOctets(octets, described);
  const text = findErrorText(rest, texts);
  // A printed summary contains less than the response itself.
  const documents = text ? [...described, text] : described;
  return documents.length > 0
    ? documents.map((document) => ({ ...document, status: document.status ?? statusNear(octets, document) }))
    : findErrorPages(rest);
}

const STATUS = /(?:httpStatusCode|HTTPStatusCode|statusCode|StatusCode\]|'status'|S3Error)['"]?: (\d{3})\b/;

/** The maximum distance of the status, in bytes. */
const FARTHEST = 2_048;

/** Finds the status of the response near an error that is text. Programs print the status under many names. */
function statusNear(octets: Octets, { form, start, end }: ErrorDocument): number | null {
  if (form !== 'text') return null;
  const match = STATUS.exec(octets.slice(Math.max(0, start - FARTHEST), end + FARTHEST));
  return match ? Number(match[1]) : null;
}
