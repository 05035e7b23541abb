/** For what webhooks are made: names of targets, who owns which repository, and whether a service could call us at all. */

import type { Integration, RemoteRepository } from '@branchline/domain';
import type { WebhookTarget } from '../../ports/git-service/webhooks.ts';

/** The target's name within its integration. */
export function placeOfTarget(target: WebhookTarget): string {
  switch (target.level) {
    case 'app':
      return 'app';
    case 'owner':
      return `owner/${target.owner}`;
    case 'repository':
      return `repository/${target.repository.remoteId}`;
  }
}

/** How people call it. */
export function targetInWords(target: WebhookTarget): string {
  if (target.level === 'app') return 'the app';
  return target.level === 'owner' ? target.owner : target.repository.name;
}

/** Only what the connector needs to find the repository again. */
export function repositoryTarget({ remoteId, name, cloneUrl, webUrl }: RemoteRepository): WebhookTarget {
  return { level: 'repository', repository: { remoteId, name, cloneUrl, webUrl } };
}

/** The part of the name before its last slash: an organisation, a group with its parents, a person. */
export function ownerOf({ name }: Pick<RemoteRepository, 'name'>): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

/** Each owner once, those that contain others first. */
export function ownersOf(repositories: readonly RemoteRepository[]): readonly string[] {
  const owners = new Set(repositories.map(ownerOf));
  owners.delete('');
  return [...owners].sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
}

/** A group's webhook also speaks of the groups in it. */
export function isCoveredBy(owner: string, covering: Iterable<string>): boolean {
  return [...covering].some((wider) => owner === wider || owner.startsWith(`${wider}/`));
}

function isLoopback(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? '';
  return /^(?:localhost|.*\.localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/.test(host);
}

/** Why no service can call us; undefined when it can, as far as we see: one on this machine reaches this machine. */
export function whyUnreachable(
  publicUrl: string,
  integration: Pick<Integration, 'settings'>,
  repositories: readonly Pick<RemoteRepository, 'cloneUrl'>[],
): string | undefined {
  if (!isLoopback(publicUrl)) return undefined;
  const settings = Object.values(integration.settings).filter((value) => typeof value === 'string');
  const addresses = [...settings, ...repositories.slice(0, 1).map(({ cloneUrl }) => cloneUrl)];
  if (addresses.some(isLoopback)) return undefined;
  return (
    `Branchline's own address is ${publicUrl}, which no other machine can reach. Set BRANCHLINE_URL to the address ` +
    'under which the Git service reaches Branchline; until then repositories are looked at on schedule.'
  );
}
