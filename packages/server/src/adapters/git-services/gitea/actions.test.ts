import { describe, expect, it } from 'vitest';
import { inScene } from '../../../test-support/git-service-suite/scene.ts';
import { forgejoSuite, giteaSuite } from '../../../test-support/stand-in/gitea/suite-facts.ts';

const refusal = (status: number, message: string) => ({ kind: 'status', status, json: { message } }) as const;

describe('merging', () => {
  const wish = { method: 'merge', expectedHead: undefined, deletesSourceBranch: false } as const;

  it(
    'waits while the service finds out whether it can be done',
    inScene(giteaSuite, async ({ standIn, repository, ada, connect, remote }) => {
      await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
      standIn.faults.add({ path: '/merge', times: 2, fault: refusal(405, 'Please try again later') });
      expect((await connect().actions?.merge(await remote(), '1', wish))?.state).toBe('merged');
    }),
  );

  it(
    'is done once, although the answer was lost on its way',
    inScene(giteaSuite, async ({ standIn, repository, ada, connect, remote }) => {
      const pullRequest = await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
      standIn.faults.add({ path: '/merge', times: 1, fault: { kind: 'cut' } });
      const merged = await connect().actions?.merge(await remote(), '1', wish);
      expect(merged).toMatchObject({ state: 'merged', mergeCommit: pullRequest.mergeCommit });
    }),
  );

  it(
    'of a draft is a conflict that says why',
    inScene(giteaSuite, async ({ standIn, repository, ada, connect, remote, refused }) => {
      const open = { title: 'WIP: ABC-2', author: ada, source: 'topic', isDraft: true };
      await standIn.openPullRequest(repository, open);
      const failure = await refused(connect().actions!.merge(await remote(), '1', wish));
      expect(failure.kind).toBe('conflict');
      expect(failure.message).toContain('Work in progress');
    }),
  );
});

describe('opening a pull request', () => {
  it(
    'asks the others when one reviewer cannot be asked, and names labels that are not there',
    inScene(giteaSuite, async ({ connect, remote }) => {
      const opened = await connect().actions?.createPullRequest(await remote(), {
        title: 'ABC-2',
        description: '',
        sourceBranch: 'topic',
        targetBranch: 'main',
        reviewers: ['nobody', 'bob'],
        labels: ['bug', 'none'],
        isDraft: true,
      });
      expect(opened?.pullRequest).toMatchObject({ title: 'WIP: ABC-2', isDraft: true, isComplete: true });
      expect(opened?.pullRequest.reviewers).toMatchObject([{ person: { login: 'bob' }, verdict: 'none' }]);
      expect(opened?.shortcomings).toEqual([
        'The label "none" does not exist.',
        expect.stringMatching(/^The reviewer "nobody" could not be asked\. .*not exist\.$/),
      ]);
    }),
  );

  it(
    'goes on without labels where the token may not see them',
    inScene(giteaSuite, async ({ standIn, ada, connect, remote }) => {
      const scopes = ['read:user', 'write:repository'];
      const { value } = standIn.addToken(ada, { ...giteaSuite.token, value: `${giteaSuite.token.value}0`, scopes });
      const opened = await connect({ token: value }).actions?.createPullRequest(await remote(), {
        title: 'ABC-2',
        description: '',
        sourceBranch: 'topic',
        targetBranch: 'main',
        reviewers: [],
        labels: ['bug'],
        isDraft: false,
      });
      expect(opened?.shortcomings).toEqual([expect.stringMatching(/^No label could be set\. .*read:issue/)]);
    }),
  );
});

it(
  'a pull request from a branch that is not there is refused as such, although Forgejo says that it broke',
  inScene(forgejoSuite, async ({ connect, remote, refused, standIn }) => {
    const repository = await remote();
    const message = "exit status 128: Stderr: fatal: bad revision 'refs/heads/main...gone'";
    standIn.faults.add({ method: 'POST', path: '/pulls', fault: refusal(500, message) });
    const wish = { title: 'ABC-2', description: '', sourceBranch: 'gone', targetBranch: 'main' };
    const nothing = { reviewers: [], labels: [], isDraft: false };
    const failure = await refused(connect().actions!.createPullRequest(repository, { ...wish, ...nothing }));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('no branch "gone"')]);
  }),
);

describe('templates', () => {
  it(
    'are found in any case, and the first place counts',
    inScene(forgejoSuite, async ({ standIn, repository, connect, remote }) => {
      const files = {
        '.github/PULL_REQUEST_TEMPLATE.md': 'from .github',
        '.forgejo/Pull_Request_Template.md': '---\nname: x\ntitle: y\n---\n\nfrom .forgejo\n',
        'docs/PULL_REQUEST_TEMPLATE/release.md': 'for releases',
        '.gitea/pull_request_template.yaml': 'body: []',
      };
      await repository.git.commit('Add templates', files);
      await standIn.push(repository);
      expect(await connect().actions?.pullRequestTemplates(await remote())).toEqual([
        { name: 'Pull_Request_Template', text: 'from .forgejo' },
        { name: 'release', text: 'for releases' },
      ]);
    }),
  );

  it(
    'are none in a repository without commits',
    inScene(giteaSuite, async ({ standIn, connect, remote }) => {
      const repository = await remote(await standIn.addRepository('team/empty'));
      expect(await connect().actions?.pullRequestTemplates(repository)).toEqual([]);
    }),
  );
});

it(
  'a branch that is gone already may be deleted, although an older server says that it broke',
  inScene(giteaSuite, async ({ connect, remote, standIn }) => {
    const message = 'object does not exist [id: refs/heads/gone, rel_path: ]';
    standIn.faults.add({ method: 'DELETE', fault: refusal(500, message) });
    await expect(connect().actions?.deleteBranch(await remote(), 'gone')).resolves.toBeUndefined();
  }),
);

it(
  'a branch from nowhere is refused as such, although the service says that it broke',
  inScene(giteaSuite, async ({ connect, remote, refused, standIn }) => {
    const repository = await remote();
    standIn.requests.splice(0);
    const failure = await refused(connect().actions!.createBranch(repository, 'new', 'nowhere'));
    expect([failure.kind, failure.message]).toEqual([
      'rejected',
      expect.stringContaining('no branch or commit "nowhere"'),
    ]);
    expect(standIn.requests).toHaveLength(1);
  }),
);
