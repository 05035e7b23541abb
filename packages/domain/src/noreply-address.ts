/** The e-mail addresses that Git services give to people who hide their own: they name an account. */

/**
 * How a service builds them.
 * `github`: `583231+octocat@users.noreply.github.com`, in the old form without the number.
 * `gitlab`: `1234-ada@users.noreply.gitlab.com`.
 * `gitea`: `ada@noreply.git.example.org`, of Forgejo too.
 */
export type NoreplyForm = 'github' | 'gitlab' | 'gitea';

/** A Git service whose addresses may occur in commits. */
export interface NoreplyService {
  /** What `serviceAt` says. */
  readonly service: string;
  readonly form: NoreplyForm;
}

/** The account that an address names: by number, which stays, or by login only, which may have been somebody else's. */
export interface NoreplyAccount {
  readonly service: string;
  readonly remoteId: string | undefined;
  readonly login: string;
}

/** Services that are known without being configured: their addresses occur everywhere. */
export const wellKnownServices: readonly NoreplyService[] = [
  { service: 'github.com', form: 'github' },
  { service: 'gitlab.com', form: 'gitlab' },
  { service: 'codeberg.org', form: 'gitea' },
];

/** Names the service at an address: `github.com`, `git.example.org:8443/gitlab`. Equal for whoever spells it alike. */
export function serviceAt(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname.replace(/\/+$/, '')}`;
}

/** Undefined when the address is none of these services'. `email` is in lower case. */
export function noreplyAccountFrom(email: string, services: readonly NoreplyService[]): NoreplyAccount | undefined {
  const at = email.lastIndexOf('@');
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  const matching = services.find(({ service, form }) => domain === `${places[form]}.${hostNameOf(service)}`);
  if (matching === undefined) return undefined;
  const found = readers[matching.form](local);
  return found && { service: matching.service, ...found };
}

/** The address that names an account by its login only; undefined where the service has none of that kind. */
export function noreplyAddressOf({ service, form }: NoreplyService, login: string): string | undefined {
  return form === 'gitlab' ? undefined : `${login.toLowerCase()}@${places[form]}.${hostNameOf(service)}`;
}

const places: Readonly<Record<NoreplyForm, string>> = {
  github: 'users.noreply',
  gitlab: 'users.noreply',
  gitea: 'noreply',
};

function hostNameOf(service: string): string {
  return service.replace(/\/.*$/s, '').replace(/:\d+$/, '');
}

type Read = (local: string) => Omit<NoreplyAccount, 'service'> | undefined;

const readers: Readonly<Record<NoreplyForm, Read>> = {
  github(local) {
    const [, remoteId, login] = /^(?:(\d{1,19})\+)?([a-z0-9][a-z0-9_-]*(?:\[bot\])?)$/.exec(local) ?? [];
    return login === undefined ? undefined : { remoteId, login };
  },
  gitlab(local) {
    const [, remoteId, login] = /^(\d{1,19})-(\S+)$/.exec(local) ?? [];
    return login === undefined ? undefined : { remoteId, login };
  },
  gitea: (local) => (local === '' ? undefined : { remoteId: undefined, login: local }),
};
