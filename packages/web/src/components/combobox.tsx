/** A field that finds what is chosen in it: one types, the server searches, and one of what was found is taken. */

import { visibleText } from '@branchline/issue-panel';
import { Icon } from '@branchline/issue-panel';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import * as texts from '../texts.ts';
import { Field } from './field.tsx';
import type { FieldParts } from './field.tsx';

/** One of the things to choose from. */
export interface ComboboxOption {
  /** Names it among the others. */
  readonly id: string;
  /** What stands in the field once it is chosen. */
  readonly label: string;
  /** Beside the label, in the list only. */
  readonly detail?: ReactNode;
}

export interface ComboboxProps<Option extends ComboboxOption> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly mistake?: string | undefined;
  readonly isOptional?: boolean;
  readonly placeholder?: string;
  /** What is chosen, by its label; empty: nothing yet. */
  readonly chosen: string;
  /** For what was last searched. */
  readonly options: readonly Option[];
  readonly isLoading: boolean;
  /** What the list says when there is nothing to choose from. */
  readonly nothing: string;
  /** Below the list, when there is more than it shows. */
  readonly more?: string | undefined;
  readonly disabled?: boolean;
  /** Empty: everything. The caller waits until typing has come to rest. */
  readonly onSearch: (text: string) => void;
  readonly onChoose: (option: Option) => void;
}

export function Combobox<Option extends ComboboxOption>(props: ComboboxProps<Option>): ReactElement {
  const { label, hint, mistake, isOptional = false } = props;
  return (
    <Field label={label} hint={hint} mistake={mistake} isOptional={isOptional}>
      {(parts) => <Box {...props} parts={parts} />}
    </Field>
  );
}

/** How the list stands: closed, or open with a text and the option that Enter takes. */
interface Opened {
  readonly typed: string;
  readonly active: number;
}

function Box<Option extends ComboboxOption>(
  props: ComboboxProps<Option> & { readonly parts: FieldParts },
): ReactElement {
  const { parts, placeholder, chosen, disabled = false } = props;
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const { opened, active, open, close, take, press } = useList(props, () => input.current?.focus());
  return (
    <div className="combobox" onBlur={close}>
      <input
        ref={input}
        role="combobox"
        aria-expanded={opened !== undefined}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : idOf(list, active)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={250}
        disabled={disabled}
        placeholder={placeholder}
        value={opened?.typed ?? chosen}
        onChange={(event) => open(event.currentTarget.value)}
        onClick={() => {
          if (opened === undefined) open('');
        }}
        onKeyDown={press}
        {...parts}
      />
      <Icon name="chevron" />
      {opened !== undefined && <Found {...props} id={list} active={active} onTake={take} />}
    </div>
  );
}

/** What the list does with what is typed and pressed. */
function useList<Option extends ComboboxOption>(
  { options, isLoading, onSearch, onChoose }: ComboboxProps<Option>,
  onTaken: () => void,
) {
  const [opened, setOpened] = useState<Opened>();
  const active = opened === undefined ? undefined : options[opened.active];
  const close = () => setOpened(undefined);
  function open(typed: string): void {
    setOpened({ typed, active: 0 });
    onSearch(typed.trim());
  }
  function take(option: Option): void {
    close();
    onChoose(option);
    onTaken();
  }
  function press(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (opened === undefined) open('');
      else setOpened({ ...opened, active: (opened.active + step + options.length) % Math.max(1, options.length) });
    } else if (opened !== undefined && event.key === 'Enter') {
      event.preventDefault();
      // What stands there while it is searched was found for something else.
      if (active !== undefined && !isLoading) take(active);
    } else if (opened !== undefined && event.key === 'Escape') {
      // Closes the list, and not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }
  return { opened, active, open, close, take, press };
}

const steps: Readonly<Partial<Record<string, number>>> = { ArrowDown: 1, ArrowUp: -1 };

function idOf(list: string, { id }: ComboboxOption): string {
  return `${list}-${id.replaceAll(/[^\w-]/gu, (letter) => `_${letter.codePointAt(0) ?? 0}_`)}`;
}

interface FoundProps<Option extends ComboboxOption> extends Pick<
  ComboboxProps<Option>,
  'label' | 'options' | 'isLoading' | 'nothing' | 'more'
> {
  readonly id: string;
  readonly active: Option | undefined;
  readonly onTake: (option: Option) => void;
}

function Found<Option extends ComboboxOption>(props: FoundProps<Option>): ReactElement {
  const { id, label, options, isLoading, nothing, more, active, onTake } = props;
  return (
    // The field keeps the focus, also while somebody scrolls the list.
    <div className="combobox-list" role="presentation" onMouseDown={(event) => event.preventDefault()}>
      <div
        id={id}
        // A select cannot be searched, nor can what it offers come from the server.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="listbox"
        aria-label={label}
      >
        {options.map((option) => (
          // Its keys are those of the field.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={option.id}
            id={idOf(id, option)}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="option"
            className="combobox-option"
            tabIndex={-1}
            aria-selected={option === active}
            ref={option === active ? scrollIntoSight : undefined}
            onClick={() => onTake(option)}
          >
            <bdi className="break">{visibleText(option.label)}</bdi>
            {option.detail !== undefined && <span className="quiet">{option.detail}</span>}
          </div>
        ))}
      </div>
      <output className="quiet combobox-note">{noteOf(options.length, isLoading, nothing, more)}</output>
    </div>
  );
}

function noteOf(found: number, isLoading: boolean, nothing: string, more: string | undefined): string {
  if (isLoading) return texts.shared.searching;
  return found === 0 ? nothing : (more ?? '');
}

function scrollIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView?.({ block: 'nearest' });
}
