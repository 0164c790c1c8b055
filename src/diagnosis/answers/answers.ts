/** What a server's answer and the request say, found wherever they say it. */
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { headerValue } from '../../http/message.ts';
import { headerOf } from '../draft/draft.ts';
import type { Sides } from '../sides.ts';

/** `InvalidToken` of `com.amazon.coral.service#InvalidTokenException:http://…`. */
export function codeOf({ code }: ServerAnswer): string {
  const name = (code ?? '').trim().split(':')[0] ?? '';
  return name.slice(name.lastIndexOf('#') + 1).replace(/Exception$/, '');
}

/** Its sentences, in one. */
export function wordsOf({ message, details }: ServerAnswer): string {
  return [message, details.get('Details'), details.get('detailedMessage')].filter((text) => text).join('\n');
}

/** What it says by one of these names. */
export function detailOf({ details }: ServerAnswer, ...names: readonly string[]): string | null {
  const name = names.find((candidate) => details.has(candidate));
  return name === undefined ? null : (details.get(name)?.trim() ?? null);
}

/** The value of a header of the request (lower case): as it was sent, or as one side has it in its canonical request. */
export function requestHeader({ request, server, client }: Sides, name: string): Octets | null {
  const sent = request && headerValue(request.head.headers, name)?.octets;
  const canonical = [server, client].map(({ draft }) => (draft ? headerOf(draft, name) : null));
  return sent ?? canonical.find((value) => value !== null && value !== '') ?? null;
}

/** Without a port, in lower case; empty where nobody says it. */
export function hostOf(sides: Sides): string {
  return (requestHeader(sides, 'host') ?? '').toLowerCase().replace(/:\d*$/, '');
}

/** The query of the request, as it was sent or as one side has it; empty where nobody says it. */
function queryOf({ request, server, client }: Sides): string {
  const target = request?.head.target.octets ?? '';
  const sent = target.includes('?') ? target.slice(target.indexOf('?') + 1) : '';
  return sent || server.draft?.canonicalQueryString || client.draft?.canonicalQueryString || '';
}

/** Whether it has a parameter of this name, in any case. */
export function hasParameter(sides: Sides, name: string): boolean {
  const wanted = name.toLowerCase();
  return queryOf(sides)
    .split('&')
    .some((pair) => pair.toLowerCase().startsWith(`${wanted}=`));
}

/** Whether anybody has told what the request was like: what is missing in it is missing. */
function isRequestKnown({ request, server, client }: Sides): boolean {
  return request !== null || server.draft !== null || client.draft !== null;
}

/** Whether a session token comes with the request; `null` where nobody says. */
export function hasSessionToken(sides: Sides): boolean | null {
  if (!isRequestKnown(sides)) return null;
  return Boolean(requestHeader(sides, 'x-amz-security-token')) || hasParameter(sides, 'X-Amz-Security-Token');
}

/** The access key ID that the request is signed with, as it can be shown; `null` where nobody says it. */
export function keyIdOf({ claim, answer }: Sides): string | null {
  const octets = claim?.accessKeyId.octets ?? answer?.accessKeyId ?? null;
  const text = octets && textFromOctets(octets);
  return text && /^[\w.-]{1,128}$/.test(text) ? text : null;
}

/** The scope that was signed: as the request has it, or the strings of one side. */
export function scopeSigned({ claim, server, client }: Sides) {
  if (claim) {
    const { date, region, service } = claim.scope;
    return { date: date.octets, region: region.octets, service: service.octets };
  }
  const scope = (server.draft ?? client.draft)?.scope;
  return scope && scope.region !== '' ? scope : null;
}
