/** Writing the XML documents of S3's answers (XML 1.0, https://www.w3.org/TR/xml/). */
import { type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';

/** The namespace of all documents of S3 but the one of an error. */
const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A piece of XML that is written already. */
export interface Xml {
  readonly xml: string;
}

/** `<name>content</name>`: a text, which is escaped, or what stands inside, in this order. */
export function xmlElement(name: string, content: string | Xml | readonly Xml[], attributes = ''): Xml {
  const inner = typeof content === 'string' ? escaped(content) : [content].flat();
  const xml = typeof inner === 'string' ? inner : inner.map((piece) => piece.xml).join('');
  return { xml: `<${name}${attributes}>${xml}</${name}>` };
}

/** The document with this root, as UTF-8. */
export function xmlDocument(root: Xml): Octets {
  return octetsFromText(`<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}`);
}

/** The document whose root is in S3's namespace. */
export function s3Document(name: string, content: string | readonly Xml[]): Octets {
  return xmlDocument(xmlElement(name, content, ` xmlns="${S3_NAMESPACE}"`));
}

/**
 * A text in which what XML 1.0 has no character for is a character reference all the same, as in S3's listings. A
 * strict reader refuses them, which is what `encoding-type=url` is for.
 */
export function referencedText(text: string): Xml {
  const pieces = text.split(NO_XML_CHARACTER).map(escaped);
  const references = [...text.matchAll(NO_XML_CHARACTER)].map(([character]) => reference(character));
  return { xml: pieces.map((piece, index) => piece + (references[index] ?? '')).join('') };
}

/** Bytes as text for an XML document, which is UTF-8; what is not UTF-8 is taken byte by byte. */
export function textOrLatin1(octets: Octets): string {
  return textFromOctets(octets) ?? octets;
}

const NO_XML_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text of an element. What XML has no character for becomes U+FFFD; a CR as it is would be read as an LF. */
function escaped(text: string): string {
  return text
    .replace(NO_XML_CHARACTER, '\ufffd')
    .replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? reference(character));
}

function reference(character: string): string {
  return `&#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`;
}
