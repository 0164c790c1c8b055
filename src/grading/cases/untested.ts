/** What a grade says nothing of: groups that were not asked, vectors that are no cases, and what no vector is about. */

import type { ToldGrade } from '../told.ts';
import { GROUP_SAYS, GROUPS, LEFT_OUT } from './groups.ts';

/** No line asks for it, whatever is asked. */
const NEVER = [
  'SigV4A, whose signatures have a random number in them, so that no two are alike',
  'policies of uploads by form',
  'event streams',
  'completing a request: each comes with its Host, its X-Amz-Date and all that is signed',
  'where credentials come from, and what is sent',
] as const;

/** Why vectors are no cases that NEVER does not say already. */
const OTHERS = ['disagreement', 'no-host', 'secret'] as const;

/** A sentence each, without its full stop. */
export function untested({ groups, leftOut }: Pick<ToldGrade, 'groups' | 'leftOut'>): readonly string[] {
  return [
    ...GROUPS.filter((group) => !groups.includes(group)).map((group) => `--groups ${group}: ${GROUP_SAYS[group]}`),
    ...NEVER,
    ...OTHERS.flatMap((why) => {
      const count = leftOut.get(why) ?? 0;
      return count === 0 ? [] : [`${LEFT_OUT[why]} (${count} ${count === 1 ? 'vector' : 'vectors'})`];
    }),
  ];
}
