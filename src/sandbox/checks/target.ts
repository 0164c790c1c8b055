/** Reads the target of a request, and refuses a target that cannot be read. */
import { plain, slice } from '../../bytes/bytes.ts';
import { asText, type Octets, textFromOctets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import type { RequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { type Refusal, refuse } from '../answers/answer.ts';

/**
 * Returns the head with its target in origin-form, which is the form that is signed. A server must also accept the
 * absolute-form, in which a scheme and a host come first. The host in the target then takes precedence (RFC 9112,
 * section 3.2.2).
 */
export function withOriginForm(head: RequestHead): RequestHead {
  const [beginning = '', host = ''] = /^https?:\/\/([^/?#]+)/i.exec(head.target.octets) ?? [];
  if (beginning === '') return head;
  const rest = slice(head.target, beginning.length);
  const target = rest.octets.startsWith('/') ? rest : plain(`/${rest.octets}` as Octets);
  const headers = head.headers.map((field) =>
    field.name.octets.toLowerCase() === 'host' ? { name: field.name, value: plain(host as Octets) } : field,
  );
  return { ...head, target, headers };
}

/** Matches a percent sign that does not begin an encoded byte. */
const NOT_ENCODED = /%(?![0-9a-f]{2})/i;

/** Refuses a target with a space, and a path that is not percent-encoded UTF-8 (RFC 3986, section 2.1). */
export function refuseTarget({ target }: RequestHead): Refusal | null {
  if (target.octets.includes(' ')) return refuse('BadRequest', {}, 'The request target contains a space.');
  const { octets } = splitTarget(target).path;
  const isText = !NOT_ENCODED.test(octets) && textFromOctets(percentDecode(plain(octets)).octets) !== null;
  return isText ? null : refuse('InvalidURI', { URI: asText(octets) });
}
