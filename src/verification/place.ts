/** Locates problems with a claim or a body in the input. */
import { type Bytes, slice } from '../bytes/bytes.ts';
import { sourcesOf } from '../bytes/origin.ts';
import { type Problem, withPlace } from '../bytes/problem.ts';
import type { FormField } from '../http/forms/read-multipart.ts';
import { headerValues } from '../http/message.ts';
import { INPUT, type Place, placeInInput } from '../intake/pasted/client-request.ts';
import type { SentRequest } from './examine.ts';

/** The name that problems from body readers use for the body. */
const BODY = 'body';

type Where = NonNullable<Problem['where']>;

/**
 * Converts the position in a problem to a position in the input. Returns the problem unchanged if the bytes of the
 * request have no provenance.
 */
export function placedInInput(problem: Problem, sent: SentRequest): Problem {
  const { where } = problem;
  const place = where && (where.value === BODY ? placeOfBody(where, sent) : placeOfHead(where, sent));
  if (!place) return problem;
  const { unplaced } = problem;
  const says = unplaced === undefined ? problem.says : withPlace(unplaced, `byte ${place.start} of the input`);
  return { ...problem, says, where: { value: INPUT, start: place.start, end: place.end } };
}

/**
 * Converts a position in a form field to a position in the input. If the field is missing, the position is the whole
 * form.
 */
export function placedInForm(problem: Problem, fields: readonly FormField[], sent: SentRequest): Problem {
  const { where } = problem;
  const field = where && fields.find(({ name }) => name.toLowerCase() === where.value);
  const start = field && where ? field.start + where.start : 0;
  const end = field && where ? field.start + where.end : (sent.body?.length ?? 0);
  return placedInInput({ ...problem, where: { value: BODY, start, end } }, sent);
}

function placeOfBody({ start, end }: Where, { bodyOffset }: SentRequest): Place | null {
  if (!bodyOffset) return null;
  const first = bodyOffset(start);
  return { start: first, end: end > start ? bodyOffset(end - 1) + 1 : first };
}

function placeOfHead({ value, start, end }: Where, { head }: SentRequest): Place | null {
  // Empty headers with the same name are ignored.
  const found =
    value === 'target' ? head.target : headerValues(head.headers, value).find(({ octets }) => octets !== '');
  const bytes = found && slice(found, start, end);
  return bytes && isOfInput(bytes) ? placeInInput(bytes) : null;
}

const isOfInput = ({ spans }: Bytes): boolean =>
  (spans ?? []).some(({ origin }) => sourcesOf(origin).some(({ kind }) => kind === 'given'));
