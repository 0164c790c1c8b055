/** Services of the built program, each of which has to survive bytes that are nearly a request, on real connections. */
import { connect } from 'node:net';
import type { Octets } from '../../src/bytes/octets.ts';
import { type Service, type Tools, underAttack, WITH_KEYS } from '../attack/tools.ts';
import type { Fuzzed } from './in-child.ts';
import { FEW } from './readers.ts';
import { SEEDS } from './seeds.ts';
import { type Failure, inputOf } from './try-reader.ts';

export interface FuzzedService {
  readonly id: string;
  readonly seeds: readonly string[];
  readonly commandLine: readonly string[];
  /** How many inputs a recorded run has. */
  readonly most: number;
}

export const SERVICES: readonly FuzzedService[] = [
  { id: 'sigv4 sandbox, on a socket', seeds: SEEDS.requests, commandLine: ['sandbox'], most: FEW },
  {
    id: 'sigv4 capture --sandbox, on a socket',
    seeds: SEEDS.requests,
    commandLine: ['capture', '--sandbox'],
    most: FEW,
  },
];

/** Fuzzes a service from where it was, for so many milliseconds, or until it has had the most inputs, or one for which it fails. */
export async function fuzzService(service: FuzzedService, begun: Fuzzed, milliseconds: number): Promise<Fuzzed> {
  const start = Date.now();
  let { inputs } = begun;
  let failure: Failure | null = null;
  const achieved = await underAttack({
    id: service.id,
    says: '',
    async run(tools) {
      const running = await started(service, tools);
      while (failure === null && inputs < service.most && Date.now() < start + milliseconds) {
        const octets = inputOf(service, inputs);
        const says = await afterInput(running, octets);
        if (says === null) inputs++;
        else failure = { input: inputs, text: octets, says };
      }
      return null;
    },
  });
  if (achieved !== null) failure = { input: inputs, text: '', says: achieved };
  return { ...begun, inputs, taken: begun.taken + Date.now() - start, failure };
}

const started = ({ commandLine }: FuzzedService, { service }: Tools): Promise<Service> =>
  service(commandLine, { environment: WITH_KEYS });

/** Sends bytes on a connection of their own until it ends. Resolves with what they did to the service; `null` for nothing. */
async function afterInput({ port, isRunning, said }: Service, octets: Octets): Promise<string | null> {
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(Buffer.from(octets, 'latin1')));
    socket.on('error', () => {}).once('close', () => resolve());
    socket.resume();
  });
  if (!isRunning()) return `The service has ended: ${said().slice(-500)}`;
  const crash = /Internal error:.*/.exec(said());
  return crash ? crash[0] : null;
}
