/** The end of a lesson: one sentence, AWS's page, the lines for a shell that prove it; of the test, what can be left out. */
import type { Play } from '../../lessons/play.ts';
import { lessonStanding } from '../../lessons/records.ts';
import { aside, type Block, heading, line, link, prose, words } from '../page.ts';

/** None for the test at the door. */
export function takeAwayBlocks({ lesson, records }: Play): Block[] {
  if (lesson.kind === 'test') return [];
  const standing = lessonStanding(lesson, records);
  return [
    prose({ text: lesson.takeAway, meaning: 'name' }),
    prose(),
    ...lesson.see.map((address) => prose(link(address))),
    ...lesson.proof.flatMap(({ says, command, prints }): Block[] => [
      heading(says),
      ...command
        .trim()
        .split('\n')
        .map((one) => line('', [{ text: one, meaning: 'command' }])),
      prose(aside('It prints:')),
      ...prints
        .trim()
        .split('\n')
        .map((one) => line('', [words(one)])),
    ]),
    prose(),
    prose(words('Say in your own words what you have seen. Nobody grades it.')),
    ...(standing === 'done' ? [] : [prose(words('Some checks are open still: ← goes back to them.'))]),
  ];
}
