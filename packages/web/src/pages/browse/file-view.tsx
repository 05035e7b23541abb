/** One file: what it is, the ways to look at it, and the one that was chosen. */

import { isProblemError, type BrowsedFileView } from '@branchline/contract';
import { CopyButton, Icon, WebLink, size } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { copyText } from '../../components/copy-text.ts';
import { OpenElsewhere } from '../../components/open-elsewhere.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { fileQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { BlameView } from './blame-view.tsx';
import { FileContent } from './file-content.tsx';
import { FileHistory } from './file-history.tsx';
import { lineCountOf } from './line-count.ts';
import { PathGone } from './path-gone.tsx';
import { WrapSwitch, useWraps } from './wrap-switch.tsx';

const words = texts.browsedFiles;

const views = ['code', 'blame', 'history'] as const;
type View = (typeof views)[number];

export interface FileViewProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly path: string;
  /** Whatever the address says; code where it says nothing of use. */
  readonly view: string;
}

export function FileView({ id, revision, path, view }: FileViewProps): ReactElement {
  const file = useQuery(fileQuery(id, { revision, path }));
  const [wraps, setWraps] = useWraps();
  const open = views.find((each) => each === view) ?? 'code';
  const isGone = isProblemError(file.error) && file.error.problem.status === 404;
  // What is not there any more still has a history.
  if (isGone && open !== 'history') return <PathGone id={id} revision={revision} path={path} />;
  const place = { id, revision, path };
  return (
    <>
      <div className="file-bar">
        <nav className="bl-switch" aria-label={words.views.label}>
          {views.map((each) => (
            <ViewLink key={each} {...place} view={each} isOpen={each === open} />
          ))}
        </nav>
        {file.data !== undefined && <FileFacts file={file.data} />}
        {open === 'code' && (file.data?.text ?? '') !== '' && <WrapSwitch wraps={wraps} onChange={setWraps} />}
      </div>
      {open === 'history' ? (
        <FileHistory key={`${revision ?? ''} ${path}`} {...place} />
      ) : (
        <Answer query={file} skeleton={<SkeletonRows label={words.loadingFile} />}>
          {(shown) =>
            open === 'blame' && shown.kind !== 'image' && shown.kind !== 'binary' ? (
              <BlameView key={`${revision ?? ''} ${path}`} id={id} file={shown} />
            ) : (
              <FileContent key={`${revision ?? ''} ${path}`} id={id} file={shown} wraps={wraps} />
            )
          }
        </Answer>
      )}
    </>
  );
}

interface ViewLinkProps extends Omit<FileViewProps, 'view'> {
  readonly view: View;
  readonly isOpen: boolean;
}

function ViewLink({ id, revision, path, view, isOpen }: ViewLinkProps): ReactElement {
  return (
    <Link
      to="/browse/$id"
      params={{ id: String(id) }}
      search={{ revision, path, view }}
      className={isOpen ? 'switch-link switch-link-open' : 'switch-link'}
      activeProps={{}}
      {...(isOpen ? { 'aria-current': 'page' } : {})}
    >
      {words.views[view]}
    </Link>
  );
}

function FileFacts({ file }: { readonly file: BrowsedFileView }): ReactElement {
  const { text, webUrl, repository, path, commit } = file;
  return (
    <span className="file-facts">
      {text !== null && <span className="quiet">{words.count(lineCountOf(text))}</span>}
      <span className="quiet">{size(file.size)}</span>
      {text !== null && <CopyButton text={text} what={words.copyText} onCopy={copyText} />}
      <OpenElsewhere cloneUrl={repository.cloneUrl} target={{ kind: 'file', path, commit }} what={words.opened} />
      <WebLink url={webUrl}>
        {webUrl !== null && (
          <>
            <Icon name="external" /> {words.open}
          </>
        )}
      </WebLink>
    </span>
  );
}
