/** Answers requests that the capture does not forward, and says why. */
import { type ForeignPage, foreignPageOf, isServedHost, type ServedHosts } from '../../aws/strangers.ts';
import { asText } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import type { Direction } from '../../wire/relay/director.ts';

const REASONS = {
  400: 'Bad Request',
  403: 'Forbidden',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
} as const;

/** Answers with the sentences of the problem, as text. */
export function refused(status: keyof typeof REASONS, problem: Problem): Extract<Direction, { kind: 'answer' }> {
  const body = Buffer.from(`sigv4 capture: ${problem.says} ${problem.fix}\n`);
  const fields = [
    'Content-Type: text/plain; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  const head = `HTTP/1.1 ${status} ${REASONS[status]}\r\n${fields.join('\r\n')}\r\n\r\n`;
  return { kind: 'answer', bytes: Buffer.concat([Buffer.from(head), body]), problem };
}

/**
 * Refuses a request that a web page of a stranger makes through the user's browser: a page of another site, or a page
 * under a host name that is not served here. Returns `null` if the request is not refused.
 */
export function refuseStranger(head: RequestHead, served: ServedHosts): Direction | null {
  const page = foreignPageOf(head, served.hosts);
  if (page) return refused(403, foreignPage(page));
  const host = headerValue(head.headers, 'host')?.octets;
  // A browser always sends Host.
  if (host === undefined || isServedHost(host, served)) return null;
  return refused(403, foreignHost(asText(host)));
}

const HOW_TO_ALLOW = 'start the capture with --allow-host NAME.';

function foreignPage(page: ForeignPage): Problem {
  if (page.kind === 'embedded') {
    const says = 'A page of another site may link to what the capture serves, but not embed it or send forms to it.';
    return problem('foreign-page', says, 'Use the same host name for both, such as localhost.');
  }
  const origin = JSON.stringify(asText(page.origin));
  const says = `The capture serves only pages of localhost and of loopback addresses, and the Origin ${origin} is not one of them.`;
  return problem('foreign-page', says, `To allow the pages of another host, ${HOW_TO_ALLOW}`);
}

function foreignHost(host: string): Problem {
  const says = `The capture does not serve the host ${JSON.stringify(host)}.`;
  return problem('foreign-host', says, `Use its address as the endpoint or, to allow another host, ${HOW_TO_ALLOW}`);
}
