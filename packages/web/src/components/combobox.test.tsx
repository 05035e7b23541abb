// @vitest-environment jsdom
import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Chips } from './chips.tsx';
import { Combobox } from './combobox.tsx';

afterEach(cleanup);

const fruits = ['Apple', 'Banana', 'Blood orange'].map((label) => ({ id: label.toLowerCase(), label }));

interface Given {
  readonly isLoading?: boolean;
  readonly more?: string;
  readonly onSearch?: (text: string) => void;
}

/** A list of fruits that is searched at once. */
function Fruits({ isLoading = false, more, onSearch }: Given): ReactElement {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  return (
    <Combobox
      label="Fruit"
      placeholder="Part of a name"
      chosen={chosen}
      options={fruits.filter(({ label }) => label.toLowerCase().includes(search))}
      isLoading={isLoading}
      nothing="No such fruit."
      more={more}
      onSearch={(text) => {
        setSearch(text);
        onSearch?.(text);
      }}
      onChoose={({ label }) => setChosen(label)}
    />
  );
}

function show(given: Given = {}): HTMLInputElement {
  render(<Fruits {...given} />);
  return screen.getByRole('combobox', { name: 'Fruit' });
}

/** The option that Enter would take, as screen readers are told. */
function active(field: HTMLElement): string | null | undefined {
  const id = field.getAttribute('aria-activedescendant');
  return id === null ? undefined : document.querySelector(`[id="${id}"]`)?.textContent;
}

function type(field: HTMLElement, text: string): void {
  fireEvent.change(field, { target: { value: text } });
}

describe('a field that finds what is chosen in it', () => {
  it('is closed until somebody comes, and says so', () => {
    const field = show();
    expect([field.getAttribute('aria-expanded'), active(field)]).toEqual(['false', undefined]);
    expect(screen.queryByRole('listbox')).toBeNull();
    fireEvent.click(field);
    expect(field.getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByRole('listbox', { name: 'Fruit' }).id).toBe(field.getAttribute('aria-controls'));
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(
      fruits.map(({ label }) => label),
    );
  });

  it('goes through its options by arrows, round and round, and Enter takes one', () => {
    const field = show();
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(active(field)).toBe('Apple');
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(active(field)).toBe('Banana');
    expect(screen.getByRole('option', { selected: true }).textContent).toBe('Banana');
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(active(field)).toBe('Blood orange');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect([field.value, field.getAttribute('aria-expanded')]).toEqual(['Blood orange', 'false']);
    expect(document.activeElement).toBe(field);
  });

  it('searches for what is typed, and begins again at the first that is found', () => {
    const onSearch = vi.fn();
    const field = show({ onSearch });
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    type(field, ' b ');
    type(field, 'bl');
    expect(onSearch.mock.calls).toEqual([[''], ['b'], ['bl']]);
    expect([field.value, active(field)]).toEqual(['bl', 'Blood orange']);
    type(field, 'zebra');
    expect([active(field), screen.getByRole('status').textContent]).toEqual([undefined, 'No such fruit.']);
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(field.value).toBe('zebra');
  });

  it('keeps what was chosen when one goes away without taking another', () => {
    const field = show();
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    fireEvent.keyDown(field, { key: 'Enter' });
    type(field, 'ban');
    const escape = createEvent.keyDown(field, { key: 'Escape' });
    const stopped = vi.spyOn(escape, 'stopPropagation');
    fireEvent(field, escape);
    expect([field.value, escape.defaultPrevented, stopped.mock.calls.length]).toEqual(['Apple', true, 1]);
    // A closed list leaves Escape to the dialog around it.
    const again = createEvent.keyDown(field, { key: 'Escape' });
    fireEvent(field, again);
    expect(again.defaultPrevented).toBe(false);
    type(field, 'ban');
    fireEvent.blur(field);
    expect([field.value, screen.queryByRole('listbox')]).toEqual(['Apple', null]);
  });

  it('lets Enter take nothing that was found for something else', () => {
    const field = show({ isLoading: true });
    type(field, 'a');
    expect(screen.getByRole('status').textContent).toMatch(/^Searching/u);
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(field.value).toBe('a');
  });

  it('is used by the mouse without losing the focus, and says when there is more', () => {
    const field = show({ more: 'There are more.' });
    fireEvent.click(field);
    expect(screen.getByText('There are more.')).toBeTruthy();
    const option = screen.getByRole('option', { name: 'Banana' });
    const press = createEvent.mouseDown(option);
    fireEvent(option, press);
    expect(press.defaultPrevented).toBe(true);
    fireEvent.click(option);
    expect(field.value).toBe('Banana');
  });
});

it('chips are named, and each can be taken out', () => {
  const onRemove = vi.fn();
  const words = { label: 'Chosen', removeLabel: (name: string) => `Leave out ${name}` };
  const { rerender } = render(<Chips {...words} names={['bug', '<b>x</b>']} onRemove={onRemove} />);
  const list = screen.getByRole('list', { name: 'Chosen' });
  expect([...list.children].map(({ textContent }) => textContent)).toEqual(['bug', '<b>x</b>']);
  fireEvent.click(screen.getByRole('button', { name: 'Leave out <b>x</b>' }));
  expect(onRemove.mock.calls).toEqual([['<b>x</b>']]);
  rerender(<Chips {...words} names={[]} onRemove={onRemove} />);
  expect(screen.queryByRole('list')).toBeNull();
});
