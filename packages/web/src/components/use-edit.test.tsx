// @vitest-environment jsdom

import { problemError } from '@branchline/contract';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { EditConflictView } from './edit-conflict-view.tsx';
import { useEdit } from './use-edit.ts';

interface Thing {
  readonly name: string;
  readonly version: string;
}

/** A server with one thing, which anybody may edit. */
function serverWith(name: string) {
  let thing: Thing = { name, version: 'v1' };
  const sent: (string | undefined)[] = [];
  return {
    sent,
    load: () => Promise.resolve(thing),
    save(wish: string, ifMatch: string | undefined): Promise<Thing> {
      sent.push(ifMatch);
      if (wish === 'forbidden') return Promise.reject(problemError({ type: 'forbidden', title: 'No', status: 403 }));
      if (ifMatch !== undefined && ifMatch !== thing.version) {
        return Promise.reject(problemError({ type: 'changed-meanwhile', title: 'Changed', status: 412 }));
      }
      thing = { name: wish, version: `v${Number(thing.version.slice(1)) + 1}` };
      return Promise.resolve(thing);
    },
    now: () => thing,
  };
}

function Form({ server, version }: { readonly server: ReturnType<typeof serverWith>; readonly version: string }) {
  const [name, setName] = useState('old');
  const edit = useEdit({
    version,
    send: (wish: string, ifMatch) => server.save(wish, ifMatch),
    load: server.load,
    onLoaded: (thing) => setName(thing.name),
  });
  return (
    <>
      <input aria-label="Name" value={name} onChange={(event) => setName(event.target.value)} />
      <button type="button" disabled={edit.isBusy} onClick={() => edit.save(name)}>
        Save
      </button>
      <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      {edit.error instanceof Error && <p role="alert">{edit.error.message}</p>}
    </>
  );
}

function within(queries: QueryClient, element: ReactElement): ReactElement {
  return <QueryClientProvider client={queries}>{element}</QueryClientProvider>;
}

function open(server: ReturnType<typeof serverWith>) {
  const queries = new QueryClient();
  const view = render(within(queries, <Form server={server} version="v1" />));
  return { show: (version: string) => view.rerender(within(queries, <Form server={server} version={version} />)) };
}

function type(name: string): void {
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: name } });
}

function press(name: string): void {
  fireEvent.click(screen.getByRole('button', { name }));
}

const nameField = () => screen.getByLabelText<HTMLInputElement>('Name').value;

describe('useEdit', () => {
  afterEach(cleanup);

  it('saves from the version it was opened with, and then from the one it saved', async () => {
    const server = serverWith('old');
    open(server);
    type('mine');
    press('Save');
    await waitFor(() => expect(server.now().name).toBe('mine'));
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(false));
    type('mine again');
    press('Save');
    await waitFor(() => expect(server.now().name).toBe('mine again'));
    expect(server.sent).toEqual(['v1', 'v2']);
  });

  it('keeps what was typed when somebody was faster, although the page knows the new version already', async () => {
    const server = serverWith('old');
    const { show } = open(server);
    await server.save('theirs', 'v1');
    show('v2');
    type('mine');
    press('Save');
    expect((await screen.findByRole('alert')).textContent).toContain('Somebody else changed this meanwhile');
    expect(nameField()).toBe('mine');
    expect(server.now().name).toBe('theirs');
  });

  it('overwrites when it is wished', async () => {
    const server = serverWith('old');
    open(server);
    await server.save('theirs', 'v1');
    type('mine');
    press('Save');
    await screen.findByRole('alert');
    press('Save mine over it');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(server.now().name).toBe('mine');
    expect(server.sent.at(-1)).toBeUndefined();
  });

  it('loads what is there when that is wished, and saves from there', async () => {
    const server = serverWith('old');
    open(server);
    await server.save('theirs', 'v1');
    type('mine');
    press('Save');
    await screen.findByRole('alert');
    press('Load what is there now');
    await waitFor(() => expect(nameField()).toBe('theirs'));
    expect(screen.queryByRole('alert')).toBeNull();
    type('both');
    press('Save');
    await waitFor(() => expect(server.now()).toEqual({ name: 'both', version: 'v3' }));
  });

  it('hands on any other refusal', async () => {
    const server = serverWith('old');
    open(server);
    type('forbidden');
    press('Save');
    expect((await screen.findByRole('alert')).textContent).toContain('No');
    expect(screen.queryByText('Save mine over it')).toBeNull();
  });
});
