/** Runs command lines among marked secrets, in this process. */
import { afterAll, beforeAll, vi } from 'vitest';
import { runHere, runWith } from '../commands/in-process.ts';
import { type MarkedHome, type MarkedServers, markedHome, markedServers } from './marked-home.ts';
import { UNEXPLAINED } from './marked-lines.ts';
import { type MarkedRequests, markedRequests } from './marked-requests.ts';

/** What is run must not find the settings of who runs the tests, and leaves its files in this home. */
export function enterHome(home: MarkedHome, variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  const places = {
    HOME: home.folder,
    TMPDIR: home.folder,
    XDG_STATE_HOME: home.folder,
    AWS_CONFIG_FILE: `${home.folder}/.aws/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${home.folder}/.aws/credentials`,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  for (const [name, value] of Object.entries({ ...places, ...variables })) vi.stubEnv(name, value);
}

/** A home with the marked keys, and this environment, for all tests of a `describe`. */
export function liveInMarkedHome(variables: Readonly<Record<string, string>>): void {
  let home: MarkedHome;
  beforeAll(() => {
    home = markedHome();
    enterHome(home, variables);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    home.remove();
  });
}

/** Opens the servers, and writes the files, that the lines name, for all tests of a file; returns what runs a line. */
export function markedRuns() {
  let servers: MarkedServers;
  let requests: MarkedRequests;
  beforeAll(async () => {
    servers = await markedServers();
    requests = markedRequests();
  });
  afterAll(async () => {
    await servers.close();
    requests.remove();
  });
  const filled = (line: readonly string[]) => requests.filled(servers.filled(line));
  /**
   * Runs a command line in a pipe, or on a terminal of so many columns. A person stops the search of an unexplained
   * diagnosis at its first report of progress.
   */
  function runOrStop(name: string, line: readonly string[], columns: number | null = null) {
    const words = [name, ...filled(line)];
    const isStopped = name === 'diagnose' && line.some((word) => UNEXPLAINED.includes(word));
    if (!isStopped) return runHere(words, columns);
    let seconds = 0;
    return runWith(words, {
      isOutputTerminal: columns !== null,
      outputWidth: columns ?? Number.POSITIVE_INFINITY,
      outputHeight: Number.POSITIVE_INFINITY,
      errorsWidth: () => 120,
      now: () => new Date(Date.UTC(2013, 4, 24) + 1000 * seconds++),
      interruption: () => AbortSignal.abort(),
    });
  }
  return { filled, runOrStop };
}
