/** Reads the XML documents that clients send. */
import { SaxesParser } from 'saxes';
import { type Octets, textFromOctets } from '../../bytes/octets.ts';

export interface Element {
  /** The name without a namespace prefix. */
  readonly name: string;
  readonly children: readonly Element[];
  /** The text directly in the element. */
  readonly text: string;
}

/** The maximum depth of elements. No S3 document is deeper. */
const DEPTH_LIMIT = 16;

/** Characters that are read before it is asked whether the document is broken. */
const PIECE = 4096;

/** Reads a document in UTF-8. Returns the root element, or `null` if the document is not well-formed. */
export function readXml(octets: Octets): Element | null {
  const text = textFromOctets(octets);
  if (text === null) return null;
  const top: OpenElement = { name: '', children: [], text: '' };
  const open: OpenElement[] = [top];
  let isBroken = false;
  const parser = new SaxesParser();
  parser.on('error', () => {
    isBroken = true;
  });
  parser.on('opentag', ({ name }) => {
    const element: OpenElement = { name: name.replace(/^.*:/, ''), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
    isBroken ||= open.length > DEPTH_LIMIT;
  });
  const addText = (more: string) => {
    const element = open.at(-1);
    if (element) element.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  // A document type could define entities, which S3 does not accept.
  parser.on('doctype', () => {
    isBroken = true;
  });
  // In pieces, because the parser goes on after an error, and takes seconds for a mebibyte of them.
  for (let at = 0; at < text.length && !isBroken; at += PIECE) parser.write(text.slice(at, at + PIECE));
  if (!isBroken) parser.close();
  return isBroken ? null : (top.children[0] ?? null);
}

interface OpenElement {
  readonly name: string;
  readonly children: OpenElement[];
  text: string;
}

/** Returns the text of the first child with this name, or `undefined` if there is no such child. */
export function childText({ children }: Element, name: string): string | undefined {
  return children.find((child) => child.name === name)?.text;
}

export function childrenNamed({ children }: Element, name: string): Element[] {
  return children.filter((child) => child.name === name);
}
