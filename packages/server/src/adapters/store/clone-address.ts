/** What two clone URLs of one repository have in common, however they are written. */

/** Host in lower case and path, without scheme's user, password, trailing slashes and `.git`; a local path stays one. */
export function cloneAddress(cloneUrl: string): string {
  const text = cloneUrl.trim();
  const url = URL.canParse(text) && text.includes('://') ? new URL(text) : undefined;
  if (url !== undefined) return trimEnd(`${url.protocol}//${url.host.toLowerCase()}${url.pathname}`);
  const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(text);
  if (scp?.[1] === undefined || scp[2] === undefined) return trimEnd(text);
  return trimEnd(`ssh://${scp[1].toLowerCase()}/${scp[2].replace(/^\/+/, '')}`);
}

function trimEnd(address: string): string {
  return address.replace(/\/+$/, '').replace(/\.git$/, '');
}
