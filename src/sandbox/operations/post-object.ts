/**
 * Stores uploads from HTML forms, which browsers send with POST
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html).
 */
import { plain } from '../../bytes/bytes.ts';
import { asText, EMPTY, type Octets } from '../../bytes/octets.ts';
import { percentEncodeIllegal } from '../../bytes/text-operations.ts';
import { AMZ_FIELDS } from '../../sigv4/names.ts';
import { formEncoded } from '../addressing.ts';
import {
  type Answer,
  documentAnswer,
  emptyAnswer,
  type Field,
  isRefusal,
  refuse,
  refuseArgument,
  refuseHeader,
} from '../answers/answer.ts';
import { xmlDocument, xmlElement } from '../answers/xml.ts';
import { type Asked, inBucket, type Operation, oneLine } from '../asked.ts';
import { expandedFields, type FormField } from '../browser-form.ts';
import type { StoredObject } from '../storage/stored-object.ts';
import { checksumHeaders } from './get-object.ts';
import { newObject } from './put-object.ts';
import { ENCRYPTED } from './stored-headers.ts';
import { checkFields, checkKeyLength } from './upload-checks.ts';

/** Stores the file of a verified form, and refuses any other POST. */
export const postObject: Operation = inBucket((asked) => {
  const { form, bucket } = asked;
  if (!form) return refuse('PreconditionFailed', { Condition: NOT_MULTIPART });
  const fields = expandedFields(form);
  const key = fieldValue(fields, 'key');
  if (key === undefined || key === '') return refuseArgument('key', EMPTY, NO_KEY);
  const refusal = checkKeyLength(key) ?? checkFields(fields, OF_FORM);
  if (refusal) return refusal;
  if (fieldValue(fields, 'tagging') !== undefined) return refuseHeader('tagging');
  const object = newObject(asked, asked, fields);
  if (isRefusal(object)) return object;
  return asked.store.putObject(bucket, key, object) ?? uploaded({ asked, fields, key, object });
});

/** The fields of a form that belong to its signature, as the names of headers. */
const OF_FORM = [AMZ_FIELDS.algorithm, AMZ_FIELDS.credential, AMZ_FIELDS.signature];

const NOT_MULTIPART = 'Bucket POST must be of the enclosure-type multipart/form-data';
const NO_KEY =
  "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.";

function fieldValue(fields: readonly FormField[], name: string): Octets | undefined {
  return fields.find((field) => field.name.toLowerCase() === name)?.value;
}

interface Upload {
  readonly asked: Asked;
  readonly fields: readonly FormField[];
  readonly key: Octets;
  readonly object: StoredObject;
}

/**
 * Returns the response that the fields success_action_redirect and success_action_status ask for. Without these fields,
 * the status is 204.
 */
function uploaded(upload: Upload): Answer {
  const { asked, fields, key, object } = upload;
  const location = locationOf(asked, key);
  const headers: Field[] = [['ETag', object.etag], ENCRYPTED, ...checksumHeaders(object)];
  const redirect = fieldValue(fields, 'success_action_redirect') ?? fieldValue(fields, 'redirect');
  if (redirect !== undefined && /^https?:\/\/[^/?#]/i.test(redirect)) {
    return emptyAnswer(303, [['Location', redirectTo(redirect, upload)], ...headers]);
  }
  headers.unshift(['Location', location]);
  switch (fieldValue(fields, 'success_action_status')) {
    case '200':
      return emptyAnswer(200, headers);
    case '201':
      return documentAnswer(postResponse(upload, location), 201, headers);
    default:
      return emptyAnswer(204, headers);
  }
}

function postResponse({ asked, key, object }: Upload, location: string): Octets {
  const names = { Bucket: asText(asked.bucket), Key: asText(key) };
  return xmlDocument(xmlElement('PostResponse', { Location: location, ...names, ETag: object.etag }));
}

/**
 * Returns the URL of the object in the style in which the form was sent. Like S3, also encodes the slashes in the key.
 */
function locationOf({ host, style, bucket }: Asked, key: Octets): string {
  const path = style === 'path' ? `${bucket}/` : '';
  return `http://${percentEncodeIllegal(plain(oneLine(host))).octets}/${path}${formEncoded(key).replace(/\+/g, '%20')}`;
}

/** Adds the bucket, the key, and the ETag to the query of a URL. Encodes characters that a URL must not contain. */
function redirectTo(url: Octets, { asked, key, object }: Upload): string {
  const [front = '', fragment] = splitOnce(url, '#');
  const added = [
    ['bucket', asked.bucket],
    ['key', key],
    ['etag', object.etag as Octets],
  ] as const;
  const query = added.map(([name, value]) => `${name}=${formEncoded(value)}`).join('&');
  const legal = (part: string) => percentEncodeIllegal(plain(part as Octets)).octets;
  const ending = fragment === undefined ? '' : `#${legal(fragment)}`;
  return `${legal(front)}${front.includes('?') ? '&' : '?'}${query}${ending}`;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
