/** What `sigv4 send` says of a redirect: where it leads, whether it may be followed, and what would have to be signed. */

import type { RequestPlan } from '../../app/planning/planned-request.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { headerValue, type ResponseHead } from '../../http/message.ts';
import { visible, visibleText } from '../../pages/characters/visible.ts';
import type { Mask } from '../../trace/redact-exchange.ts';
import type { Destination, Obstacle, Redirection } from './redirects.ts';

type Difference = Extract<Obstacle, `another-${string}`>;

/** Obstacles of one sentence, which goes on after "It is not followed: it leads to another". */
const OTHERS: Readonly<Record<Difference, string>> = {
  'another-scheme': 'scheme',
  'another-host': 'host',
  'another-port': 'port',
  'another-bucket': 'bucket',
  'another-key': 'key',
  'another-query': 'query',
};

/** Each goes on after "It is not followed: ". */
const SENTENCES: Readonly<Record<Exclude<Obstacle, Difference>, string>> = {
  'not-s3': 'it leads away from S3',
  unverified: 'the server that answered was not verified over TLS to be S3',
  'own-host-header': 'the Host header that you gave is not for that host',
  nowhere: 'it names no other place and no other region',
  unreadable: 'where it leads cannot be read',
  'too-many': 'there were too many redirects before it',
};

const isDifference = (obstacle: Obstacle): obstacle is Difference => obstacle in OTHERS;

function obstaclesText(obstacles: readonly Obstacle[]): string {
  const others = obstacles.filter(isDifference).map((obstacle) => OTHERS[obstacle]);
  const last = others.at(-1);
  const list = others.length > 1 ? `${others.slice(0, -1).join(', ')} and ${last}` : last;
  return [
    ...obstacles.flatMap((obstacle) => (isDifference(obstacle) ? [] : [SENTENCES[obstacle]])),
    ...(list === undefined ? [] : [`it leads to another ${list}`]),
  ].join('; ');
}

/** Says it in lines. `mask` hides what the request carries; `head` is masked already. Nothing is said of a 304. */
export function redirectText(plan: RequestPlan, head: ResponseHead, redirection: Redirection, mask: Mask): string {
  const location = headerValue(head.headers, 'location')?.octets;
  const where = location === undefined ? '' : ` to ${visible(location)}`;
  const lines = linesOf(plan, redirection, mask);
  if (lines.length === 0 && location === undefined) return '';
  return [`The server redirects (${head.status})${where}.`, ...lines].map((line) => `sigv4: ${line}\n`).join('');
}

function linesOf(plan: RequestPlan, redirection: Redirection, mask: Mask): string[] {
  const isSigned = plan.trace !== null;
  switch (redirection.kind) {
    case 'none':
      return [];
    case 'allowed': {
      const needed = isSigned ? 'That needs a new signature' : 'That is a request of its own';
      return [`${needed}: ${requestText(plan, redirection.destination, mask)}. Follow it with -L.`];
    }
    case 'blocked': {
      const { destination } = redirection;
      const needed = isSigned ? 'What would have to be signed again' : 'What it asks for';
      return [
        `It is not followed: ${obstaclesText(redirection.obstacles)}.`,
        ...(destination
          ? [`${needed}: ${requestText(plan, destination, mask)}. If you want that, name it yourself.`]
          : []),
      ];
    }
  }
}

/** The request that a redirect leads to, in the parts that a signature is bound to. */
function requestText({ inputs }: RequestPlan, { place, address, region }: Destination, mask: Mask): string {
  const shown = (octets: Octets) => visible(mask(octets));
  const { bucket, key } = address;
  return [
    visibleText(inputs.method.value),
    `host ${shown(place.authority.octets)}`,
    ...(region === null ? [] : [`region ${shown(octetsFromText(region))}`]),
    ...(bucket === '' ? [] : [`bucket ${shown(bucket)}`]),
    ...(key === '' ? [] : [`key ${shown(key)}`]),
  ].join(', ');
}
