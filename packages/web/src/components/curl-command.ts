/** An operation as a command that can be pasted into a terminal. */

import type { ShownOperation } from '../queries/api-description.ts';

/** For a shell: in single quotes, each of those inside written apart. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** With the token taken from the environment: a command line can be read by everybody on the machine. */
export function curlCommand(
  { security, parameters, requestBody }: ShownOperation,
  { method, path, server }: { readonly method: string; readonly path: string; readonly server: string },
): string {
  const query = parameters.filter((each) => each.in === 'query' && each.required).map(({ name }) => `${name}=…`);
  const address = `${server}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  const body = requestBody?.content['application/json'];
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(address)}`,
    ...(security.length === 0 ? [] : [`-H "Authorization: Bearer $BRANCHLINE_ACCESS_TOKEN"`]),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body.example ?? {}))}`]),
  ].join(' \\\n  ');
}
