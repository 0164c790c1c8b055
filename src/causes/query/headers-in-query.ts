/** The cause of a signer that writes headers in the line of the query. */
import { withQuery } from '../../drafts/parts.ts';
import { type Change, cause, signing } from '../define-cause.ts';

/** Signs the first of the headers, or all of them, in the line of the query, after its parameters or alone. */
const withHeadersAsParameters: Change = (draft) => {
  const pairs = draft.headers.map(({ name, value }) => `${name}=${value}`);
  return pairs.flatMap((_, index) => {
    const line = pairs.slice(0, index + 1).join('&');
    const own = draft.canonicalQueryString;
    return [line, ...(own === '' ? [] : [`${own}&${line}`])].map((query) => withQuery(draft, query));
  });
};

export const headersInCanonicalQuery = cause('headers-in-canonical-query', 'canonical-query-string', {
  says: 'Headers were signed as parameters of the query.',
  symptom: "The client's query line has names such as host or x-amz-date, which the URL has not.",
  fix: 'Write only the parameters of the URL in the line of the query. Headers have lines of their own below it; if the URL has no query, the line is empty.',
  breaks: {
    'query-of-url': (name) => `The client signed ${name}, which is a header, as a parameter of the query too.`,
  },
  mutations: {
    'with-headers': signing('The client signed headers as parameters of the query.', withHeadersAsParameters),
  },
});
