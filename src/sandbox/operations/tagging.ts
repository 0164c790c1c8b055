/** Reads object tags (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html). */
import { plain } from '../../bytes/bytes.ts';
import { asText, type Octets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import type { SentField } from '../../sigv4/claims/sent-checksums.ts';
import { emptyAnswer, isRefusal, type Refusal, refuse, refuseArgument, s3Answer } from '../answers/answer.ts';
import { childrenNamed, childText, type Element, readXml } from '../answers/read-xml.ts';
import { type Operation, rootElement } from '../asked.ts';
import type { StoredObject, Tag } from '../storage/stored-object.ts';
import { inObject } from './in-object.ts';
import { checkMd5 } from './upload-checks.ts';

export const getObjectTagging: Operation = inObject((_asked, { tags }) =>
  s3Answer('Tagging', { TagSet: { Tag: tags.map(({ key, value }) => ({ Key: key, Value: value })) } }),
);

export const putObjectTagging: Operation = inObject((asked, object) => {
  const refusal = checkMd5(asked);
  if (refusal) return refusal;
  const root = rootElement(asked, 'Tagging');
  const tags = isRefusal(root) ? root : tagsInDocument(root);
  if (isRefusal(tags)) return tags;
  return asked.store.putObject(asked.bucket, asked.key, { ...object, tags }) ?? emptyAnswer(200);
});

export const deleteObjectTagging: Operation = inObject((asked, object) => {
  const tags: StoredObject['tags'] = [];
  return asked.store.putObject(asked.bucket, asked.key, { ...object, tags }) ?? emptyAnswer(204);
});

/** Reads a Tagging document. */
function tagsInDocument(root: Element): readonly Tag[] | Refusal {
  const set = childrenNamed(root, 'TagSet')[0];
  if (!set) return refuse('MalformedXML');
  const tags = childrenNamed(set, 'Tag').map((tag) => ({
    key: childText(tag, 'Key') ?? '',
    value: childText(tag, 'Value') ?? '',
  }));
  return checkTags(tags) ?? tags;
}

/** Reads the tags in the field `tagging` of a form, which is a Tagging document. Without the field, there are no tags. */
export function tagsInForm(field: Octets | undefined): readonly Tag[] | Refusal {
  if (field === undefined || field === '') return [];
  const root = readXml(field);
  return root?.name === 'Tagging' ? tagsInDocument(root) : refuse('MalformedXML');
}

/** Reads the tags in the header x-amz-tagging, which has the form of a query. Without the header, there are no tags. */
export function tagsInHeader(sent: readonly SentField[]): readonly Tag[] | Refusal {
  const header = sent.find(({ name }) => name.toLowerCase() === 'x-amz-tagging')?.value;
  if (header === undefined || header === '') return [];
  const tags = header.split('&').map((pair): Tag => {
    const [key = '', ...rest] = pair.split('=');
    return { key: decoded(key), value: decoded(rest.join('=')) };
  });
  const isOnce = new Set(tags.map(({ key }) => key)).size === tags.length;
  if (!isOnce || checkTags(tags)) return refuseArgument('x-amz-tagging', header, INVALID_HEADER);
  return tags;
}

const INVALID_HEADER =
  "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";

const decoded = (text: string): string => asText(percentDecode(plain(text.replaceAll('+', ' ') as Octets)).octets);

const TAGS_LIMIT = 10;
const KEY_LIMIT = 128;
const VALUE_LIMIT = 256;

/** Matches text that consists of characters that a tag may have. */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function checkTags(tags: readonly Tag[]): Refusal | null {
  if (tags.length > TAGS_LIMIT) return refuse('BadRequest', {}, 'Object tags cannot be greater than 10');
  if (new Set(tags.map(({ key }) => key)).size < tags.length) {
    return refuse('InvalidTag', {}, 'Cannot provide multiple Tags with the same key');
  }
  for (const { key, value } of tags) {
    if (key === '' || key.length > KEY_LIMIT || !TAG_TEXT.test(key)) {
      return refuse('InvalidTag', { TagKey: key }, 'The TagKey you have provided is invalid');
    }
    if (value.length > VALUE_LIMIT || !TAG_TEXT.test(value)) {
      return refuse('InvalidTag', { TagKey: key, TagValue: value }, 'The TagValue you have provided is invalid');
    }
  }
  return null;
}
