/** How the routes about people and smart commits are asked rightly, and as nobody should. */

import type { RouteName } from '@branchline/contract';
import { noSuchWord, ofFirst, type RouteCase } from './route-case.ts';

/** In the order in which the API lists them; see `addPeopleExamples`. */
const ownCredential = { credential: { kind: 'token', token: 'good' } };
export const peopleCases = {
  listPeople: { path: '?search=example&kind=commit-email&limit=10', malformed: { path: '?limit=0' } },
  addPerson: {
    body: () => ({ identity: { kind: 'commit-email', email: 'new@example.org' } }),
    malformed: { body: { identity: { kind: 'name', name: 'Ada' } } },
  },
  showPerson: { path: '/1', malformed: noSuchWord },
  erasePerson: { path: '/4', malformed: noSuchWord },
  joinPerson: { path: '/1/join', body: () => ({ personId: 2 }), malformed: { path: '/1/join', body: {} } },
  splitPerson: {
    path: '/1/split',
    body: () => ({ identityIds: [2] }),
    malformed: { path: '/1/split', body: { identityIds: [] } },
  },
  savePersonalConnection: {
    path: '/1/connections/2',
    body: () => ownCredential,
    malformed: { path: '/1/connections/2', body: { credential: { kind: 'app', app: 1, installationId: '1' } } },
  },
  checkPersonalConnection: { path: '/1/connections/2/check', malformed: { path: '/1/connections/two/check' } },
  removePersonalConnection: { path: '/1/connections/2', malformed: { path: '/1/connections/two' } },
  listSuggestions: { malformed: { path: '?after=none' } },
  findSuggestions: { malformed: undefined },
  confirmLink: ofFirst('/confirm'),
  rejectLink: ofFirst('/reject'),
  showJiraPeopleSettings: ofFirst('/people-settings'),
  saveJiraPeopleSettings: {
    path: '/1/people-settings',
    body: () => ({ trustsEmail: false }),
    malformed: { path: '/1/people-settings', body: { trustsEmail: 'no' } },
  },
} as const;

export const smartCommitCases = {
  listSmartCommands: {
    path: '?state=failed&issue=abc-1&repository=1&jiraSite=1&commit=00ff&limit=10',
    malformed: { path: '?issue=abc' },
  },
  showSmartCommand: { path: '/1', malformed: noSuchWord },
  retrySmartCommand: ofFirst('/retry'),
  showSmartCommitSettings: ofFirst('/smart-commits'),
  saveSmartCommitSettings: {
    path: '/1/smart-commits',
    body: () => ({ project: 'ABC', settings: { processor: 'branchline' } }),
    malformed: { path: '/1/smart-commits', body: { project: null, settings: { processor: 'both' } } },
  },
  saveSmartCommitMails: {
    body: () => ({ address: 'ada@example.org', wanted: false }),
    malformed: { body: { wanted: false } },
  },
  listAuditLog: { path: '?what=smart-commit/&limit=10', malformed: { path: '?limit=0' } },
  exportAuditLog: { path: '?format=json-lines', malformed: { path: '?format=xml' } },
} as const satisfies Partial<Readonly<Record<RouteName, RouteCase>>>;
