/** Writes the XML documents that S3 sends (XML 1.0, https://www.w3.org/TR/xml/). */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';

/** The namespace of all S3 documents except error documents. */
const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Text that is already valid XML, with special characters escaped. */
export interface Xml {
  readonly xml: string;
}

/** What an element has in it: text, which is escaped; a number or a truth value; XML; or other elements. */
export type Content = string | number | boolean | Xml | Elements;

/** Elements in order, by their names. A list repeats its element, and there is no element of `undefined`. */
export interface Elements {
  readonly [name: string]: Content | readonly Content[] | undefined;
}

/** Writes `<name>content</name>`. */
export function xmlElement(name: string, content: Content | readonly Xml[], attributes = ''): Xml {
  return { xml: `<${name}${attributes}>${inner(content)}</${name}>` };
}

function inner(content: Content | readonly Xml[]): string {
  if (typeof content !== 'object') return escaped(String(content));
  if (isXml(content)) return content.xml;
  const pieces = Array.isArray(content) ? content : Object.entries(content).flatMap(repeated);
  return pieces.map(({ xml }) => xml).join('');
}

const repeated = ([name, content]: [string, Elements[string]]): Xml[] =>
  [content ?? []].flat().map((each) => xmlElement(name, each));

const isXml = (content: object): content is Xml => 'xml' in content;

/** Writes a document with this root element in UTF-8. */
export function xmlDocument(root: Xml): Octets {
  return octetsFromText(`<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}`);
}

/** Writes a document whose root element is in the S3 namespace. */
export function s3Document(name: string, content: Content | readonly Xml[]): Octets {
  return xmlDocument(xmlElement(name, content, ` xmlns="${S3_NAMESPACE}"`));
}

/**
 * Writes text in the way that S3 does in listings. Even characters that XML 1.0 does not allow become character
 * references. Strict parsers reject such references, which is why `encoding-type=url` exists.
 */
export function referencedText(text: string): Xml {
  const pieces = text.split(NO_XML_CHARACTER).map(escaped);
  const references = [...text.matchAll(NO_XML_CHARACTER)].map(([character]) => reference(character));
  return { xml: pieces.map((piece, index) => piece + (references[index] ?? '')).join('') };
}

const NO_XML_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Escapes the text of an element. Characters that XML does not allow become U+FFFD. A CR is escaped because parsers
 * would read an unescaped CR as LF.
 */
function escaped(text: string): string {
  return text
    .replace(NO_XML_CHARACTER, '\ufffd')
    .replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? reference(character));
}

function reference(character: string): string {
  return `&#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`;
}
