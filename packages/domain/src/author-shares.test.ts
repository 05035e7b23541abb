import { expect, it } from 'vitest';
import { authorIdentity, authorShares, type PeopleByEmail } from './author-shares.ts';
import type { PersonId } from './ids.ts';

const person = { id: 7 as PersonId, name: 'Ada Lovelace' };
const people: PeopleByEmail = new Map<string, { readonly id: PersonId; readonly name: string | undefined }>([
  ['ada@example.com', person],
  ['Ada@home.example', person],
  ['nameless@example.com', { id: 8 as PersonId, name: undefined }],
]);

function commit(name: string, email: string, linesAdded = 1, linesRemoved = 2) {
  return { name, email, linesAdded, linesRemoved };
}

it('joins the addresses of one person under their name, most commits first', () => {
  const commits = [
    commit('Bob', 'bob@example.com'),
    commit('ada', 'ada@example.com', 3, 1),
    commit('A. L.', 'Ada@home.example', 4, 0),
    commit('Zoe', 'nameless@example.com'),
  ];
  expect([...authorShares(commits, people).values()]).toEqual([
    {
      name: 'Ada Lovelace',
      emails: ['ada@example.com', 'ada@home.example'],
      commitCount: 2,
      linesAdded: 7,
      linesRemoved: 1,
    },
    { name: 'Bob', emails: ['bob@example.com'], commitCount: 1, linesAdded: 1, linesRemoved: 2 },
    { name: 'Zoe', emails: ['nameless@example.com'], commitCount: 1, linesAdded: 1, linesRemoved: 2 },
  ]);
});

it('tells people without an address apart by their names, and an address is one however it is written', () => {
  const commits = [commit('Bob', ''), commit('Eve', ''), commit('Bob', 'B@x.example'), commit('Bobby', 'b@x.example')];
  expect(
    [...authorShares(commits, people)].map(([identity, { name, commitCount }]) => [identity, name, commitCount]),
  ).toEqual([
    ['email b@x.example', 'Bob', 2],
    ['email Bob', 'Bob', 1],
    ['email Eve', 'Eve', 1],
  ]);
  expect(authorIdentity(commit('x', 'ada@example.com'), people)).toBe('person 7');
});
