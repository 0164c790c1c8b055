/** Shows the requests of a server on the screen while the server runs, and prints what was seen afterward. */
import { DONE, type Exit, problemText, wrappedMessage } from '../app/options/command.ts';
import type { OptionDefinitions, ValuesOf } from '../app/options/option-values.ts';
import { readScreenChoice, SCREEN_OPTIONS } from '../app/options/screen-options.ts';
import { asksForPrint, outputOptions } from '../app/outputs/output-options.ts';
import { bytesOf, writeWhole } from '../app/outputs/write-file.ts';
import { diagnosisChoice } from '../app/pastes/paste-page.ts';
import type { CauseSearching } from '../app/traffic/cause-searches.ts';
import type { ShownTraffic, TrafficSession } from '../app/traffic/shown-traffic.ts';
import { type TrafficLog, trafficLog } from '../app/traffic/traffic-log.ts';
import type { ReportSettings } from '../app/walks/verification-walk.ts';
import type { Terminal } from '../app/world/terminal.ts';
import type { World } from '../app/world/world.ts';
import type { Problem } from '../bytes/problem.ts';

/** The options of a command that shows requests on the screen. */
export const TRAFFIC_OPTIONS = { ...outputOptions('traffic'), ...SCREEN_OPTIONS } satisfies OptionDefinitions;

export type TrafficValues = ValuesOf<typeof TRAFFIC_OPTIONS>;

/** The members of a line of `--jsonl` that are about the cause of a refusal, and what they are. */
export const CAUSE_FORMAT = {
  '"number", "cause", "says", "fix", "standing", "search", "alike"':
    'in the same line; cause: the ID of the cause, as in diagnose, or of the problem with the connection; standing: how certain it is; search: running if the cause follows in a line whose "causeOf" is this number, and whose other members replace those of the same name; alike: the number of a request on which more was tried',
} as const;

/** What the world of a server has: a screen for its requests, and a thread that searches for causes. */
export type TrafficWorld = World<TrafficSession> & CauseSearching;

/** The description of a server for the screen, without what its requests provide. */
export type TrafficServer = Pick<ShownTraffic, 'server' | 'url' | 'connect' | 'warnings' | 'keyIds' | 'faults'>;

export interface TrafficScreen extends Pick<TrafficLog, 'take' | 'takeUnread' | 'notice'> {
  /** Shows the requests until the user leaves, and resolves with the exit code. */
  readonly show: (server: TrafficServer) => Promise<number>;
}

/**
 * Prepares the screen. Returns `null` if the requests are to be printed: if an option asks for that, if the output or
 * the messages do not go to a terminal, or if this process is in the background. A right signature in the place of a wrong
 * one can be masked, because a class sees the screen.
 */
export function trafficScreen(
  world: TrafficWorld,
  options: TrafficValues,
  verification: () => Omit<ReportSettings, 'remarks' | 'showsSecrets' | 'otherSecrets'>,
  rightSignatures: 'shown' | 'masked' = 'shown',
): TrafficScreen | null {
  const { screen } = world;
  if (screen === null || asksForPrint(options) || world.errorsWidth() === null || !screen.isInForeground()) return null;
  const log = trafficLog({
    verification: () => ({ ...verification(), remarks: [], showsSecrets: false, otherSecrets: world.secrets }),
    now: () => world.now().getTime(),
    choice: diagnosisChoice(world, {}),
    searcher: world.causeSearcher(),
    conceal: rightSignatures === 'masked' ? world.conceal : () => {},
  });
  return {
    take: log.take,
    takeUnread: log.takeUnread,
    notice: log.notice,
    async show(server) {
      const { watch, open, diagnose, report } = log;
      const traffic = { ...server, watch, open, diagnose, report };
      const code = await screen.show({ kind: 'traffic', traffic }, readScreenChoice(options));
      await log.stop();
      world.rows(wrappedMessage(`${server.url}\n${seenText(log)}`, world.errorsWidth()));
      return code;
    },
  };
}

/** Says that something failed: on the screen or, without a screen, on standard error. */
export const sayProblem = (world: Terminal, screen: TrafficScreen | null, { says, fix }: Problem): void =>
  screen ? screen.notice(`${says} ${fix}`) : world.errors(problemText({ says, fix }));

/**
 * Announces a server that is listening, and waits until the user interrupts or leaves the screen. `greeting` is for people
 * who see no screen. Resolves with a problem if the file of `--ready-file` cannot be written.
 */
export async function untilEnded(
  world: World,
  screen: TrafficScreen | null,
  server: TrafficServer,
  { greeting, readyFile }: { readonly greeting: string; readonly readyFile: string | undefined },
): Promise<Exit> {
  // A signal can arrive as soon as the address is printed.
  const interrupted = screen ? null : world.interrupted();
  if (!screen) {
    world.output(`${server.url}\n`);
    world.errors(greeting);
  }
  const unready = readyFile === undefined ? null : await writeWhole(world, readyFile, bytesOf(`${server.url}\n`));
  if (unready) return unready;
  if (screen) return screen.show(server);
  await interrupted;
  return DONE;
}

/** Ends a part of a server. */
export type Closer = () => unknown;

/** Runs a server, which pushes what ends each of its parts. At the end, the part that began last ends first. */
export async function closedAfter<Result>(run: (closers: Closer[]) => Promise<Result>): Promise<Result> {
  const closers: Closer[] = [];
  try {
    return await run(closers);
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

/** Writes the last requests, which are no longer visible when the screen has closed. */
function seenText(log: TrafficLog): string {
  const { text, omitted } = log.lastLines();
  if (text === '') return 'No request arrived.\n';
  const earlier = omitted === 1 ? '1 earlier request is' : `${omitted} earlier requests are`;
  return (omitted === 0 ? '' : `${earlier} not listed; --plain lists all of them.\n`) + text;
}
