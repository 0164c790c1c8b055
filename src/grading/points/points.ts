/** Gives points for a grade: by the form of the signature, and by the parts of it. */
import { octetsFromText } from '../../bytes/octets.ts';
import { linesOf } from '../../drafts/draft.ts';
import type { GradedCase } from '../cases/graded-case.ts';
import type { CaseResult } from '../compare-answer.ts';
import { comparableOf, explainingDraft } from '../mistakes/candidates.ts';
import type { Naming } from '../mistakes/name-mistakes.ts';
import { isCore } from './core.ts';
import { COMPUTED_PARTS, type ComputedPart, PARTS, type Part, wrongParts } from './parts.ts';

export const FORMS = ['header', 'query'] as const;
export type Form = (typeof FORMS)[number];

/** The share of each form. A program that signs in the header only cannot get more than the first one. */
const FORM_SHARES: Readonly<Record<Form, number>> = { header: 60, query: 40 };
/**
 * The share of each part within its form. A program with one mistake loses its part and the result: at most 40 of 100.
 */
const PART_SHARES: Readonly<Record<Part, number>> = {
  path: 15,
  query: 10,
  headers: 15,
  payload: 15,
  string: 10,
  key: 10,
  result: 25,
};

/** The points for a part of a form. */
interface PartPoints {
  readonly form: Form;
  readonly part: Part;
  readonly points: number;
  readonly of: number;
}

export interface Points {
  readonly points: number;
  readonly of: number;
  /** The parts that were asked, in the order of the forms and of the computation. */
  readonly parts: readonly PartPoints[];
  /** The cases that do not count for points. */
  readonly extra: { readonly right: number; readonly asked: number };
}

/** The parts of a core case that are right. */
interface Judged {
  readonly graded: GradedCase;
  readonly form: Form;
  readonly right: ReadonlySet<Part>;
}

/** Gives points out of `of`. Points are rounded to tenths. */
export function pointsOf(results: readonly CaseResult[], naming: Naming, of: number): Points {
  const core = results.filter(({ graded }) => isCore(graded));
  const judged = core.map((result) => judgedCase(result, naming));
  const asked = FORMS.flatMap((form) =>
    PARTS.flatMap((part) => {
      const own = judged.filter((one) => one.form === form);
      return own.length === 0 ? [] : [{ form, part, share: shareOf(own, part), weight: weightOf(form, part) }];
    }),
  );
  const whole = asked.reduce((sum, { weight }) => sum + weight, 0);
  const parts = asked.map(({ form, part, share, weight }) => ({
    form,
    part,
    points: (share * weight * of) / whole,
    of: (weight * of) / whole,
  }));
  const others = results.filter(({ graded }) => !isCore(graded));
  return {
    points: rounded(parts.reduce((sum, { points }) => sum + points, 0)),
    of,
    parts: parts.map((one) => ({ ...one, points: rounded(one.points), of: rounded(one.of) })),
    extra: { right: others.filter(({ isRight }) => isRight).length, asked: others.length },
  };
}

const TENTHS = 10;
const rounded = (points: number) => Math.round(points * TENTHS) / TENTHS;

const weightOf = (form: Form, part: Part): number => FORM_SHARES[form] * PART_SHARES[part];

/** Returns how many of the cases that test a part have it right. If no case tests it, all cases of the form count. */
function shareOf(judged: readonly Judged[], part: Part): number {
  const testing = judged.filter(({ graded, form }) => isTestedIn(part, form, graded));
  const cases = testing.length === 0 ? judged : testing;
  return cases.filter(({ right }) => right.has(part)).length / cases.length;
}

/** Headers that are in nearly every request. */
const USUAL_HEADERS = /^(?:host|x-amz-date|x-amz-content-sha256):/;

/**
 * Returns whether a case is of use to see whether a part is right. Nearly every case has an empty query or an empty body,
 * so a program that never looks at them would otherwise lose next to nothing.
 */
function isTestedIn(part: Part, form: Form, { expected }: GradedCase): boolean {
  if (expected.kind !== 'values') return false;
  const { head, body } = expected.model.around;
  const lines = linesOf(expected.values.canonicalRequest ?? octetsFromText(''));
  switch (part) {
    case 'path':
      return lines[1] !== '/';
    case 'query':
      return form === 'query' || lines[2] !== '';
    case 'headers':
      return lines.slice(3).some((line) => line.includes(':') && !USUAL_HEADERS.test(line));
    case 'payload':
      return head !== null && (body ?? '') !== '';
    default:
      return true;
  }
}

function judgedCase(result: CaseResult, naming: Naming): Judged {
  const { graded, isRight } = result;
  const form = formOf(graded);
  if (isRight) return { graded, form, right: new Set(PARTS) };
  if (naming.isHeaderFormOnly && form === 'query') return { graded, form, right: new Set() };
  const wrong = wrongIn(result, naming);
  return { graded, form, right: new Set(COMPUTED_PARTS.filter((part) => !wrong.has(part))) };
}

const formOf = ({ expected }: GradedCase): Form =>
  expected.kind === 'values' ? expected.model.around.scheme : 'header';

/** Returns the wrong parts of a wrong answer. All parts are wrong if there is no answer. */
function wrongIn(result: CaseResult, { mistakes }: Naming): ReadonlySet<ComputedPart> {
  const [one] = comparableOf(result);
  if (!one) return new Set(COMPUTED_PARTS);
  // Only what follows the signature is wrong: the header or the URL in which it is written.
  if (one.isSignatureRight) return new Set();
  const named = mistakes.find(({ explains }) => explains.includes(one.id));
  return wrongParts(one, named === undefined ? null : explainingDraft(named, one));
}
