/** Whether an issue's work has arrived: one sentence, then branches and tags by repository with what is missing in each. */

import type { IssueShipping } from '@branchline/contract';
import type { ReactElement } from 'react';
import type { Copy } from './copy-button.tsx';
import { Holder, MissingCommits } from './holder.tsx';
import { Icon } from './icon.tsx';
import { RelativeTime } from './relative-time.tsx';
import { shippedSentence } from './shipped-sentence.ts';
import { texts } from './texts.ts';
import { Withheld } from './withheld.tsx';

const words = texts.shipped;

type ShippedRepository = IssueShipping['repositories'][number];

/** Tags shown at once: the first ones and the last one; those in between on request. */
const firstTags = 5;

export interface ShippedTabProps {
  readonly shipping: IssueShipping;
  readonly now: Date;
  readonly onCopy: Copy;
}

export function ShippedTab({ shipping, now, onCopy }: ShippedTabProps): ReactElement {
  return (
    <div className="bl-shipped">
      <p className="bl-verdict">{shippedSentence(shipping)}</p>
      <Withheld withheld={shipping.withheld} />
      {shipping.repositories
        .filter(({ commitCount }) => commitCount > 0)
        .map((repository) => (
          <Repository key={repository.id} {...{ repository, now, onCopy }} />
        ))}
    </div>
  );
}

interface RepositoryProps {
  readonly repository: ShippedRepository;
  readonly now: Date;
  readonly onCopy: Copy;
}

function Repository({ repository, now, onCopy }: RepositoryProps): ReactElement {
  const { name, branches, tags, commitCount, shippedIn, nowhere, nowhereCount, knownAt } = repository;
  return (
    <section>
      <h3 className="bl-heading bl-repository">
        <Icon name="repository" />
        <span className="bl-break">{name}</span>
      </h3>
      {knownAt === null ? (
        <p className="bl-note">{words.unknown}</p>
      ) : (
        <p className="bl-facts">
          {shippedIn !== null && <span>{words.since(shippedIn)}</span>}
          <span className="bl-quiet">
            {words.knownAt} <RelativeTime at={knownAt} now={now} />
          </span>
        </p>
      )}
      {nowhere.length > 0 && (
        <>
          <h4 className="bl-heading">{words.nowhere}</h4>
          <MissingCommits missing={nowhere} count={nowhereCount} isOpen onCopy={onCopy} />
        </>
      )}
      {branches.length > 0 && (
        <>
          <h4 className="bl-heading">{words.branches}</h4>
          <ul className="bl-rows">
            {branches.map((branch) => (
              <Holder key={branch.name} kind="branch" holder={branch} total={commitCount} onCopy={onCopy}>
                {branch.isDefault && <span className="bl-quiet">{texts.defaultBranch}</span>}
              </Holder>
            ))}
          </ul>
        </>
      )}
      {knownAt !== null && <Tags {...{ tags, commitCount, now, onCopy }} />}
    </section>
  );
}

function Tags(
  props: Pick<ShippedRepository, 'tags' | 'commitCount'> & Omit<RepositoryProps, 'repository'>,
): ReactElement {
  const { tags, commitCount, now, onCopy } = props;
  const first = tags.slice(0, firstTags);
  const last = tags.length > firstTags ? tags.slice(-1) : [];
  const between = tags.slice(firstTags, -1);
  const rows = (some: ShippedRepository['tags']) =>
    some.map((tag) => (
      <Holder key={tag.name} kind="tag" holder={tag} total={commitCount} onCopy={onCopy}>
        <RelativeTime at={tag.at} now={now} />
      </Holder>
    ));
  return (
    <>
      <h4 className="bl-heading">{words.tags}</h4>
      {tags.length === 0 && <p className="bl-quiet">{words.noTags}</p>}
      <ul className="bl-rows">{rows(first)}</ul>
      {between.length > 0 && (
        <details className="bl-fold">
          <summary>
            <Icon name="chevron" />
            {words.earlierTags(between.length)}
          </summary>
          <ul className="bl-rows">{rows(between)}</ul>
        </details>
      )}
      {last.length > 0 && <ul className="bl-rows">{rows(last)}</ul>}
    </>
  );
}
