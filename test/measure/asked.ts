/** Cases that only a person's words decide: asked up to three questions, whose answers are in test/evidence/answers.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAUSES } from '../../src/causes/table.ts';
import { COUNTS } from '../../src/suspects/counts.ts';
import { likelihoodsOf } from '../../src/suspects/likelihood.ts';
import { answer, type Inquiry, nextQuestion } from '../../src/suspects/questions.ts';
import { TWINS } from './cases.ts';
import { type RankedCase, rankedCases } from './ranked-cases.ts';

type Said = Readonly<Record<string, { readonly answer: 'yes' | 'no'; readonly words: string }>>;

const ANSWERS: Readonly<Record<string, Said>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'evidence', 'answers.json'), 'utf8'),
);

/** Asks until no question is worth asking. What the words of the thread do not say is unknown. */
function asked({ name, observation }: RankedCase): {
  readonly inquiry: Inquiry;
  readonly questions: readonly string[];
} {
  const { causes, other } = likelihoodsOf(observation, CAUSES, COUNTS);
  let inquiry: Inquiry = { likelihoods: causes, other, answers: new Map(), causes: CAUSES };
  for (let id = nextQuestion(inquiry); id !== null; id = nextQuestion(inquiry))
    inquiry = answer(inquiry, id, ANSWERS[name]?.[id]?.answer ?? 'unknown');
  return { inquiry, questions: [...inquiry.answers].map(([id, given]) => `${id}=${given}`) };
}

/** Prints how many of the cases are named in the first three after the questions. */
export function printAsked(folder: string): void {
  const cases = rankedCases(folder).filter(({ isDecidable, needsWords }) => isDecidable && needsWords);
  const results = cases.map((one) => {
    const { inquiry, questions } = asked(one);
    const first = [...inquiry.likelihoods.keys()].slice(0, 3);
    const accepted = new Set([one.cause, ...TWINS.filter((twins) => twins.includes(one.cause)).flat()]);
    return { one, questions, first, isNamed: first.some((id) => accepted.has(id)) };
  });
  for (const { one, questions, first, isNamed } of results)
    if (process.env.VERBOSE)
      console.log(
        `${isNamed ? 'ok ' : '-- '} ${one.name} | ${one.cause} | ${questions.join(' ')} | ${first.join(', ')}`,
      );
  const named = results.filter(({ isNamed }) => isNamed).length;
  console.log(`decided by words, after at most three questions: ${named} of ${results.length} in the first three`);
}
