/** Contains the table of commands. The first command is the default. */
import type { Command } from '../app/options/command.ts';
import { book } from './book.ts';
import { capture } from './capture/capture.ts';
import { causes } from './causes.ts';
import { completion } from './completion.ts';
import { diagnose } from './diagnose.ts';
import { grade } from './grade/grade.ts';
import { learn } from './learn/learn.ts';
import { open } from './open/open.ts';
import { sandbox } from './sandbox/sandbox.ts';
import { send } from './send/send.ts';
import { sign } from './sign/sign.ts';
import { signer } from './signer.ts';
import { vectors } from './vectors.ts';
import { verify } from './verify/verify.ts';
import { walk } from './walk.ts';

export const COMMANDS: readonly [Command, ...Command[]] = [
  walk,
  sign,
  send,
  signer,
  verify,
  diagnose,
  causes,
  vectors,
  grade,
  learn,
  book,
  sandbox,
  capture,
  open,
  completion(() => COMMANDS),
];
