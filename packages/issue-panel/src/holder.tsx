/** A branch or tag with how many of an issue's commits it contains, and those it does not. */

import type { IssueShipping, MissingCommit } from '@branchline/contract';
import type { ReactElement, ReactNode } from 'react';
import { Badge, type BadgeProps } from './badge.tsx';
import { CommitHash } from './commit-hash.tsx';
import type { Copy } from './copy-button.tsx';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { texts } from './texts.ts';
import { WebLink } from './web-link.tsx';
import { visibleText } from './visible-text.ts';

const words = texts.shipped;

type AnyHolder = Omit<IssueShipping['repositories'][number]['tags'][number], 'at'>;

const tones: Readonly<Record<AnyHolder['holds'], BadgeProps['tone']>> = {
  all: 'success',
  some: 'warning',
  none: 'neutral',
};

export interface HolderProps {
  readonly kind: 'branch' | 'tag';
  readonly holder: AnyHolder;
  /** Commits of the issue in this repository. */
  readonly total: number;
  readonly onCopy: Copy;
  /** More about it, on the same line. */
  readonly children?: ReactNode;
}

export function Holder({ kind, holder, total, onCopy, children }: HolderProps): ReactElement {
  const { name, holds, count, missing, webUrl } = holder;
  return (
    <li className="bl-commit">
      <span className="bl-mark">
        <Icon name={kind} />
      </span>
      <div className="bl-commit-text">
        <p className="bl-facts">
          <span className="bl-hash bl-holder">
            <WebLink url={webUrl}>
              <code dir="auto">{visibleText(name)}</code>
            </WebLink>
            <CopyButton text={name} what={name} onCopy={onCopy} />
          </span>
          <Badge tone={tones[holds]}>{words.holds[holds]}</Badge>
          <span className="bl-quiet">{words.count(count, total)}</span>
          {children}
        </p>
        {missing.length > 0 && <MissingCommits missing={missing} count={total - count} onCopy={onCopy} />}
      </div>
    </li>
  );
}

export function MissingCommits(props: {
  readonly missing: readonly MissingCommit[];
  /** There may be more than are named. */
  readonly count: number;
  readonly isOpen?: boolean;
  readonly onCopy: Copy;
}): ReactElement {
  const { missing, count, isOpen = false, onCopy } = props;
  const hashes = missing.map(({ hash }) => hash).join('\n');
  return (
    <details className="bl-fold" open={isOpen}>
      <summary>
        <Icon name="chevron" />
        {words.missing(count)}
      </summary>
      <ul className="bl-lines-of-facts">
        {missing.map(({ hash, title, webUrl }) => (
          <li key={hash}>
            <CommitHash hash={hash} webUrl={webUrl} onCopy={onCopy} />
            <span className="bl-break">
              <bdi>{visibleText(title)}</bdi>
            </span>
          </li>
        ))}
        {count > missing.length && <li className="bl-quiet">{words.moreMissing(count - missing.length)}</li>}
        {missing.length > 1 && (
          <li>
            <span className="bl-quiet">{words.allHashes}</span>
            <CopyButton text={hashes} what={words.copyMissing} onCopy={onCopy} />
          </li>
        )}
      </ul>
    </details>
  );
}
