/** What is known about a commit besides what it says: who, when, where it came from and where it has arrived. */

import type { BrowsedCommitView } from '@branchline/contract';
import { CommitHash, RelativeTime, visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { copyText } from '../../components/copy-text.ts';
import { OpenElsewhere } from '../../components/open-elsewhere.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { KeyLinks } from '../../components/key-links.tsx';
import { useNow } from '../../components/use-now.ts';
import * as texts from '../../texts.ts';
import { shortened } from './shortened.ts';

const words = texts.commit;

/** Names that are shown at once. */
const shownNames = 8;
/** Names that the server tells at most of either kind. */
const toldNames = 100;

export interface CommitFactsProps {
  readonly id: number;
  readonly shown: BrowsedCommitView;
}

export function CommitFacts({ id, shown }: CommitFactsProps): ReactElement {
  const now = useNow();
  const { author, authoredAt, hash, keys, parents } = shown.details;
  const { branches, tags, isContainedInMore } = shown;
  // More of nothing: git was stopped before it had found any.
  const gaveUp = isContainedInMore && branches.length + tags.length === 0;
  return (
    <section className="commit-facts-list" aria-label={words.facts}>
      <Facts>
        <Fact name={words.author}>
          <bdi title={visibleText(author.email)}>{visibleText(author.person ?? author.name)}</bdi>
          {author.person !== null && author.person !== author.name && (
            <bdi className="quiet"> {visibleText(author.name)}</bdi>
          )}
        </Fact>
        <Fact name={words.made}>
          <RelativeTime at={authoredAt} now={now} />
        </Fact>
        <Fact name={words.hash}>
          <CommitHash hash={hash} webUrl={null} onCopy={copyText} />{' '}
          <OpenElsewhere
            cloneUrl={shown.repository.cloneUrl}
            target={{ kind: 'commit', hash }}
            what={words.opened(shortened(hash))}
          />
        </Fact>
        <Fact name={words.parents}>
          {parents.length === 0 ? (
            <span className="quiet">{words.noParent}</span>
          ) : (
            <span className="names">
              {parents.map((parent) => (
                <Link
                  key={parent}
                  to="/browse/$id/commits/$hash"
                  params={{ id: String(id), hash: parent }}
                  aria-label={words.parent(shortened(parent))}
                >
                  <code>{shortened(parent)}</code>
                </Link>
              ))}
            </span>
          )}
        </Fact>
        <Fact name={words.issues}>
          {keys.length === 0 ? <span className="quiet">{words.noIssue}</span> : <KeyLinks keys={keys} />}
        </Fact>
        <Fact name={words.branches}>
          <Names id={id} names={branches} isCut={isContainedInMore} none={gaveUp ? words.gaveUp : words.nowhere} />
        </Fact>
        <Fact name={words.tags}>
          <Names id={id} names={tags} isCut={isContainedInMore} none={gaveUp ? words.gaveUp : words.notInTags} />
        </Fact>
      </Facts>
    </section>
  );
}

interface NamesProps {
  readonly id: number;
  readonly names: readonly string[];
  /** There are more of this kind, when so many are told, or of the other. */
  readonly isCut: boolean;
  readonly none: string;
}

function Names({ id, names, isCut, none }: NamesProps): ReactElement {
  if (names.length === 0) return <span className="quiet">{none}</span>;
  const rest = names.slice(shownNames);
  const revisions = (shown: readonly string[]) =>
    shown.map((name) => (
      <Link key={name} to="/browse/$id" params={{ id: String(id) }} search={{ revision: name }} className="break">
        <bdi>{visibleText(name)}</bdi>
      </Link>
    ));
  return (
    <span className="names">
      {revisions(names.slice(0, shownNames))}
      {rest.length > 0 && (
        <details className="bl-fold">
          <summary>{isCut && names.length >= toldNames ? words.many(rest.length) : words.more(rest.length)}</summary>
          <span className="names">{revisions(rest)}</span>
        </details>
      )}
    </span>
  );
}
