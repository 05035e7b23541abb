/** A sixth Git service in three files: what CONTRIBUTING.md promises, tried out. */

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createConnectors } from '../../adapters/git-services/index.ts';
import { describeGitService } from '../describe-git-service.ts';
import { pocket as family } from '../stand-in/pocket-family.ts';
import { testNetwork } from '../test-network.ts';
import { pocket } from './connector.ts';

describeGitService({
  connector: pocket,
  family,
  settingsFor: (url) => ({ url }),
  token: { value: 'marked-pocket-token', scopes: ['read'], kind: 'personal' },
  poorTokens: [{ token: { value: 'marked-poor-token', scopes: [], kind: 'personal' }, missing: ['read'] }],
  tellsExpiry: false,
  ownerListPath: (owner) => `/owners/${owner}/repositories`,
  refusals: [],
  validates: false,
  templatePath: 'TEMPLATE.md',
  makesLabels: false,
  webhook: { proofHeaders: [], signsBody: true, refusesOld: false, unknownEvent: {} },
  pages: {
    commit: '/commit/{hash}',
    branch: '/branch/{branch}',
    tag: '/tag/{tag}',
    file: '/file/{hash}/{path}',
    compare: '/compare/{base}...{head}',
  },
});

describe('a sixth Git service', () => {
  it('takes two files and one line in the registry', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.test.ts'));
    expect(files.toSorted()).toEqual(['api.ts', 'connector.ts']);
    const registry = new Map([
      ...createConnectors(testNetwork(), { now: () => new Date() }),
      ['pocket', pocket(testNetwork())],
    ]);
    expect(registry.get('pocket')?.title).toBe('Pocket');
  });
});
