import { expect, it } from 'vitest';
import { pushIn } from './told-push.ts';

const push = {
  before: '0'.repeat(40),
  after: 'a'.repeat(40),
  pusher: { name: 'ada', email: 'ada@example.org' },
  sender: { id: 7, login: 'ada', html_url: 'https://github.com/ada' },
};

it('tells the account, and its address where addresses are verified', () => {
  expect(pushIn(push, true)).toMatchObject({
    head: push.after,
    before: undefined,
    pusher: { remoteId: '7', login: 'ada', email: 'ada@example.org' },
  });
  expect(pushIn(push, false)?.pusher.email).toBeUndefined();
});

it.each([
  ['a deploy key', { ...push, pusher: { name: 'deploy_key' } }],
  ['an app in the name of somebody', { ...push, pusher: { name: 'ada' }, sender: { id: 9, login: 'ci[bot]' } }],
  ['a ref that is gone', { ...push, after: '0'.repeat(40) }],
  ['a hash that is none', { ...push, after: '--upload-pack=evil' }],
  ['something else', { zen: 'Keep it logically awesome.' }],
  ['nothing', undefined],
])('tells nobody for %s', (_what, payload) => {
  expect(pushIn(payload, true)).toBeUndefined();
});
