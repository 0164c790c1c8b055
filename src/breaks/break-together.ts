/** Makes several mistakes in one correct request: first those of the signer, and then the changes in transit. */
import type { Octets } from '../bytes/octets.ts';
import type { Draft } from '../drafts/draft.ts';
import type { MutationContext } from '../drafts/mutation.ts';
import type { RequestHead } from '../http/message.ts';
import type { Break } from './break.ts';
import { carried, isSignedAlike, type RightRequest, resigned } from './break-request.ts';

/** A break, and the index of its draft among the drafts that its mutation returns. */
export interface MadeBreak {
  readonly of: Break;
  readonly way: number;
}

export interface BrokenTogether {
  readonly made: readonly MadeBreak[];
  /** The draft that the client signs. */
  readonly signed: Draft;
  /** The head as the client sends it. */
  readonly sent: RequestHead;
  /** The draft of the right request after the changes in transit. */
  readonly arriving: Draft;
  /** The head and the body as they arrive at the server. */
  readonly arrived: RequestHead;
  readonly body: Octets;
}

/**
 * Makes the mistakes of the signer in the given order, signs, and then makes the changes in transit. Returns the break
 * that changes nothing, if there is one.
 */
export function breakTogether(right: RightRequest, breaks: readonly Break[]): BrokenTogether | Break {
  const signing = together(
    right,
    breaks.filter(({ side }) => side === 'client'),
  );
  if ('id' in signing) return signing;
  const sent = signing.made.length === 0 ? right.head : resigned(right, signing.draft);
  const onWay = { ...right, head: sent };
  const way = together(
    onWay,
    breaks.filter(({ side }) => side === 'way'),
  );
  if ('id' in way) return way;
  return {
    made: [...signing.made, ...way.made],
    signed: signing.draft,
    sent,
    arriving: way.draft,
    arrived: way.draft === right.draft ? sent : carried(onWay, way.draft),
    body: way.body,
  };
}

interface Together {
  readonly draft: Draft;
  readonly body: Octets;
  readonly made: readonly MadeBreak[];
}

function together(right: RightRequest, breaks: readonly Break[]): Together | Break {
  let all: Together = { draft: right.draft, body: right.body, made: [] };
  for (const one of breaks) {
    const next = applied(all, one, right);
    if (next === null) return one;
    all = next;
  }
  return all;
}

/** Applies a break in the first way that changes what is signed. Returns `null` if none does. */
function applied(all: Together, one: Break, right: RightRequest): Together | null {
  const { change } = one;
  if (change.kind === 'body') {
    const body = change.change(all.body);
    return body === all.body ? null : { ...all, body, made: [...all.made, { of: one, way: 0 }] };
  }
  const drafts = change.mutation.change(all.draft, mutationContextOf(right));
  const way = drafts.findIndex((draft) => !isSignedAlike(draft, all.draft));
  const draft = drafts[way];
  return draft === undefined ? null : { ...all, draft, made: [...all.made, { of: one, way }] };
}

export const mutationContextOf = ({ head, body, scheme }: RightRequest): MutationContext => ({
  head,
  body,
  scheme,
  other: null,
});
