/** Requests of a list for tests, without a server. */
import type { ShownTraffic } from '../../../src/app/traffic/shown-traffic.ts';
import { problem } from '../../../src/bytes/problem.ts';
import type { ScreenRoom } from '../../../src/screen/session-description.ts';
import { nextTraffic, type TrafficEvent } from '../../../src/screen/traffic/next-traffic.ts';
import { firstTrafficState, type TrafficState } from '../../../src/screen/traffic/traffic-state.ts';
import type { TrafficEntry } from '../../../src/views/traffic/traffic-entry.ts';

/** 2013-05-24T00:00:00Z */
const BEGAN = 1_369_353_600_000;

export const entry = (number: number, changes: Partial<TrafficEntry> = {}): TrafficEntry => ({
  number,
  at: BEGAN + number * 1000,
  method: 'GET',
  target: `/examplebucket/${number}.txt`,
  form: 'header',
  verdict: 'match',
  otherScheme: null,
  difference: null,
  status: 200,
  outcome: 'right',
  bytes: 10 * number,
  milliseconds: 12,
  keyId: '',
  client: 'aws-cli/2.17',
  host: '127.0.0.1:9000',
  cause: null,
  suspect: null,
  search: 'none',
  alike: null,
  error: null,
  changes: [],
  ...changes,
});

export const REFUSED: Partial<TrafficEntry> = {
  verdict: 'mismatch',
  status: 403,
  outcome: 'refused',
  search: 'ended',
  cause: {
    id: 'host-rewritten-by-proxy',
    stage: 'canonical-headers',
    certainty: 'proved',
    says: 'A proxy added the port to the Host header.',
    fix: 'Pass the Host header on unchanged.',
  },
};

const NOTHING = problem('nothing', 'There is nothing.', 'Wait.');

export const trafficOf = (changes: Partial<ShownTraffic> = {}): ShownTraffic => ({
  server: 'sandbox',
  url: 'http://127.0.0.1:9000',
  connect: () => [
    { kind: 'says', text: 'For the AWS CLI:' },
    { kind: 'paste', text: 'export AWS_ENDPOINT_URL_S3=http://127.0.0.1:9000' },
  ],
  warnings: [],
  keyIds: [],
  faults: null,
  watch: () => () => {},
  open: () => NOTHING,
  diagnose: async () => NOTHING,
  report: () => null,
  ...changes,
});

export const FAULTS: NonNullable<ShownTraffic['faults']> = {
  all: [
    { id: 'slashes-merged', says: 'merges double slashes' },
    { id: 'delay', says: 'waits' },
  ],
  on: [],
  turnOn: () => {},
};

export const ROOM: ScreenRoom = { size: { width: 80, height: 24 }, layout: 'usual' };

export const arrived = (...entries: readonly TrafficEntry[]): TrafficEvent => ({
  kind: 'arrived',
  entries,
  changed: [],
  notice: null,
});

/** The state after these requests. Every third of them is refused. */
export function stateOf(count: number, changes: Partial<ShownTraffic> = {}): TrafficState {
  const entries = Array.from({ length: count }, (_, at) => entry(at + 1, (at + 1) % 3 === 0 ? REFUSED : {}));
  return nextTraffic(firstTrafficState(trafficOf(changes)), arrived(...entries), ROOM).state;
}

/** Presses keys one after the other, and returns the last result. */
export function press(state: TrafficState, ...keys: readonly string[]) {
  return keys.reduce((next, key) => nextTraffic(next.state, { kind: 'key', key }, ROOM), {
    state,
    effects: [] as ReturnType<typeof nextTraffic>['effects'],
  });
}

const SEEN: readonly Partial<TrafficEntry>[] = [
  { target: '/photos?list-type=2', bytes: 1229 },
  { method: 'PUT', target: '/photos/cat.jpg', form: 'chunks', bytes: 49_152, milliseconds: 31 },
  {
    method: 'PUT',
    target: '/photos/dog.jpg',
    form: 'chunks',
    bytes: 9_437_184,
    milliseconds: 1280,
    client: 'Boto3/1.40',
  },
  { target: '/photos/missing.jpg', status: 404, bytes: 209 },
  {
    target: '/photos//cat.jpg',
    status: 403,
    outcome: 'refused',
    search: 'ended',
    bytes: 2181,
    cause: {
      id: 'path-normalised',
      stage: 'canonical-uri',
      certainty: 'proved',
      says: 'In transit, each run of slashes in the path was merged into one slash.',
      fix: 'Sign and send the path exactly as the key is written (nginx: merge_slashes off, and proxy_pass without a path).',
    },
    changes: ['- GET /photos//cat.jpg HTTP/1.1', '+ GET /photos/cat.jpg HTTP/1.1'],
  },
  { target: '/photos/cat.jpg', form: 'query', bytes: 49_152, client: 'curl/8.14.1' },
  { method: 'HEAD', target: '/photos/cat.jpg', form: 'unsigned', verdict: 'unsigned', outcome: 'unproved', bytes: 0 },
  { method: 'DELETE', target: '/photos/old.jpg', status: 204, bytes: 0 },
];

/** A capture that has seen requests of some clients, with a fault switched on. */
export const seenTraffic = (): ShownTraffic =>
  trafficOf({
    server: 'capture',
    url: 'http://127.0.0.1:9100',
    faults: { ...FAULTS, on: ['slashes-merged'] },
    watch: (listener) => {
      for (const [at, changes] of SEEN.entries()) listener({ kind: 'request', entry: entry(at + 1, changes) });
      return () => {};
    },
  });
