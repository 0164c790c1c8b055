/** A question on paper: what is asked, and what there is to choose from; no answer. */
import { octetsFromText } from '../../bytes/octets.ts';
import type { Exhibit, Prediction, Question } from '../../lessons/format.ts';
import { letterOf } from '../../lessons/kinds/letters.ts';
import type { PreparedLesson } from '../../lessons/prepared.ts';
import { visibleText } from '../characters/visible.ts';
import { aside, type Block, heading, line, words } from '../page.ts';
import { exhibitBlocks } from './exhibits.ts';
import { partsOf } from './parts.ts';
import { shownLine } from './value-lines.ts';

/** Below a heading with the id of the step, by which it is answered. */
export function askedBlocks(lesson: PreparedLesson, question: Question): Block[] {
  return [
    heading(question.id, words(question.ask)),
    ...question.exhibits.flatMap((exhibit) =>
      isAsked(lesson, exhibit) ? [row(aside('(what you have made above)'))] : exhibitBlocks(lesson, exhibit),
    ),
    ...offerBlocks(lesson, question),
  ];
}

function offerBlocks(lesson: PreparedLesson, question: Question): Block[] {
  const { answer } = question;
  switch (answer.kind) {
    case 'choose':
    case 'sort':
      return choiceBlocks(answer);
    case 'type':
      return [];
    case 'order':
      return [
        row(aside('These lines, in order; some do not belong to it:')),
        ...partsOf(lesson, question).map((part) => row({ text: shownLine(octetsFromText(part)), meaning: 'given' })),
      ];
    case 'try':
      return [
        row(aside(`Until these have come: ${answer.outcomes.join(', ')}.`)),
        ...answer.shots.map(({ id, says }) => row(words(`${id}  ${says}`))),
      ];
    case 'accept':
      return [
        row(words(`${answer.asks}, answered with ${answer.status}`)),
        ...answer.headers.map((header) => row({ text: visibleText(header), meaning: 'given' })),
        ...(answer.body === '' ? [] : [row(aside('its body: '), { text: visibleText(answer.body), meaning: 'given' })]),
      ];
    case 'grade':
      return [row({ text: 'sigv4 grade -- ./my-signer', meaning: 'command' })];
  }
}

function choiceBlocks(answer: Prediction['answer']): Block[] {
  if (answer.kind === 'choose')
    return answer.options.map(({ text }, index) => row(words(`${letterOf(index)}  ${text}`)));
  return [
    row(aside(answer.categories.map((text, index) => `${letterOf(index)}  ${text}`).join('   '))),
    ...answer.items.map(({ text }) => row(words(`_  ${text}`))),
  ];
}

/** On a screen it is there once it has been written; on paper it would be the answer to what is asked above. */
function isAsked({ check, prepared }: PreparedLesson, exhibit: Exhibit): boolean {
  if (exhibit.kind !== 'value' || exhibit.shot !== undefined) return false;
  const [{ name: first }] = prepared;
  return check.some(({ answer }) => {
    if (!('expected' in answer) || !('value' in answer.expected)) return false;
    const { value, request = first } = answer.expected;
    return value === exhibit.value && request === (exhibit.request ?? first);
  });
}

const row = (...runs: Parameters<typeof line>[1]) => line('', runs);
