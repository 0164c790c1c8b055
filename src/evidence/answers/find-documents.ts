/** Finds the errors that servers describe, in any form. */
import { blankOctets } from '../../bytes/octets.ts';
import type { ScannedText } from '../scanned-text.ts';
import type { ErrorDocument } from './document.ts';
import { findErrorObjects } from './error-objects.ts';
import { findErrorPages } from './error-page.ts';
import { findErrorText, statusNear } from './error-text.ts';

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
