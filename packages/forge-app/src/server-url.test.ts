import { describe, expect, it } from 'vitest';
import { serverUrlFrom } from './server-url.ts';

describe('serverUrlFrom', () => {
  it.each([
    ['https://git.example.com', 'https://git.example.com'],
    ['https://git.example.com/', 'https://git.example.com'],
    ['https://GIT.example.com:8443', 'https://git.example.com:8443'],
    ['https://203.0.113.7', 'https://203.0.113.7'],
  ])('takes %s', (text, url) => {
    expect(serverUrlFrom(text)).toEqual({ url });
  });

  it.each([
    ['git.example.com', 'is no address'],
    ['http://git.example.com', 'by https only'],
    ['https://git.example.com/branchline', 'Leave out what follows the host'],
    ['https://git.example.com/?a=1', 'Leave out what follows the host'],
    ['https://git.example.com/#top', 'Leave out what follows the host'],
    ['https://ada:secret@git.example.com', 'must not hold a name or password'],
    ['https://localhost', "leads nowhere from Atlassian's machines"],
    ['https://git.localhost', "leads nowhere from Atlassian's machines"],
    ['https://git', "leads nowhere from Atlassian's machines"],
    ['https://git.internal', "leads nowhere from Atlassian's machines"],
    ['https://127.0.0.1', "leads nowhere from Atlassian's machines"],
    ['https://10.1.2.3', "leads nowhere from Atlassian's machines"],
    ['https://172.20.0.1', "leads nowhere from Atlassian's machines"],
    ['https://192.168.1.2:8443', "leads nowhere from Atlassian's machines"],
    ['https://169.254.1.1', "leads nowhere from Atlassian's machines"],
    ['https://[::1]', "leads nowhere from Atlassian's machines"],
  ])('refuses %s in words', (text, words) => {
    const answer = serverUrlFrom(text);
    expect('problem' in answer && answer.problem).toContain(words);
  });

  it('takes neighbours of private addresses, and never repeats a password', () => {
    expect(serverUrlFrom('https://172.32.0.1')).toEqual({ url: 'https://172.32.0.1' });
    expect(JSON.stringify(serverUrlFrom('https://ada:secret@git.example.com'))).not.toContain('secret');
  });
});
