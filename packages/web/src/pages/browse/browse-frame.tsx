/** What stands above every page of one repository: its name, where it is, and the ways to look at it. */

import { isProblemError, type BrowsedRepository } from '@branchline/contract';
import { CopyButton, Icon, WebLink } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { copyText } from '../../components/copy-text.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { browsedRepositoryQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { BrowseTabs } from './browse-tabs.tsx';
import { useRepositoryId } from './use-repository-id.ts';

const words = texts.browse;

export function BrowseFrame(): ReactElement {
  const id = useRepositoryId();
  const repository = useQuery(browsedRepositoryQuery(id));
  // Whoever may not see it is told no more than that: its pages would say the same, each in its own place.
  if (isProblemError(repository.error) && repository.error.problem.status === 404) return <Gone />;
  return (
    <>
      <Answer query={repository} skeleton={<HeadSkeleton />}>
        {(shown) => <Head repository={shown} />}
      </Answer>
      <BrowseTabs id={id} repository={repository.data} />
      <Outlet />
    </>
  );
}

function Crumbs(): ReactElement {
  return <Link to="/browse">{words.title}</Link>;
}

function Head({ repository }: { readonly repository: BrowsedRepository }): ReactElement {
  const { name, integrationName, webUrl, cloneUrl, indexedAt } = repository;
  return (
    <>
      <PageHeader
        title={name}
        crumbs={
          <>
            <Crumbs /> / <span className="break">{integrationName}</span>
          </>
        }
        actions={
          <span className="browse-addresses">
            <WebLink url={webUrl}>
              {webUrl !== null && (
                <>
                  <Icon name="external" /> {words.frame.open}
                </>
              )}
            </WebLink>
            {cloneUrl !== null && (
              <span className="browse-clone">
                <code title={cloneUrl}>{cloneUrl}</code>
                <CopyButton text={cloneUrl} what={words.frame.cloneAddress} onCopy={copyText} />
              </span>
            )}
          </span>
        }
      />
      {indexedAt === null && <p className="bl-note">{words.frame.neverRead}</p>}
    </>
  );
}

function HeadSkeleton(): ReactElement {
  return (
    <section aria-busy="true" aria-label={words.frame.loading}>
      <p className="crumbs">
        <Crumbs />
      </p>
      <div className="page-header browse-head-bone">
        <span className="bl-bone bl-bone-short" />
      </div>
    </section>
  );
}

function Gone(): ReactElement {
  return (
    <>
      <PageHeader title={words.gone.title} crumbs={<Crumbs />} lead={words.gone.text} />
      <Link to="/browse" className="bl-button">
        {words.gone.back}
      </Link>
    </>
  );
}
