import { describe, expect, it } from 'vitest';
import { appIdIn, isAppId, unregisteredAppId } from './app-id.ts';

const id = 'ari:cloud:ecosystem::app/8db33809-1f32-48bb-8c52-5877dab48107';

describe('appIdIn', () => {
  it.each([
    ['as it was rendered', `# Rendered\napp:\n  id: "${id}"\n  runtime:\n    name: "nodejs24.x"\nmodules:\n`],
    [
      'without quotes, as forge register may write it',
      `modules: {}\napp:\n  runtime:\n    name: nodejs24.x\n  id: ${id}\n`,
    ],
    ['with comments between', `app:\n  # ours\n\n  id: '${id}'\n`],
  ])('finds the id %s', (_how, manifest) => {
    expect(appIdIn(manifest)).toBe(id);
  });

  it('takes no id from elsewhere in the manifest', () => {
    expect(appIdIn(`# ${id}\napp:\n  name: x\nmodules:\n  other: ${id}\n`)).toBeUndefined();
    expect(appIdIn('')).toBeUndefined();
  });
});

describe('isAppId', () => {
  it('knows whole ids only', () => {
    expect(isAppId(id)).toBe(true);
    expect(isAppId(unregisteredAppId)).toBe(true);
    expect(isAppId(`${id} `)).toBe(false);
    expect(isAppId('8db33809-1f32-48bb-8c52-5877dab48107')).toBe(false);
  });
});
