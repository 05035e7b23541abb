/** What the pages of integrations say. */

import { counted, numbered } from '@branchline/issue-panel';

export const integrationTexts = {
  title: 'Integrations',
  loading: 'Loading integrations',
  lead: 'Each is one Git service with one account. Its repositories are found, read and kept up to date by themselves.',
  add: 'Add an integration',
  search: { label: 'Find integrations by a part of their name', placeholder: 'Part of a name' },
  filters: { service: 'Service', anyService: 'Any service', state: 'State', anyState: 'Any state' },
  attention: { label: 'Attention', any: 'With and without problems', yes: 'Needs you', no: 'Needs nobody' },
  columns: {
    name: 'Integration',
    service: 'Service',
    state: 'State',
    repositories: 'Repositories',
    features: 'Features',
    indexed: 'Last indexed',
  },
  mode: { 'two-way': '', 'webhook-only': 'by webhooks only' },
  features: {
    pullRequests: 'Pull requests',
    actions: 'Actions',
    webhooks: { working: 'Webhooks', failing: 'Webhooks fail', none: 'No webhooks' },
  },
  failed: (count: number) => `${numbered(count)} failed`,
  more: 'Show more integrations',
  empty: {
    title: 'No integration is connected yet',
    text: 'Each Git service that is connected is listed here with its state, its repositories and what it can do. The next step is to add one; it takes four steps.',
  },
  noMatch: { title: 'No integration matches', text: 'Search for another part of the name, or loosen the filters.' },
  bulk: {
    reindex: 'Reindex',
    pause: 'Pause',
    resume: 'Resume',
    check: 'Check credentials',
    working: (done: number, all: number) => `${numbered(done)} of ${numbered(all)}`,
    done: (count: number) => `Done for ${counted(count, 'row', 'rows')}.`,
    failed: (name: string, because: string) => `${name}: ${because}`,
  },
} as const;
