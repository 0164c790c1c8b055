/** Whether what was given is right. It is compared with what is computed, and never with a key that was pressed. */
import { isProblem } from '../../bytes/problem.ts';
import type { AnswerForm, Question } from '../format.ts';
import type { Given, Judgement } from '../given.ts';
import type { PreparedLesson, ShotOutcome } from '../prepared.ts';
import { isOutcome, shoot } from '../shots/shots.ts';
import { judgeOrder, judgeTyped } from './judge-lines.ts';
import { judgeRequest } from './judge-request.ts';
import { incomplete, right, wrong } from './judgement.ts';

type Form<Kind extends AnswerForm['kind']> = Extract<AnswerForm, { readonly kind: Kind }>;
type Of<Kind extends Given['kind']> = Extract<Given, { readonly kind: Kind }>;

/** `incomplete` where something is missing and nothing is wrong; also where the answer has another form. */
export function judge(lesson: PreparedLesson, { answer }: Question, given: Given): Judgement {
  if (answer.kind === 'choose' && given.kind === 'choose') return judgeChoice(answer, given);
  if (answer.kind === 'sort' && given.kind === 'sort') return judgeSorting(answer, given);
  if (answer.kind === 'type' && given.kind === 'type') return judgeTyped(lesson, answer, given);
  if (answer.kind === 'order' && given.kind === 'order') return judgeOrder(lesson, answer, given);
  if (answer.kind === 'try' && given.kind === 'try') return judgeTries(lesson, answer, given);
  if (answer.kind === 'accept' && given.kind === 'accept') return judgeRequest(lesson, answer, given.request);
  if (answer.kind === 'grade' && given.kind === 'grade') return judgeGrade(given);
  return incomplete('The answer has another form than the question asks for.');
}

function judgeChoice({ options }: Form<'choose'>, { option }: Of<'choose'>): Judgement {
  const taken = options[option];
  if (!taken) return incomplete('Nothing is chosen yet.');
  const says = taken.says === undefined ? [] : [taken.says];
  return taken.right ? right(...says) : wrong(...says);
}

function judgeSorting({ items, categories }: Form<'sort'>, given: Of<'sort'>): Judgement {
  const sorted = items.map((item, at) => ({ ...item, given: categories[given.categories[at] ?? -1] }));
  const left = sorted.filter((item) => item.given === undefined).length;
  if (left > 0) return incomplete(`${left} of ${items.length} have no place yet.`);
  const misplaced = sorted.filter((item) => item.given !== item.in);
  const [first] = misplaced;
  if (!first) return right();
  const count = `${items.length - misplaced.length} of ${items.length} are where they belong.`;
  return wrong(`"${first.text}" does not belong to "${first.given}".`, count);
}

/** What was tried is never wrong: each outcome is one that was to be seen, or one more. */
function judgeTries(lesson: PreparedLesson, { shots, outcomes }: Form<'try'>, given: Of<'try'>): Judgement {
  const tried = shots.filter(({ id }) => given.shots.includes(id)).map((shot) => shoot(lesson, shot));
  const happened = tried.filter((outcome): outcome is ShotOutcome => !isProblem(outcome));
  const left = outcomes.filter((named) => !happened.some((outcome) => isOutcome(outcome, named)));
  return left.length === 0 ? right() : incomplete(`Still to come: ${left.join(', ')}.`);
}

function judgeGrade({ passed }: Of<'grade'>): Judgement {
  return passed === 'yes'
    ? right()
    : wrong('The signer has not passed yet: sigv4 grade says which value differs first.');
}
