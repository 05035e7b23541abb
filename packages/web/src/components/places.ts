/** Where one can go: every place of the navigation, who sees it, and the letter that leads there after `g`. */

import type { IconName } from '@branchline/issue-panel';
import type { LinkProps } from '@tanstack/react-router';
import * as texts from '../texts.ts';

/** Members see their own; managers all but what is about people; administrators everything. */
export type PlaceFor = 'everybody' | 'managers' | 'administrators';

export interface Place {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly icon: IconName;
  /** After `g`; each letter once. */
  readonly key: string;
  readonly for: PlaceFor;
}

export interface PlaceGroup {
  /** Undefined for the first, which needs no heading. */
  readonly label: string | undefined;
  readonly places: readonly Place[];
}

const words = texts.frame;

export const placeGroups: readonly PlaceGroup[] = [
  {
    label: undefined,
    places: [
      { to: '/', label: words.places.overview, icon: 'home', key: 'o', for: 'managers' },
      { to: '/issues', label: words.places.issues, icon: 'issue', key: 'i', for: 'everybody' },
      { to: '/browse', label: words.places.code, icon: 'code', key: 'b', for: 'everybody' },
      { to: '/repositories', label: words.places.repositories, icon: 'repository', key: 'r', for: 'managers' },
      { to: '/explain', label: words.places.explain, icon: 'search', key: 'e', for: 'managers' },
    ],
  },
  {
    label: words.groups.connected,
    places: [
      { to: '/integrations', label: words.places.integrations, icon: 'plug', key: 'n', for: 'managers' },
      { to: '/jira-sites', label: words.places.jiraSites, icon: 'jira', key: 'j', for: 'managers' },
    ],
  },
  {
    label: words.groups.watching,
    places: [
      { to: '/queue', label: words.places.queue, icon: 'queue', key: 'q', for: 'managers' },
      { to: '/smart-commits', label: words.places.smartCommits, icon: 'commit', key: 'c', for: 'managers' },
      { to: '/webhooks', label: words.places.webhooks, icon: 'webhook', key: 'w', for: 'managers' },
      { to: '/health', label: words.places.health, icon: 'heart', key: 'h', for: 'managers' },
    ],
  },
  {
    label: words.groups.managing,
    places: [
      { to: '/people', label: words.places.people, icon: 'people', key: 'p', for: 'administrators' },
      { to: '/access', label: words.places.access, icon: 'key', key: 'a', for: 'administrators' },
      { to: '/audit-log', label: words.places.auditLog, icon: 'log', key: 'l', for: 'administrators' },
      { to: '/settings', label: words.places.settings, icon: 'settings', key: 's', for: 'managers' },
      { to: '/api', label: words.places.api, icon: 'file', key: 'd', for: 'managers' },
      { to: '/profile', label: words.profile, icon: 'person', key: 'm', for: 'everybody' },
    ],
  },
];

export const allPlaces: readonly Place[] = placeGroups.flatMap(({ places }) => places);
