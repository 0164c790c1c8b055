/** Where a problem of a claim stands in what the person gave. */
import { type Bytes, slice } from '../bytes/bytes.ts';
import type { Problem } from '../bytes/problem.ts';
import { headerValue, type RequestHead } from '../http/message.ts';

/** The name that problems have for what a person gave. */
const INPUT = 'input';

/** Its place as bytes of the input, where the head knows from where in it its bytes are. */
export function placedInInput(problem: Problem, head: RequestHead): Problem {
  const { where } = problem;
  const value = where && (where.value === 'target' ? head.target : headerValue(head.headers, where.value));
  const place = value && placeInInput(slice(value, where.start, where.end));
  return place ? { ...problem, where: { value: INPUT, ...place } } : problem;
}

/** From the first byte of them that was given to the last. */
function placeInInput({ spans }: Bytes): { readonly start: number; readonly end: number } | null {
  const given = (spans ?? []).flatMap(({ origin }) => (origin.kind === 'given' ? [origin] : []));
  const [first] = given;
  const last = given.at(-1);
  return first && last ? { start: first.start, end: last.end } : null;
}
