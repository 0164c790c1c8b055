/** Reads the files that `sigv4 open` takes: recordings of the capture, and HAR files. */
import { requestOf } from '../../app/traffic/captured-request.ts';
import type { StoredExchange } from '../../app/traffic/examined-exchange.ts';
import { readHarExchanges } from '../../app/traffic/har-exchanges.ts';
import type { Files } from '../../app/world/files.ts';
import { readS3Host } from '../../aws/s3-hosts.ts';
import { fileSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { headerValue } from '../../http/message.ts';
import { hostAndPort } from '../../http/relay/edit-head.ts';
import { readRecording } from '../../http/relay/recording.ts';
import { beginsHar } from '../../intake/pasted/har.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';

/** An exchange with its number in all files together, which counts from 1. */
export interface NumberedExchange extends StoredExchange {
  readonly number: number;
}

export interface StoredExchanges {
  /** The exchanges with S3: those of recordings, and those of HAR files that are signed or name an S3 host. */
  readonly exchanges: readonly NumberedExchange[];
  /** The number of other requests in HAR files. */
  readonly others: number;
}

/** Reads all files. Returns the first problem. */
export async function readStoredExchanges(world: Files, paths: readonly string[]): Promise<StoredExchanges | Problem> {
  const found: (StoredExchange | null)[] = [];
  for (const path of paths) {
    const octets = await world.readFile(path);
    if (isProblem(octets)) return octets;
    const read = beginsHar(octets) ? readHarFile(octets, path) : readRecordingFile(octets);
    if (isProblem(read)) return read;
    found.push(...read);
  }
  const exchanges = found.flatMap((exchange, index) => (exchange === null ? [] : [{ ...exchange, number: index + 1 }]));
  return { exchanges, others: found.length - exchanges.length };
}

function readHarFile(octets: Octets, path: string): (StoredExchange | null)[] | Problem {
  const read = readHarExchanges(octets, fileSource(path));
  if (isProblem(read)) return read;
  return read.map((exchange) => (isProblem(exchange) || !isForS3(exchange) ? null : exchange));
}

function isForS3({ request }: StoredExchange): boolean {
  const host = headerValue(request.head.headers, 'host')?.octets ?? '';
  const name = hostAndPort(host)?.host ?? '';
  return accessKeyIdOf(request) !== null || readS3Host(name.toLowerCase()) !== null;
}

function readRecordingFile(octets: Octets): StoredExchange[] | Problem {
  const recording = readRecording(octets);
  if (isProblem(recording)) return recording;
  const { exchange, facts } = recording;
  const request = requestOf(exchange);
  if (request === null) {
    const fix = 'Look at the file: it has the bytes that arrived.';
    return problem('recording', 'The request of the recording cannot be read.', fix);
  }
  return [{ request, exchange, started: Date.parse(facts.started) }];
}
