/** Nothing in a request or in the answer to it commands a terminal or hides in any output: it is escaped. */

import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShownTraffic } from '../../src/app/traffic/shown-traffic.ts';
import type { ShownPastePage, ShownWalk } from '../../src/app/walks/shown-walk.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { sandbox } from '../../src/commands/sandbox/sandbox.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { walk } from '../../src/commands/walk.ts';
import { describeDiagnosis } from '../../src/screen/diagnosis/describe-diagnosis.tsx';
import { openShown } from '../../src/screen/open-shown.ts';
import { describePaste } from '../../src/screen/paste/describe-paste.tsx';
import { beginSession, type DrawnSession } from '../../src/screen/session.ts';
import type { SessionDescription } from '../../src/screen/session-description.ts';
import { describeTraffic } from '../../src/screen/traffic/describe-traffic.tsx';
import { describeWalk } from '../../src/screen/walk/describe-walk.tsx';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../support/commands/test-world.ts';
import { octetsOf } from '../support/octets-of.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { textsOf } from '../support/screen/drawn-rows.tsx';
import { chunked } from '../support/sigv4/chunked-order.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';
import { runs } from '../support/sweep.ts';
import { HOSTILE, UNSEEN } from '../support/trace/hostile-texts.ts';

/** A request of each form, with a mistake or without one. */
const REQUESTS: readonly string[] = [
  ordered({ path: '/test.txt', headers: [['X-Amz-Meta-A', 'b']], query: [['prefix', 'p']] }).request,
  ordered({ secret: 'another' }).request,
  ordered({ method: 'PUT', body: 'some\ndata' }).request,
  presigned({ query: [['prefix', 'p']] }).request,
  chunked({ chunks: ['a'.repeat(20), 'b'] }).request,
  formOf().request,
];

const ANSWER =
  '<?xml version="1.0"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message><Resource>/examplebucket/a</Resource><Endpoint>s3.amazonaws.com</Endpoint><AWSAccessKeyId>AKIAIOSFODNN7EXAMPLE</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\nabc</StringToSign><SignatureProvided>def</SignatureProvided><CanonicalRequest>GET\n/test.txt\n\nhost:h\n\nhost\nabc</CanonicalRequest></Error>';

/** Everything that is hostile at once, a part of it, or any characters. */
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE, HOSTILE.join('')),
  fc
    .array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 6 })
    .map((codes) => String.fromCharCode(...codes).replace(/[\r\n\0]/g, '\x1b')),
);

/** The places of a request or an answer: each kind is as likely as any other one, however often it occurs. */
const PLACES: readonly RegExp[] = [
  /Host: \w+/g,
  /Host: [\w.]+/g,
  /^[A-Z]+ \S+/g,
  /^\S+: /gm,
  /^[\w-]+/gm,
  /Credential=\w+/g,
  /us-east-1/g,
  /SignedHeaders=/g,
  /<\w+>/g,
  /[\s\S]/g,
];

/** A text with something hostile after one to three places of it. */
const spoiled = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(hostile, fc.constantFrom(...PLACES), fc.nat()), { minLength: 1, maxLength: 3 }),
    )
    .map(([text, changes]) =>
      changes.reduce((whole, [what, kind, number]) => {
        const places = [...whole.matchAll(kind)];
        const place = places[number % places.length];
        const at = place ? place.index + place[0].length : 0;
        return whole.slice(0, at) + what + whole.slice(at);
      }, text),
    );

const asText = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');

function expectEscaped(text: string): void {
  expect(text.match(UNSEEN)).toBeNull();
  expect(text).not.toContain('Internal error:');
}

type Layout = 'usual' | 'heard';
const LAYOUTS: readonly Layout[] = ['usual', 'heard'];
const SIZE = { width: 80, height: 24 };

function began<State, Event, Effect>(of: SessionDescription<State, Event, Effect>, layout: Layout): DrawnSession {
  return beginSession(of, { size: SIZE, layout }, { write: () => {} });
}

/** Everything that a session draws or says in each layout, while these keys are pressed. */
async function seenIn(begin: (layout: Layout) => DrawnSession, keys: string): Promise<string> {
  const seen: string[] = [];
  for (const layout of LAYOUTS) {
    const session = begin(layout);
    const { all, change } = session.announcer();
    const drawn = () => textsOf(session);
    seen.push(...(layout === 'heard' ? all() : drawn()));
    for (const key of keys) {
      session.take({ kind: 'key', key });
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(...(layout === 'heard' ? change() : drawn()));
    }
  }
  return seen.join('\n');
}

const walkSession = (shown: ShownWalk) => (layout: Layout) => {
  const opening = { openShown };
  return shown.facts.trace.purpose === 'diagnose'
    ? began(describeDiagnosis(shown, opening), layout)
    : began(describeWalk(shown, opening), layout);
};

/** The line of progress is written again and again. */
const ERASED_LINE = '\r\x1b[K';

interface Ran {
  readonly printed: string;
  readonly walks: readonly ShownWalk[];
  readonly pages: readonly ShownPastePage[];
}

/**
 * Runs a command with the screen of a terminal, and a file that has these bytes. Ctrl-C stops the search for a cause,
 * which would find nothing.
 */
