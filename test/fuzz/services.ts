/** Services of the built program, each of which has to survive bytes that are nearly a request, on real connections. */
import { connect } from 'node:net';
import type { Octets } from '../../src/bytes/octets.ts';
import { type Service, type Tools, underAttack, WITH_KEYS } from '../attack/tools.ts';
import type { Fuzzed } from './in-child.ts';
import { SEEDS } from './seeds.ts';
import { type Failure, inputOf } from './try-reader.ts';

export interface FuzzedService {
  readonly id: string;
  readonly seeds: readonly string[];
  readonly commandLine: readonly string[];
}

const MOST = 20_000;

export const SERVICES: readonly FuzzedService[] = [
  { id: 'sigv4 sandbox, on a socket', seeds: SEEDS.requests, commandLine: ['sandbox'] },
  { id: 'sigv4 capture --sandbox, on a socket', seeds: SEEDS.requests, commandLine: ['capture', '--sandbox'] },
];

/** Fuzzes a service for so many milliseconds, or until it has had the most inputs, or one for which it fails. */
export async function fuzzService(service: FuzzedService, milliseconds: number): Promise<Fuzzed> {
  const end = Date.now() + milliseconds;
  let inputs = 0;
  let failure: Failure | null = null;
  const achieved = await underAttack({
    id: service.id,
    says: '',
    async run(tools) {
      const running = await started(service, tools);
      while (failure === null && inputs < MOST && Date.now() < end) {
        const octets = inputOf(service, inputs);
        const says = await afterInput(running, octets);
        if (says !== null) failure = { input: inputs, text: octets, says };
        inputs++;
      }
      return null;
    },
  });
  return {
    id: service.id,
    inputs,
    slowest: 0,
    failure: achieved === null ? failure : { input: inputs, text: '', says: achieved },
  };
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
  const crash = /should not happen.*/.exec(said());
  return crash ? crash[0] : null;
}
