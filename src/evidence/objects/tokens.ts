/** Matches the tokens of objects, calls, and pairs in any language, at a position of the text. */
import { AUTHORIZATION } from '../shapes.ts';

/** Matches text to skip: comments, line continuations, and prefixes that Node.js and PHP print before a value. */
export const SKIPPED =
  /[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]{0,4096}?\*\/|#(?=[ \t!])[^\n]*|[`\\^]\r?\n|\[Object: null prototype\]|Object \[\w{1,40}\](?= *\{)|<ref \*\d+>|(?:string|int|float|array)\(\d{1,9}\)(?=[ \t]*["'{]|\r?\n)/y;
export const OPENS = /<<(?=["'])|[@%#]?\{|\[|\(/y;
export const CLOSES: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
export const SEPARATOR = /=>|:=|->(?=[ \t]*["'])|:(?!:|\/\/\S)|=(?![=>])/y;
export const AUTHORIZED = new RegExp(AUTHORIZATION, 'y');
export const NAME = /:?[\w$][\w$.-]*|-[A-Za-z][\w-]*|[&*]?[\w$]+/y;
/** Matches a value without quotation marks, such as a number, a variable, or a value in a map printed by Java. */
export const BARE = /<[^<>\n]{1,80}>|[^\t-\r ,{}()[\]"'`][^\n,{}()[\]"'`]*/y;
/** Matches a name and its separator at the end of other words, as in `DEBUG: Sending request method='GET'`. */
export const KEY_BEFORE_STRING = /(?<=[ \t])[\w$.-]+[=:][bu]?$/;
/** Matches a method and a URL, which Postman's console prints before the request. */
export const REQUEST_LINE = /(?:GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS)[ \t]+https?:\/\/[^\t-\r "'<>{}]{1,8192}/y;
/** Matches a label. In logs, multiple labels may follow each other, as in `DEBUG: ErrorXML: Code: 'a'`. */
export const LABEL = /[\w.-]{1,60}(?=:[ \t])/y;
export const PREFIXED = /[bufr@$~]?(?=["'`])/y;
/** Matches a string that is an object, whose names are in quotation marks. */
export const OBJECT_IN_STRING = /^[\t-\r ]*(?:\[[\t-\r ]*)?\{[\t-\r ]*\\*["']/;
export const OTHER = /[^\w"'`{}()[\]:=,;\t-\r <#/\\-]+|[\s\S]/y;
