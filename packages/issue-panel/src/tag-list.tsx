/** The tags that contain the work, folded away behind their number: there may be hundreds. */

import type { IssueTagView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { Icon } from './icon.tsx';
import { RelativeTime } from './relative-time.tsx';
import { texts } from './texts.ts';
import { WebLink } from './web-link.tsx';
import { visibleText } from './visible-text.ts';

export function TagList({ tags, now }: { readonly tags: readonly IssueTagView[]; readonly now: Date }): ReactElement {
  return (
    <details className="bl-fold bl-tags">
      <summary>
        <Icon name="chevron" />
        <Icon name="tag" />
        {texts.tagList(tags.length)} {texts.tagListEnd}
      </summary>
      <ul>
        {tags.map((tag) => (
          <li key={tag.name}>
            <WebLink url={tag.webUrl}>
              <code dir="auto">{visibleText(tag.name)}</code>
            </WebLink>
            {!tag.annotated && <span className="bl-quiet">{texts.lightTag}</span>}
            <RelativeTime at={tag.at} now={now} />
          </li>
        ))}
      </ul>
    </details>
  );
}
