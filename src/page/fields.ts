/** The fields of a page: what a reader can change, and what was typed before. */
import { headerOfLine, lineOfHeader } from '../app/options/request-options.ts';
import { fieldOfInput } from '../app/walks/walk-inputs.ts';
import type { Problem } from '../bytes/problem.ts';
import { chip } from '../outputs/html/glyphs.ts';
import { type MarkupNode, markup } from '../outputs/html/markup.ts';
import { TERMS } from '../views/map/terms.ts';
import type { LiveWalk, PageFields } from './live-walk.ts';

/** A field, by the name of what is typed into it. */
export type FieldName = Exclude<keyof PageFields, 'goesTo' | 'pasted'>;

interface Field {
  readonly name: FieldName;
  readonly letter: string;
  readonly label: string;
  readonly kind: 'text' | 'lines' | 'secret' | 'choice';
}

const FIELDS: readonly Field[] = [
  { name: 'url', letter: 'P', label: 'URL', kind: 'text' },
  { name: 'method', letter: 'M', label: TERMS.method, kind: 'text' },
  { name: 'form', letter: 'Q', label: 'signature in', kind: 'choice' },
  { name: 'headers', letter: 'N', label: TERMS.headers, kind: 'lines' },
  { name: 'payload', letter: 'B', label: TERMS.body, kind: 'lines' },
  { name: 'date', letter: 'D', label: TERMS.date, kind: 'text' },
  { name: 'region', letter: 'R', label: TERMS.region, kind: 'text' },
  { name: 'accessKeyId', letter: 'K', label: TERMS.keyId, kind: 'text' },
  { name: 'secretAccessKey', letter: 'X', label: 'secret access key', kind: 'secret' },
  { name: 'sessionToken', letter: 'T', label: 'session token', kind: 'secret' },
];

const FORMS = { header: 'the Authorization header', query: 'the URL' };

export const fieldId = (name: FieldName): string => `field-${name}`;

/** Returns the name of the field with an ID; `null` if no field has it. */
export const fieldNamed = (id: string): FieldName | null =>
  FIELDS.find(({ name }) => fieldId(name) === id)?.name ?? null;

/** Writes the fields of a walk, with buttons that undo what was typed. */
export function fieldsMarkup({ fields, missing }: LiveWalk): MarkupNode {
  const shown = FIELDS.filter(
    ({ name }) =>
      ((name !== 'payload' && name !== 'form') || fields.payload !== null) &&
      (name !== 'sessionToken' || missing.includes(name)),
  );
  const rows = shown.map(
    (field) =>
      markup`<div class="${field.name === 'url' ? 'wide' : 'half'}"><label for="${fieldId(field.name)}">${chip(field.letter)} ${field.label}</label>${controlMarkup(field, textOf(fields, field.name), missing)}</div>`,
  );
  return markup`<form id="fields" class="fields" autocomplete="off" aria-labelledby="change">
<h2 id="change">Change anything</h2><p class="lead">This page computes the signature itself. It sends nothing, and keeps nothing.</p>
${missing.length > 0 ? markup`<p class="lead">The secret is not in this page. Type it to see the signature of what you change.</p>` : null}${rows}
<p id="wrong" class="wrong" role="status"></p><p id="told" class="spoken" role="status"></p>
<p class="actions"><button type="button" id="undo" disabled>Undo</button> <button type="button" id="reset" disabled>Start again</button></p></form>`;
}

function controlMarkup({ name, kind }: Field, text: string, missing: LiveWalk['missing']): MarkupNode {
  const id = fieldId(name);
  if (kind === 'choice') {
    const options = Object.entries(FORMS).map(([value, says]) =>
      value === text
        ? markup`<option value="${value}" selected>${says}</option>`
        : markup`<option value="${value}">${says}</option>`,
    );
    return markup`<select id="${id}">${options}</select>`;
  }
  if (kind === 'lines') {
    const rows = Math.min(Math.max(text.split('\n').length, 2), MOST_ROWS);
    return markup`<textarea id="${id}" rows="${rows}" spellcheck="false" autocapitalize="off">${text}</textarea>`;
  }
  const isHidden = missing.some((one) => one === name);
  return markup`<input id="${id}" type="${isHidden ? 'password' : 'text'}" value="${isHidden ? '' : text}" autocomplete="off" spellcheck="false" autocapitalize="off">`;
}

const MOST_ROWS = 8;

/** Returns the text of a field. */
export function textOf(fields: PageFields, name: FieldName): string {
  if (name === 'headers') return fields.headers.map(lineOfHeader).join('\n');
  return fields[name] ?? '';
}

/** Returns fields in which one has another text. An empty line is no header. */
export function withText(fields: PageFields, name: FieldName, text: string): PageFields {
  if (name === 'headers') {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return { ...fields, headers: lines.map((line) => headerOfLine(line)) };
  }
  if (name === 'form') return { ...fields, form: text === 'query' ? 'query' : 'header' };
  return { ...fields, [name]: text };
}

/** Returns the field at fault in a problem; the URL if it names none. */
export function fieldAt({ where }: Problem): FieldName {
  const id = where?.value ?? '';
  if (id.startsWith('header')) return 'headers';
  return id === 'session-token' ? 'sessionToken' : (fieldOfInput(id) ?? 'url');
}
