/** Writes JSON in ASCII, so that the output cannot control a terminal. The output ends with a newline. */

import type { Problem } from '../../bytes/problem.ts';

/** A value that is written on one line, at any depth in a document. */
class OneLine {
  readonly content: object;
  constructor(content: object) {
    this.content = content;
  }

  toJSON(): object {
    return this.content;
  }
}

/** Marks a small object to be written on one line of its document. */
export const oneLine = (content: object): object => new OneLine(content);

/** Writes a document, indented by two spaces for each level. */
export function jsonText(document: unknown): string {
  return `${inAscii(indent(document, '\n') ?? 'null')}\n`;
}

/** Writes a document on one line, for programs that read line by line. */
export function jsonLine(document: unknown): string {
  return `${inAscii(JSON.stringify(document))}\n`;
}

const INDENTATION = '  ';

/**
 * Writes a value like `JSON.stringify` with an indent of two spaces, except that `OneLine` values stay on one line.
 * `newline` is a newline followed by the indent of this level.
 */
function indent(value: unknown, newline: string): string | undefined {
  if (typeof value !== 'object' || value === null || value instanceof OneLine) return JSON.stringify(value);
  const deeper = newline + INDENTATION;
  const isList = Array.isArray(value);
  const members = isList
    ? value.map((member) => indent(member, deeper) ?? 'null')
    : Object.entries(value).flatMap(([name, member]) => {
        const text = indent(member, deeper);
        return text === undefined ? [] : [`${JSON.stringify(name)}: ${text}`];
      });
  const [open, close] = isList ? '[]' : '{}';
  return members.length === 0 ? `${open}${close}` : `${open}${deeper}${members.join(`,${deeper}`)}${newline}${close}`;
}

const inAscii = (text: string) => text.replace(/[\u007f-\uffff]/g, escapeUnit);

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Converts a problem. Its `fix` becomes the member `mend`, which has been a public name since version 1. */
export const problemJson = ({ code, says, fix, where, see }: Problem) => ({ code, says, mend: fix, where, see });

/** Converts the problem of an exchange, and adds the side that is at fault. */
export const exchangeProblemJson = (problem: Problem) => {
  const { code, ...rest } = problemJson(problem);
  return { kind: problem.kind, code, fault: problem.fault, ...rest };
};
