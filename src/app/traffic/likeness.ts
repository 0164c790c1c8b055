/** Tells which refused requests are alike, so that a long search for the cause of one of them serves the others too. */
import type { CapturedExchange } from '../../http/relay/captured.ts';

/**
 * Returns a text that is the same for requests that are alike; `null` for the form of a browser, whose body is signed.
 * Requests that are alike have the same method, client, key, scope, and headers, and the same special characters in the
 * same places of the target and of each header. A mistake that changes one of them therefore changes the others in the
 * same way. The server also gave the same answer, and the same parts were changed in transit.
 */
export function likenessOf({ request, response }: CapturedExchange): string | null {
  const { head, octets, forwarded, body } = request;
  const fields = head.headers.map(({ name, value }) => [name.octets, value.octets] as const);
  if (fields.some(([name, value]) => name.toLowerCase() === 'content-type' && FORM.test(value))) return null;
  const code = CODE.exec(response?.body.kept ?? '')?.[1] ?? '';
  return [
    `${response?.head.status} ${code}`,
    `${head.method.octets} ${shapeOfTarget(head.target.octets)}`,
    ...fields.map(([name, value]) => `${name}:${shapeOfValue(name.toLowerCase(), value)}`),
    body.length === 0 ? 'empty' : body.kept.length === body.length ? 'known' : 'unknown',
    forwarded === octets ? 'unchanged' : shapeOf(forwarded),
  ].join('\n');
}

const FORM = /^multipart\/form-data/i;
const CODE = /<Code>(\w{1,64})</;

/** Headers that say who sent the request, and to where. Their whole values belong to the likeness. */
const WHOLE: ReadonlySet<string> = new Set(['user-agent', 'host']);

function shapeOfValue(name: string, value: string): string {
  if (WHOLE.has(name)) return value;
  return name === 'authorization' ? withoutDate(value.replace(/Signature=[^,\s]*/, '')) : shapeOf(value);
}

/** Matches the parameters of a presigned URL whose whole values belong to the likeness. */
const WHOLE_PARAMETER = /^[^=]*\?X-Amz-(?:Credential|SignedHeaders)=|^X-Amz-(?:Credential|SignedHeaders)=/i;

const shapeOfTarget = (target: string): string =>
  target
    .split('&')
    .map((part) => (WHOLE_PARAMETER.test(part) ? withoutDate(part) : shapeOf(part)))
    .join('&');

const withoutDate = (credential: string): string => credential.replace(/(\/|%2F)\d{8}(?=\/|%2F)/i, '$1');

/** Replaces letters and digits, which no mistake treats specially. Everything else stays where it is. */
const shapeOf = (text: string): string =>
  text.replace(/%[\da-f]{2}|[a-z\d]+/gi, (part) => (part.startsWith('%') ? part : 'a'));