async function ran(
  line: (world: CommandWorld) => Promise<number>,
  file = '',
  changes: Partial<CommandWorld> = {},
): Promise<Ran> {
  let seconds = 0;
  const printed: string[] = [];
  const walks: ShownWalk[] = [];
  const pages: ShownPastePage[] = [];
  const { world } = worldOf({
    environment: EXAMPLE_KEYS,
    output: (text) => void printed.push(text),
    errors: (text) => void printed.push(text.replaceAll(ERASED_LINE, '')),
    errorsWidth: () => SIZE.width,
    now: () => new Date(Date.UTC(2013, 4, 24, 0, 0, seconds++)),
    interruption: () => AbortSignal.abort(),
    readFile: async () => octetsOf(file),
    screen: screenFor({
      walk: async (walk) => 0 * walks.push(walk),
      paste: async (page) => 0 * pages.push(page),
    }),
    ...changes,
  });
  await line(world);
  return { printed: printed.join(''), walks, pages };
}

const PRINTED = [{ plain: true }, { json: true }, { html: '-' }, { share: true }, { case: '-' }] as const;

/** Sends bytes and nothing after them, so that a request that is not whole is answered or dropped too. */
const sendAll = (port: number, request: string) =>
  new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.resume();
    socket.end(Buffer.from(request, 'latin1'));
  });

/** Sets the title of the window and the clipboard. */
const HOSTILE_HOST = ordered({}).request.replace('examplebucket', '$&\x1b]0;HOSTILE\x07\x1b]52;c;SE9TVElMRQ==\x07');
const ANSWERED = REQUESTS.map((request) => `${request}\n${ANSWER}`);

describe('what is hostile in a request or its answer is escaped', () => {
  it('in everything that diagnose and verify print', { tags: ['expensive'] }, async () => {
    const property = fc.asyncProperty(
      spoiled([...REQUESTS, ...ANSWERED, ANSWER]),
      fc.constantFrom(...PRINTED),
      async (input, options) => {
        const refused = await ran((world) => diagnose.run(world, options, ['input']), input);
        const verified = await ran((world) => verify.run(world, options, ['input']), input);
        expectEscaped(refused.printed + verified.printed);
      },
    );
    await fc.assert(property, { numRuns: runs(120), examples: [[HOSTILE_HOST, { html: '-' }]] });
  });

  it('on their screens, drawn and read aloud', async () => {
    const property = fc.asyncProperty(spoiled([...REQUESTS, ...ANSWERED]), async (input) => {
      const { walks } = await ran((world) => diagnose.run(world, {}, ['input']), input);
      const { walks: verified } = await ran((world) => verify.run(world, { walk: true }, ['input']), input);
      for (const walk of [...walks, ...verified]) expectEscaped(await seenIn(walkSession(walk), '.1234567jl?'));
    });
    await fc.assert(property, { numRuns: runs(20), examples: [[HOSTILE_HOST]] });
  });

  it('on the page to paste into', async () => {
    const { pages } = await ran((world) => diagnose.run(world, {}, []), '', { isInputTerminal: true });
    const [page] = pages;
    if (page === undefined) throw new Error('No page opens.');
    const property = fc.asyncProperty(spoiled(ANSWERED), async (input) => {
      for (const layout of LAYOUTS) {
        const session = began(describePaste(page, openShown), layout);
        session.take({ kind: 'paste', text: asText(input) });
        const said = () => session.announcer().all().join('\n');
        await expect.poll(said).toMatch(/examplebucket|nothing/i);
        expectEscaped(said());
      }
    });
    await fc.assert(property, { numRuns: runs(40) });
  });

  it('in the list of a sandbox, and in its reports', { tags: ['expensive'] }, async () => {
    const opened = Promise.withResolvers<ShownTraffic>();
    const left = Promise.withResolvers<number>();
    const printed: string[] = [];
    const { world } = worldOf({
      errors: (text) => void printed.push(text),
      errorsWidth: () => SIZE.width,
      screen: screenFor({
        traffic: (traffic) => {
          opened.resolve(traffic);
          return left.promise;
        },
      }),
    });
    const ended = sandbox.run(world, {}, []);
    const traffic = await opened.promise;
    const port = Number(new URL(traffic.url).port);
    const many = fc.array(spoiled(REQUESTS), { minLength: 5, maxLength: 5 });
    const property = fc.asyncProperty(many, async (requests) => {
      for (const request of requests) await sendAll(port, request);
      const reports = requests.map((_, at) => traffic.report(at + 1)).join('\n');
      expectEscaped(reports + (await seenIn((layout) => began(describeTraffic(traffic, openShown), layout), 'kkkk?')));
    });
    await fc.assert(property, { numRuns: runs(4) });
    left.resolve(0);
    await ended;
    expectEscaped(printed.join(''));
  });
});

describe('what is hostile on a command line is escaped', () => {
  it('in everything that walk prints', async () => {
    const property = fc.asyncProperty(hostile, fc.constantFrom(...PRINTED), async (latin1, options) => {
      const what = asText(latin1);
      const address = `https://examplebucket${what}.s3.amazonaws.com/a${what}?b=${what}`;
      const given = { header: [`x-amz-meta-a: ${what}`], region: `us${what}` };
      for (const [url, more] of [
        ['https://h/', given],
        [address, {}],
      ] as const)
        expectEscaped((await ran((world) => walk.run(world, { ...more, ...options }, [url]))).printed);
    });
    await fc.assert(property, { numRuns: runs(200) });
  });
});
