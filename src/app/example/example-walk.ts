/** The walk of AWS's documented example, which goes to the sandbox, and what becomes of it once it is edited. */
import { DOCUMENTED_EXAMPLE } from '../../aws/documented-example.ts';
import { arrayFromOctets, EMPTY, type Octets } from '../../bytes/octets.ts';
import { problem } from '../../bytes/problem.ts';
import { exampleSandbox } from '../../sandbox/example-sandbox.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import { redactExchange } from '../../trace/redact-exchange.ts';
import { findValue } from '../../trace/trace.ts';
import { walkEditor } from '../editing/edit-walk.ts';
import type { Original } from '../editing/edited-command.ts';
import type { OptionValues } from '../options/option-values.ts';
import { messageOf } from '../planning/sending.ts';
import { readBody } from '../reading/read-body.ts';
import { watchedSender } from '../reading/watched-send.ts';
import type { RequestSources } from '../settings/request-sources.ts';
import { type CommandLine, leadingOn, type WalkRouter } from '../walks/planned-walk.ts';
import { factsCompleter, firstFacts } from '../walks/walk-facts.ts';
import type { SigningWalk, World } from '../world/world.ts';
import { BY, documentedExample, EXAMPLE_DESTINATION } from './documented-walk.ts';
import { sendToSandbox } from './send-to-sandbox.ts';

/**
 * The example goes to a sandbox whose clock stands at its time and whose key is AWS's, whatever is edited. It is one
 * sandbox for the whole walk: what was put there can be got.
 */
export function beginExample(world: World, options: OptionValues): SigningWalk {
  const example = documentedExample();
  const sandbox = exampleSandbox({ clock: () => new Date(readTimestamp(DOCUMENTED_EXAMPLE.timestamp) ?? 0) });
  // The bytes themselves, not what the pages may show of them.
  const head = findValue(example.trace, SIGNED_REQUEST.id)?.bytes.octets ?? EMPTY;
  const request = arrayFromOctets((head + example.body.beginning) as Octets);
  const { method } = DOCUMENTED_EXAMPLE;
  const facts = firstFacts(example);
  const complete = factsCompleter(world, example, facts);
  const sending = leadingOn(world, options, { ...example, head }, (watched) =>
    sendToSandbox(sandbox, world, { method, request, ...watched }),
  );
  const { leadOn } = sending;
  const send = watchedSender(world, request.length, async (watched) => redactExchange(await sending.send(watched), []));
  const walk = async () => ({ facts: await complete(), send, leadOn });
  const toSandbox: WalkRouter = async (_command, plan) => ({
    connectsTo: EXAMPLE_DESTINATION,
    send: (watched) => sendToSandbox(sandbox, world, { method: plan.method, request: messageOf(plan), ...watched }),
  });
  const editor = walkEditor({ ...exampleAsTyped(world, options), walk, findRoute: toSandbox, bodyOfData: readBody });
  return { facts, complete, send, editor, leadOn };
}

/** Whose words are not edited are AWS's. */
const OF_EXAMPLE: RequestSources = {
  by: BY,
  of: (part, usual) => (part === 'url' ? `the URL of ${BY}` : /^(?:method$|headers)/.test(part) ? usual : BY),
};

/** The example as somebody would type it, in an environment that has AWS's example key and nothing else. */
export function exampleAsTyped(world: World, { showSecret }: OptionValues): Original {
  const { method, url, headers, body, timestamp, region, key } = DOCUMENTED_EXAMPLE;
  const { accessKeyId, secretAccessKey } = key;
  const command: CommandLine = {
    world: {
      ...world,
      environment: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
      loadProfile: async () => problem('profile', "AWS's example has no profile.", 'Give it a region and keys.'),
    },
    address: url,
    options: { showSecret, region, date: timestamp },
    sources: OF_EXAMPLE,
  };
  const inputs = { method, url, headers, payload: body, region, date: timestamp, accessKeyId, secretAccessKey };
  return { command, inputs, sessionToken: null, fromFiles: null };
}
