/** Searches one repository: lines of its files, paths, messages of its commits. What is searched for is in the address. */

import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { ReactElement } from 'react';
import { CheckField } from '../../components/check-field.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formText } from '../../components/form-text.ts';
import { useFocus } from '../../components/use-focus.ts';
import { searchFieldId } from '../../components/use-keyboard.ts';
import * as texts from '../../texts.ts';
import { CodeResults } from './code-results.tsx';
import { MessageResults } from './message-results.tsx';
import { PathResults } from './path-results.tsx';
import { RevisionChooser } from './revision-chooser.tsx';
import { useRepositoryId } from './use-repository-id.ts';

const words = texts.browsedHistory.search;
const kinds = ['code', 'paths', 'messages'] as const;
type Kind = (typeof kinds)[number];

export function SearchPage(): ReactElement {
  const id = useRepositoryId();
  const search = useSearch({ strict: false });
  const { text = '', revision, folder } = search;
  const kind = kinds.find((each) => each === search['in']) ?? 'code';
  const letters = search['case'] === 'exact' ? 'exact' : undefined;
  const wanted = { id, text, revision };
  return (
    <>
      <div className="browse-bar">
        <RevisionChooser id={id} takesAll={kind === 'messages'} />
        <nav className="bl-switch" aria-label={words.in.label}>
          {kinds.map((each) => (
            <KindLink key={each} id={id} kind={each} isOpen={each === kind} />
          ))}
        </nav>
      </div>
      {/* What the address says anew, by going back or by a link, is what the fields say. */}
      <SearchForm key={`${kind} ${text} ${folder ?? ''} ${letters ?? ''}`} kind={kind} />
      {text === '' && <EmptyState title={words.start}>{words.startText[kind]}</EmptyState>}
      {text !== '' && kind === 'code' && <CodeResults {...wanted} folder={folder} letters={letters} />}
      {text !== '' && kind === 'paths' && <PathResults {...wanted} />}
      {text !== '' && kind === 'messages' && <MessageResults {...wanted} />}
    </>
  );
}

interface KindLinkProps {
  readonly id: number;
  readonly kind: Kind;
  readonly isOpen: boolean;
}

/** The same text, looked for elsewhere. */
function KindLink({ id, kind, isOpen }: KindLinkProps): ReactElement {
  return (
    <Link
      to="/browse/$id/search"
      params={{ id: String(id) }}
      search={(before) => ({ ...before, in: kind === 'code' ? undefined : kind })}
      className={isOpen ? 'switch-link switch-link-open' : 'switch-link'}
      activeProps={{}}
      {...(isOpen ? { 'aria-current': 'page' } : {})}
    >
      {words.in[kind]}
    </Link>
  );
}

function SearchForm({ kind }: { readonly kind: Kind }): ReactElement {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const { text = '', folder = '', case: letters } = useSearch({ strict: false });
  useFocus(field, text === '');
  function send(form: FormData): void {
    const below = trimmed(formText(form, 'folder'));
    const isExact = form.get('case') !== null;
    const place = kind === 'code' ? { folder: below || undefined, case: isExact ? 'exact' : undefined } : {};
    const wanted = { text: formText(form, 'text').trim() || undefined, ...place };
    void navigate({ to: '.', search: (before) => ({ ...before, ...wanted }) });
  }
  return (
    <search>
      <form
        className="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          send(new FormData(event.currentTarget));
        }}
      >
        <input
          ref={field}
          id={searchFieldId}
          name="text"
          type="search"
          className="filter filter-text search-text"
          aria-label={words.label}
          placeholder={words.placeholder[kind]}
          defaultValue={text}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
        />
        {kind === 'code' && (
          <>
            <input
              name="folder"
              className="filter filter-text"
              aria-label={words.folder}
              placeholder={words.folderPlaceholder}
              defaultValue={folder}
              maxLength={1000}
              autoComplete="off"
              spellCheck={false}
            />
            <CheckField label={words.exact} name="case" defaultChecked={letters === 'exact'} />
          </>
        )}
        <button type="submit" className="bl-button button-primary">
          {words.action}
        </button>
      </form>
    </search>
  );
}

/** Folders have no slash at either end. */
function trimmed(folder: string): string {
  return folder.trim().replaceAll(/^\/+|\/+$/gu, '');
}
