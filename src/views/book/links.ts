/** Links the parts of the book: a cause and a lesson to the steps that they are about, and a step to both. */
import type { Cause, CauseStage } from '../../causes/cause.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { lessonOf, lessonOfValue } from '../../lessons/lesson-of.ts';
import { questionOf, stepsOf } from '../../lessons/playing/records.ts';
import { AUTHORIZATION_STAGE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST_STAGE } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { CHUNK_SIGNATURES_STAGE } from '../../sigv4/stages/chunk-signatures.ts';
import { CREDENTIAL_SCOPE_STAGE } from '../../sigv4/stages/credential-scope.ts';
import { PRESIGNED_URL_STAGE } from '../../sigv4/stages/presigned-url.ts';
import { REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { REQUEST_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { SIGNING_KEY_STAGE } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import type { WalkFacts } from '../facts.ts';
import type { FormId } from './forms.ts';

/** A step of the book: a form, and the ID of a stage in its walk. */
export interface BookStep {
  readonly form: FormId;
  readonly stage: string;
}

/** The walk through the example in one form. */
export interface FormWalk {
  readonly id: FormId;
  readonly facts: WalkFacts;
}

const STEPS: Readonly<Record<CauseStage, string>> = {
  credentials: REQUEST_STAGE.id,
  'credential-scope': CREDENTIAL_SCOPE_STAGE.id,
  'signing-key': SIGNING_KEY_STAGE.id,
  'http-method': CANONICAL_REQUEST_STAGE.id,
  'canonical-uri': CANONICAL_REQUEST_STAGE.id,
  'canonical-query-string': CANONICAL_REQUEST_STAGE.id,
  'canonical-headers': CANONICAL_REQUEST_STAGE.id,
  'signed-headers': CANONICAL_REQUEST_STAGE.id,
  'hashed-payload': CANONICAL_REQUEST_STAGE.id,
  'canonical-request': CANONICAL_REQUEST_STAGE.id,
  'string-to-sign': STRING_TO_SIGN_STAGE.id,
  authorization: AUTHORIZATION_STAGE.id,
  transport: REQUEST_BYTES_STAGE.id,
};

/** Causes that occur in only one form, if their lesson does not indicate the form. */
const FORM_OF_CAUSE: Readonly<Record<string, BookStep>> = {
  'post-policy-encoding': { form: 'post-policy', stage: STRING_TO_SIGN_STAGE.id },
  'unsigned-trailer-unsupported': { form: 'trailer', stage: CHUNK_SIGNATURES_STAGE.id },
  'aws-chunked-framing': { form: 'chunked', stage: CHUNK_SIGNATURES_STAGE.id },
  'sigv4a-required': { form: 'sigv4a', stage: SIGNING_KEY_STAGE.id },
};

/** Returns the step at which a cause occurs. */
export function stepOfCause(cause: Cause): BookStep {
  const own = FORM_OF_CAUSE[cause.id];
  if (own) return own;
  const stage = STEPS[cause.stage];
  if (lessonOf(cause) !== 'in-the-url') return { form: 'header', stage };
  return { form: 'presigned', stage: stage === AUTHORIZATION_STAGE.id ? PRESIGNED_URL_STAGE.id : stage };
}

/** Returns the stages of causes that occur at a stage of a walk. */
export const causeStagesOf = (stage: string): readonly CauseStage[] =>
  (Object.keys(STEPS) as CauseStage[]).filter((one) => STEPS[one] === stage);

/**
 * Returns the steps that a lesson is about: the step that it looks at, the steps of the values that it shows or asks
 * for, and the steps of the values that it teaches. A lesson that names no step is about all steps.
 */
export function stepsOfLesson(lesson: Lesson, forms: readonly FormWalk[]): readonly BookStep[] {
  const form = formOfLesson(lesson);
  const { values = [], stages: all = [] } = forms.find(({ id }) => id === form)?.facts.trace ?? {};
  const named = valuesOf(lesson);
  const taught = values.filter(({ id }) => named.includes(id) || lessonOfValue(id) === lesson.name);
  const found = all.filter(({ id }) => id === lesson.look?.stage || taught.some(({ stage }) => stage === id));
  return (found.length > 0 ? found : all).map(({ id }) => ({ form, stage: id }));
}

/**
 * Returns the form of the requests that a lesson signs: of the request that it looks at or, failing that, the first.
 */
function formOfLesson({ requests, look }: Lesson): FormId {
  const asked = requests[look?.request ?? ''] ?? Object.values(requests)[0];
  if (asked?.form === 'query') return 'presigned';
  return asked?.payload === 'streaming' ? 'chunked' : 'header';
}

/** Returns the IDs of the values that a lesson shows or asks for. */
function valuesOf(lesson: Lesson): string[] {
  const questions = stepsOf(lesson, 'guided').flatMap((step) => questionOf(step) ?? []);
  const exhibited = questions.flatMap(({ exhibits }) =>
    exhibits.flatMap((exhibit) => (exhibit.kind === 'value' ? [exhibit.value] : [])),
  );
  const asked = questions.flatMap(({ answer }) => {
    const { expected } = kindOf({ answer }).parts(answer);
    return expected && 'value' in expected ? [expected.value] : [];
  });
  return [...lesson.shown, ...(lesson.look?.values ?? []), ...exhibited, ...asked];
}
