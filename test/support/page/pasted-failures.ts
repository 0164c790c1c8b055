/** Failures by one mistake, as they are pasted: the response of the sandbox, and the request. */
import { CAUSES } from '../../../src/causes/table.ts';
import { writeRequestHead } from '../../../src/http/message.ts';
import { failingRequests } from '../causes/failing-requests.ts';
import { rightRequest } from '../sigv4/base-requests.ts';
import { sampled } from '../sweep.ts';

/** Returns failures of about this many mistakes. */
export const pastedFailures = (count: number): readonly (readonly [answer: string, request: string])[] =>
  sampled(
    CAUSES.flatMap(({ mutations }) => mutations),
    count,
  ).flatMap((mutation) => {
    const [first] = failingRequests(rightRequest('get-range'), mutation);
    return first ? [[first.reply.body, `${writeRequestHead(first.made).octets}${first.body}`] as const] : [];
  });
