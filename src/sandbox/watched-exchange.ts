/** Keeps the bytes of a request and of its response, for users who watch the sandbox. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, octetsFromArray, sliceOctets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { headerValue } from '../http/message.ts';
import { readResponseHead } from '../http/read-head.ts';
import type { BegunRequest, RequestHandler } from '../http/read-request.ts';
import { type CapturedExchange, PASSED_LIMIT, type PassedBody } from '../http/relay/captured.ts';
import { hashingOf, passedBody } from '../http/relay/passed-body.ts';
import { isRefusal, type WrittenAnswer } from './answers/answer.ts';
import type { Outcome, SandboxHandler } from './handle-request.ts';
import type { ExchangeWatch, SeenRequest } from './settings.ts';

/**
 * Wraps a handler so that its outcomes contain the bytes of the request. If only refused exchanges are kept, the body of
 * a request whose head has passed its checks is not collected, because it is rarely refused and may be long.
 */
export function watchedHandler(
  handler: SandboxHandler,
  { keeps, elapsed }: Pick<ExchangeWatch, 'keeps' | 'elapsed'>,
): RequestHandler<Outcome> {
  return {
    unreadable: handler.unreadable,
    begin(received) {
      const begun = elapsed();
      const seen = (outcome: Outcome, body: PassedBody): Outcome =>
        keeps === 'all' || isRefusal(outcome.answered)
          ? { ...outcome, seen: { begun, request: { ...messageOf(received), body } } }
          : outcome;
      const next = handler.begin(received);
      if ('result' in next) return { result: seen(next.result, unfinished(NOTHING, received)) };
      const isCollected = keeps === 'all' || !('isAdmitted' in next);
      const body = isCollected ? passedBody(hashingOf(received.head)) : null;
      const beginning = () => unfinished(body?.body() ?? NOTHING, received);
      return {
        add(piece) {
          body?.add(piece);
          const outcome = next.add(piece);
          return outcome && seen(outcome, beginning());
        },
        end: () => seen(next.end(), body?.body() ?? beginning()),
        drop: () => next.drop(),
      };
    },
  };
}

const NOTHING: PassedBody = { kept: EMPTY, length: 0, sha256: null };

const messageOf = ({ head, octets }: BegunRequest) => ({ head, octets, forwarded: octets });

/**
 * Returns a body of which the rest was not read. Such a body counts as unknown, because it is shorter than its length.
 */
function unfinished({ kept, length }: PassedBody, { framing }: BegunRequest): PassedBody {
  return { kept, length: framing.kind === 'length' ? framing.length : length + 1, sha256: null };
}

/** Returns the exchange. Returns `null` only if the response could not be read, which does not happen. */
export function exchangeOf(
  { request, begun }: SeenRequest,
  { head, body }: WrittenAnswer,
  { elapsed, scheme }: ExchangeWatch,
): CapturedExchange | null {
  const read = readResponseHead(plain(head));
  if (isProblem(read)) return null;
  const time = elapsed() - begun;
  return {
    scheme,
    server: headerValue(request.head.headers, 'host')?.octets ?? '',
    request,
    response: { head: read, octets: head, body: answeredBody(body) },
    times: { requestEnd: time, firstByte: time, finished: time },
    problem: null,
  };
}

function answeredBody(body: WrittenAnswer['body']): PassedBody {
  if (typeof body === 'string') return { kept: sliceOctets(body, 0, PASSED_LIMIT), length: body.length, sha256: null };
  const { content, start, end } = body;
  const kept = content.read(start, Math.min(end, start + PASSED_LIMIT));
  return { kept: octetsFromArray(kept), length: end - start, sha256: null };
}
