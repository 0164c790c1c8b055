/** Contains the table of commands. The first command is the default. */
import type { CourseSession } from '../app/course/shown-course.ts';
import { guarded } from '../app/guard/guarded-command.ts';
import { type ListedCommand, loadCommand, type NamedCommand } from '../app/options/command.ts';
import type { CauseSearching } from '../app/traffic/cause-searches.ts';
import type { TrafficSession } from '../app/traffic/shown-traffic.ts';
import type { PasteSession, WalkSession } from '../app/walks/shown-walk.ts';
import type { World } from '../app/world/world.ts';

/** What all commands together use of the world, and show on its screen. */
export type CommandWorld = World<WalkSession | PasteSession | CourseSession | TrafficSession> & CauseSearching;

type Listed = ListedCommand<CommandWorld>;

const [USUAL, ...OTHERS]: readonly [Listed, ...Listed[]] = [
  {
    name: 'walk',
    says: 'Walk through the signature of a request, from its inputs to the response bytes. Without a URL, the request is the AWS example.',
    load: async () => (await import('./walk.ts')).walk,
  },
  {
    name: 'sign',
    says: 'Sign a request and print it. Nothing is sent.',
    load: async () => (await import('./sign/sign.ts')).sign,
  },
  {
    name: 'send',
    says: 'Sign a request, send it, and print the body of the response.',
    load: async () => (await import('./send/send.ts')).send,
  },
  {
    name: 'verify',
    says: "Verify a client's request: find out whether its signature is right and, if not, which part is wrong. Nothing is signed.",
    load: async () => (await import('./verify/verify.ts')).verify,
  },
  {
    name: 'diagnose',
    says: 'Find out why a request was refused and which mistake produces exactly these bytes. Give what you have, in any order.',
    load: async () => (await import('./diagnose.ts')).diagnose,
  },
  {
    name: 'causes',
    says: 'Read about the causes of a refused request: how to recognize each one, and how to fix it in your client or proxy.',
    load: async () => (await import('./causes.ts')).causes,
  },
  {
    name: 'whoami',
    says: 'Say which credentials, Region, and endpoint would be used, where each comes from, and what is wrong with it. Nothing is sent.',
    load: async () => (await import('./whoami.ts')).whoami,
  },
  {
    name: 'vectors',
    says: 'Run the published signing vectors and compare every value.',
    load: async () => (await import('./vectors.ts')).vectors,
  },
  {
    name: 'grade',
    says: 'Grade your own signer: test it with every published vector, and name each mistake.',
    load: async () => (await import('./grade/grade.ts')).grade,
  },
  {
    name: 'learn',
    says: 'Learn how S3 requests are signed: a course with a sandbox, in lessons of 5 to 60 minutes. Your progress is kept.',
    load: async () => (await import('./learn/learn.ts')).learn,
  },
  {
    name: 'sandbox',
    says: 'Serve a small S3 on 127.0.0.1 that verifies every signature as S3 does.',
    load: async () => (await import('./sandbox/sandbox.ts')).sandbox,
  },
  {
    name: 'capture',
    says: 'Watch live what a client sends and how its server responds, through a proxy that verifies each signature and says why one is refused.',
    load: async () => (await import('./capture/capture.ts')).capture,
  },
  {
    name: 'open',
    says: 'Show how each exchange was verified, and why a request was refused. The input is recordings of sigv4 capture --record, a HAR file, a case, or the JSON of a walk.',
    load: async () => (await import('./open/open.ts')).open,
  },
  {
    name: 'mcp',
    says: 'Offer verify, diagnose, sign, causes, and walk as tools to a coding agent, by the Model Context Protocol. No tool reads a file, the environment, or the network.',
    load: async () => (await import('./mcp/mcp.ts')).mcp(loadGuarded),
  },
  {
    name: 'completion',
    says: 'Print a script that lets bash or zsh complete the commands, options, and values of sigv4.',
    load: async () => (await import('./completion.ts')).completion,
  },
];

/** The commands, each of which is guarded: it shows no secret that came in. */
export const COMMANDS: readonly [Listed, ...Listed[]] = [guarded(USUAL), ...OTHERS.map(guarded)];

/** Loads a command by its name, guarded. Throws if there is none. */
async function loadGuarded(name: string): Promise<NamedCommand<CommandWorld>> {
  const found = COMMANDS.find((listed) => listed.name === name);
  if (!found) throw new Error(`There is no command ${name}.`);
  return loadCommand(found);
}

/** Loads every command, for text that describes all of them. */
export async function loadCommands(): Promise<readonly [NamedCommand<CommandWorld>, ...NamedCommand<CommandWorld>[]]> {
  const [usual, ...others] = COMMANDS;
  return [await loadCommand(usual), ...(await Promise.all(others.map(loadCommand)))];
}
