/** Writes JSON in ASCII, so that the output cannot control a terminal. The output ends with a newline. */
import { OneLine } from '../../views/documents/one-line.ts';
import type { NameOfOption } from '../../views/input-words.ts';
import type { Result, ResultKind } from '../../views/results.ts';
import type { OutputWriter } from '../form.ts';

/** Returns the writer of a kind of result whose document is made by a view. */
export const writerOf =
  <Kind extends ResultKind>(documentOf: DocumentMaker<Kind>): OutputWriter<Kind> =>
  async (result, { nameOfOption }) =>
    jsonText(await documentOf(result, nameOfOption));

export type DocumentMaker<Kind extends ResultKind> = (
  result: Result<Kind>,
  nameOf: NameOfOption,
) => object | Promise<object>;

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
