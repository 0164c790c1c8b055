/** Reads the host of a request, as in a Host header or a URL (RFC 3986, section 3.2.2). An IPv6 address has brackets there. */

/** Returns the host without its port. The port can be empty. */
export const withoutPort = (host: string): string => host.replace(/:\d*$/, '');

const NUMBER = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const LOOPBACK = new RegExp(String.raw`^(?:127(?:\.${NUMBER}){3}|::1|\[::1\])$`);

/** Returns whether a text is a loopback address, with or without brackets (RFC 6890, section 2.2.2; RFC 4291, section 2.5.3). */
export const isLoopbackAddress = (text: string): boolean => LOOPBACK.test(text);

/**
 * Returns whether a host without its port is this machine: a loopback address, or `localhost`, or a name under it (RFC
 * 6761, section 6.3). Ignores case.
 */
export const isThisMachine = (host: string): boolean => isLoopbackAddress(host) || /^(?:.+\.)?localhost$/i.test(host);
