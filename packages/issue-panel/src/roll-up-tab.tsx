/** All commits of an issue as one change: how much, by whom, and which files. */

import type { IssueDevelopment, IssueRollUp } from '@branchline/contract';
import type { ReactElement } from 'react';
import type { Copy } from './copy-button.tsx';
import { relativeTime } from './format.ts';
import { LineCounts } from './line-counts.tsx';
import { RelativeTime } from './relative-time.tsx';
import { RollUpFiles } from './roll-up-files.tsx';
import { RollUpPeople } from './roll-up-people.tsx';
import { texts } from './texts.ts';
import { WebLink } from './web-link.tsx';
import { Withheld } from './withheld.tsx';

const words = texts.rollUp;

export interface RollUpTabProps {
  readonly rollUp: IssueRollUp;
  /** For the titles of the commits that changed a file. */
  readonly development: IssueDevelopment;
  readonly now: Date;
  readonly onCopy: Copy;
}

export function RollUpTab({ rollUp, development, now, onCopy }: RollUpTabProps): ReactElement {
  const { commitCount, fileCount, files, unreadCommits, withheld, people } = rollUp;
  return (
    <div className="bl-roll-up">
      <Withheld withheld={withheld} />
      {commitCount === 0 ? <p>{words.none}</p> : <Totals rollUp={rollUp} development={development} now={now} />}
      {unreadCommits > 0 && <p className="bl-note">{words.unread(unreadCommits)}</p>}
      {people.length > 0 && <RollUpPeople people={people} />}
      {rollUp.repositories.length > 1 && <Repositories repositories={rollUp.repositories} />}
      {commitCount > 0 && fileCount === 0 && unreadCommits === 0 && <p>{words.noFiles}</p>}
      {files.length > 0 && <RollUpFiles {...{ rollUp, development, onCopy }} />}
      {fileCount > files.length && <p className="bl-note">{words.cut(files.length, fileCount)}</p>}
    </div>
  );
}

function Totals({ rollUp, development, now }: Omit<RollUpTabProps, 'onCopy'>): ReactElement {
  const { commitCount, fileCount, linesAdded, linesRemoved, repositories, files } = rollUp;
  const isWhole = files.length === fileCount;
  const of = (kind: 'added' | 'deleted') => files.filter(({ change }) => change === kind).length;
  const [added, deleted] = [of('added'), of('deleted')];
  const moments = development.repositories.flatMap(({ commits }) => commits.map(({ authoredAt }) => authoredAt)).sort();
  const [first, last] = [moments[0], moments.at(-1)];
  const said = [first, last].map((at) => (at === undefined ? '' : relativeTime(new Date(at), now)));
  return (
    <div className="bl-totals">
      <p className="bl-summary">
        {words.totals(commitCount, fileCount, repositories.length)}{' '}
        <LineCounts added={linesAdded} removed={linesRemoved} />
      </p>
      <p className="bl-facts">
        {isWhole && fileCount > 0 && <span>{words.kinds(added, fileCount - added - deleted, deleted)}</span>}
        {first !== undefined && last !== undefined && (
          <span>
            {said[0] !== said[1] && (
              <>
                {words.from} <RelativeTime at={first} now={now} /> {words.until}{' '}
              </>
            )}
            <RelativeTime at={last} now={now} />
          </span>
        )}
      </p>
    </div>
  );
}

function Repositories({ repositories }: Pick<IssueRollUp, 'repositories'>): ReactElement {
  return (
    <section>
      <h3 className="bl-heading">{words.repositories}</h3>
      <ul className="bl-lines-of-facts">
        {repositories.map(({ id, name, webUrl, commitCount }) => (
          <li key={id}>
            <span className="bl-break">
              <WebLink url={webUrl}>{name}</WebLink>
            </span>
            <span className="bl-quiet">{words.inCommits(commitCount)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
