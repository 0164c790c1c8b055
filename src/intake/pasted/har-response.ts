/** Reads the response in an entry of a HAR file. */
import { decodeBase64 } from '../../bytes/base64.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { type JsonValue, member, octetsOfString } from '../json/json-with-places.ts';

export interface HarResponse {
  readonly status: number;
  readonly statusText: Octets;
  readonly fields: readonly (readonly [name: Octets, value: Octets])[];
  /** The body without any coding; `null` if the file does not contain it. */
  readonly body: Octets | null;
  /** The length of the body without any coding, in bytes, as the file says. */
  readonly length: number;
}

/** Reads a response. Returns `null` if there was none, which HAR writes as the status 0. */
export function readHarResponse(octets: Octets, response: JsonValue | undefined): HarResponse | null {
  const status = member(response, 'status');
  if (status?.kind !== 'number' || status.number < 100) return null;
  const text = (value: JsonValue | undefined) => (value?.kind === 'string' ? octetsOfString(octets, value) : EMPTY);
  const fields = member(response, 'headers');
  const content = member(response, 'content');
  const written = member(content, 'text');
  const isBase64 = text(member(content, 'encoding')).toLowerCase() === 'base64';
  const body = isBase64 ? decodeBase64(text(written)) : text(written);
  const size = member(content, 'size');
  const length = size?.kind === 'number' && size.number > 0 ? size.number : 0;
  return {
    status: status.number,
    statusText: text(member(response, 'statusText')),
    fields: (fields?.kind === 'array' ? fields.items : []).map((field) => [
      text(member(field, 'name')),
      text(member(field, 'value')),
    ]),
    body: body === EMPTY && length > 0 ? null : body,
    length: body?.length || length,
  };
}
