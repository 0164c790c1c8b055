/** Writes *try it*: fields for the lines of the client that differ, and what both sides have with what is typed. */
import type { LinesToType, TypedView } from '../../../views/diagnosis/trial/typed-lines.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { flippedMarkup, sealMarkup } from '../seal.ts';
import { PARTS } from './parts.ts';

/** The ID of the field of the secret. */
export const SECRET_FIELD = 'typed-secret';

/** The ID of the field of a line. */
export const lineField = (at: number): string => `typed-${at}`;

export function typingMarkup({ lines, canBeSigned }: LinesToType): MarkupNode {
  const fields = lines.map(({ at, name, text }) =>
    fieldMarkup(lineField(at), `${name}, as the client signs it`, 'text', text),
  );
  const secret = canBeSigned
    ? fieldMarkup(SECRET_FIELD, 'secret access key, to see the signature', 'password', '')
    : null;
  return markup`<form id="typing" class="fields" autocomplete="off" aria-labelledby="typing-title"><h3 id="typing-title">${PARTS.try}</h3>
<p class="lead">Type the client's ${lines.length === 1 ? 'line' : 'lines'} until both texts are the same. The table below follows. This page computes; it sends nothing, and keeps nothing.</p>
${fields}${secret}<p class="actions"><button type="reset">Start again</button> <span id="typed" class="verdict" role="status"></span></p></form>`;
}

const fieldMarkup = (id: string, label: string, type: 'text' | 'password', value: string): MarkupNode =>
  markup`<div class="wide"><label for="${id}">${label}</label><input id="${id}" type="${type}" value="${value}" autocomplete="off" spellcheck="false" autocapitalize="off"></div>`;

/** Writes the seals of both sides. */
export function sealsMarkup({ sealed, isSame }: TypedView): MarkupNode | null {
  if (sealed === null) return null;
  const { server, client, says } = sealed;
  return markup`<div class="seals">${sealMarkup(server, `the server: ${says}`)}${sealMarkup(client, 'the client, as typed')}</div>${isSame ? null : flippedMarkup(server, client)}`;
}
