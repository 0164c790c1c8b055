/** Writes exchanges as a HAR file (http://www.softwareishard.com/blog/har-12-spec/), without what grants access. */
import { base64 } from '../bytes/base64.ts';
import { plain } from '../bytes/bytes.ts';
import { asText, EMPTY, type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { type HeaderField, headerValue } from '../http/message.ts';
import type { CapturedExchange, PassedBody } from '../http/relay/captured.ts';
import { maskHeader, maskTarget } from '../sigv4/secrets/mask-exchange.ts';
import type { Mask } from '../trace/masks/mask.ts';
import type { ExportedExchange } from '../views/results.ts';
import { type ExchangeMasks, masksOfExchange } from '../views/traffic/exchange-masks.ts';
import type { OutputWriter } from './form.ts';
import { jsonText } from './json/json-text.ts';

export const har: OutputWriter<'exchanges'> = ({ exchanges, secrets }, { version }) =>
  harJson(exchanges, version, secrets);

/**
 * Writes a HAR file. Signatures, tokens, cookies, and other credentials are replaced by `*`, and so is each of
 * `secrets` wherever it occurs.
 */
export function harJson(exchanges: readonly ExportedExchange[], version: string, secrets: readonly Octets[]): string {
  const entries = exchanges.map((exchange) => entryOf(exchange, secrets));
  return jsonText({ log: { version: '1.2', creator: { name: 'sigv4-inspector', version }, entries } });
}

function entryOf({ request: { head }, exchange, started }: ExportedExchange, secrets: readonly Octets[]) {
  const { scheme, server, request, response, times, problem } = exchange;
  const masks = masksOfExchange(exchange, head, secrets);
  const { mask } = masks;
  const target = mask(maskTarget(head.target.octets));
  const host = mask(headerValue(head.headers, 'host')?.octets ?? octetsFromText(server));
  const wait = (times.firstByte ?? times.finished) - (times.requestEnd ?? 0);
  return {
    startedDateTime: new Date(started ?? 0).toISOString(),
    time: times.finished,
    request: {
      method: asText(mask(head.method.octets)),
      url: asText(`${scheme}://${host}${target}` as Octets),
      httpVersion: 'HTTP/1.1',
      ...headersOf(head.headers, mask),
      queryString: parametersOf(target),
      headersSize: request.octets.length,
      bodySize: request.body.length,
      ...(request.body.length === 0 ? {} : { postData: postDataOf(head.headers, request.body, masks) }),
    },
    response: responseOf(response, masks, problem === null ? '' : `${problem.code}: ${problem.says}`),
    cache: {},
    timings: {
      send: times.requestEnd ?? 0,
      wait: Math.max(0, wait),
      receive: times.finished - (times.firstByte ?? times.finished),
    },
  };
}

function responseOf(response: CapturedExchange['response'], masks: ExchangeMasks, comment: string) {
  const { status = 0, reason = null, headers = [] } = response?.head ?? {};
  const body = response?.body ?? { kept: EMPTY, length: 0, sha256: null };
  const { mask } = masks;
  return {
    status,
    statusText: asText(mask(reason?.octets ?? EMPTY)),
    httpVersion: 'HTTP/1.1',
    ...headersOf(headers, mask),
    content: { size: body.length, mimeType: mimeType(headers), ...textOfBody(body, masks) },
    redirectURL: asText(mask(maskTarget(headerValue(headers, 'location')?.octets ?? EMPTY))),
    headersSize: response?.octets.length ?? -1,
    bodySize: body.length,
    ...(comment === '' ? {} : { comment: asText(mask(octetsFromText(comment))) }),
  };
}

const headersOf = (headers: readonly HeaderField[], mask: Mask) => ({
  cookies: [],
  headers: headers.map(({ name, value }) => ({
    name: asText(mask(name.octets)),
    value: asText(mask(maskHeader(name.octets, value.octets))),
  })),
});

const mimeType = (headers: readonly HeaderField[]): string =>
  asText(headerValue(headers, 'content-type')?.octets ?? EMPTY);

const postDataOf = (headers: readonly HeaderField[], body: PassedBody, masks: ExchangeMasks) => ({
  mimeType: mimeType(headers),
  ...textOfBody(body, masks),
});

/** Writes a body, which HAR has as text or in base64. A body that was not kept whole is left out. */
function textOfBody({ kept, length }: PassedBody, { maskBody }: ExchangeMasks) {
  if (kept.length < length) return { comment: `The body has ${length} bytes, which were not kept.` };
  const masked = maskBody(kept);
  const text = textFromOctets(masked);
  return text === null ? { text: base64(plain(masked)).octets, encoding: 'base64' } : { text };
}

function parametersOf(target: Octets) {
  const query = target.split(/\?(.*)/s)[1] ?? '';
  const pairs = query.split('&').filter((pair) => pair !== '');
  return pairs.map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    return { name: asText(name as Octets), value: asText(value as Octets) };
  });
}
