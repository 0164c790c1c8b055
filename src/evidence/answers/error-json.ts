/**
 * Reads errors in JSON, such as errors from AWS services that use a JSON protocol
 * (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization).
 */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { CODE, type ErrorDocument, MESSAGE } from './document.ts';
import { findJsonObjects, isObject, type JsonObject } from './json-objects.ts';

/** Possible names of the message member. The first name that is present is used. */
const MESSAGE_NAMES = ['message', 'Message', 'errorMessage', 'detailedMessage', 'error_message'];
const CODE_NAMES = ['__type', 'code', 'Code', 'errorCode', 'errorType', 'Error', 'error'];

/** Matches an error about signing. */
const ABOUT_SIGNING =
  /signature|credential|security token|authori[sz]|authenticat|access.?denied|forbidden|expired|skew/i;
/** Matches a client's JSON log, whose members have the same names. */
const OF_CLIENT = /(?<![A-Za-z])(?:canonical[ _-]?request|string[ _-]?to[ _-]?sign)[ \t]{0,8}[:=]/i;

/** Finds the JSON objects that describe a signing error. */
export function findErrorJson(octets: Octets): ErrorDocument[] {
  return findJsonObjects(octets, elementsOf).map(({ read: elements, ...place }) => ({
    ...place,
    form: 'json',
    elements,
    status: null,
  }));
}

/** Reads the elements of an error. Returns `null` if the object does not describe a signing error. */
function elementsOf(value: JsonObject): ReadonlyMap<string, Octets> | null {
  const first = Array.isArray(value.errors) ? value.errors[0] : undefined;
  const objects = [value, first, value.Error, value.error].filter(isObject);
  const message = firstText(objects, MESSAGE_NAMES);
  const code = firstText(objects, CODE_NAMES);
  if (message === null && code === null) return null;
  if (!ABOUT_SIGNING.test(`${code} ${message}`) || OF_CLIENT.test(message ?? '')) return null;
  const elements = new Map<string, Octets>();
  if (message !== null) elements.set(MESSAGE, octetsFromText(message));
  // A namespace and `#` may precede the name of the error, and a colon and a URI may follow it (same page).
  if (code !== null) elements.set(CODE, octetsFromText(code.slice(code.indexOf('#') + 1).split(':')[0] ?? ''));
  for (const [name, member] of objects.flatMap((object) => Object.entries(object))) {
    const isLeaf = typeof member === 'string' || typeof member === 'number';
    if (!isLeaf || MESSAGE_NAMES.includes(name) || CODE_NAMES.includes(name) || elements.has(name)) continue;
    elements.set(name, octetsFromText(String(member)));
  }
  return elements;
}

function firstText(objects: readonly JsonObject[], names: readonly string[]): string | null {
  for (const object of objects) {
    for (const name of names) {
      const value = object[name];
      if (typeof value === 'string' && value !== '') return value;
    }
  }
  return null;
}
