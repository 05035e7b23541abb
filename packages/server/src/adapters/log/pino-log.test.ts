import { describe, expect, it } from 'vitest';
import { Secret } from '@branchline/domain';
import { createLog, withoutCredentials } from './pino-log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void, level: 'info' | 'silent' = 'info'): string {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('writes one JSON object a line with message, facts and time', () => {
    const line = logged((log) => log.info('indexed', { repository: 'kafka', commits: 3 }));
    expect(JSON.parse(line)).toMatchObject({ msg: 'indexed', repository: 'kafka', commits: 3 });
    expect(JSON.parse(line).time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('says nothing when it is silent', () => {
    expect(logged((log) => log.error('lost'), 'silent')).toBe('');
  });

  it('never shows a secret, nor user and password of an address', () => {
    const text = logged((log) => {
      log.warn('could not fetch https://jo:hunter2@git.example/x.git', { token: new Secret('hunter3') });
      log.warn('again', { url: 'ssh://jo:hunter4@git.example/x' });
    });
    expect(text).not.toMatch(/hunter\d/);
    expect(text).toContain('https://git.example/x.git');
  });

  it('shows the stack of an error', () => {
    const line = logged((log) => log.error('broke', { error: new Error('why') }));
    expect(JSON.parse(line).error).toMatchObject({ type: 'Error', message: 'why' });
  });
});

describe('withoutCredentials', () => {
  it('leaves e-mail addresses and plain addresses alone', () => {
    const text = 'mail jo@example.com about https://git.example/x and git@git.example:x';
    expect(withoutCredentials(text)).toBe(text);
  });
});
