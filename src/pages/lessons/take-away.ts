/** The end of a lesson: one sentence, AWS's page, the lines for a shell that prove it; of the test, what can be left out. */
import type { Prediction } from '../../lessons/format.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { Play } from '../../lessons/playing/play.ts';
import { type LessonRecords, lessonStanding, recordOf } from '../../lessons/playing/records.ts';
import { aside, type Block, heading, line, link, prose, words } from '../page.ts';
import { recalledIn, takenLines } from './predictions.ts';
import { commandLines } from './value-lines.ts';

/** None for the test at the door. */
export function takeAwayBlocks({ lesson, records }: Play): Block[] {
  if (lesson.kind === 'test') return testBlocks(lesson, records);
  const standing = lessonStanding(lesson, records);
  return [
    prose({ text: lesson.takeAway, meaning: 'name' }),
    prose(),
    ...lesson.see.map((address) => prose(link(address))),
    ...lesson.proof.flatMap(({ says, command, prints }): Block[] => [
      heading(says),
      ...commandLines(command),
      prose(aside('It prints:')),
      ...prints
        .trim()
        .split('\n')
        .map((one) => line('', [words(one)])),
    ]),
    prose(),
    prose(words('Say in your own words what you have seen, aloud or on paper: nobody grades it.')),
    ...(standing === 'done' ? [] : [prose(words('Some checks are open still: ← goes back to them.'))]),
  ];
}

/** What can be left out, and of each question what was said and what is so. */
function testBlocks({ predict, covers }: Lesson, records: LessonRecords): Block[] {
  const titles = [...new Set(covers.values())];
  const known = titles.filter((title) =>
    predict.filter(({ id }) => covers.get(id) === title).every((question) => isRight(question, records)),
  );
  return [
    prose({ text: `${known.length} of ${titles.length} lessons can be left out.`, meaning: 'name' }),
    ...known.map((title) => prose(words(`✓ ${title}`))),
    ...predict.flatMap((question) => answeredBlocks(question, records)),
    prose(),
    prose(words('enter leads to the list, where what you know is marked. The test can be taken again.')),
  ];
}

function isRight(question: Prediction, records: LessonRecords): boolean {
  const recalled = recalledIn(question, recordOf(records, question.id).answer);
  return recalled?.kind === 'option' && recalled.taken?.right === true;
}

function answeredBlocks(question: Prediction, records: LessonRecords): Block[] {
  const recalled = recalledIn(question, recordOf(records, question.id).answer);
  if (recalled?.kind !== 'option') return [];
  return [heading(question.ask), ...takenLines(recalled, (text) => `“${text}”`)];
}
