/** Which issue keys and smart commands a text holds, and why something is none. */

import { visibleText } from '@branchline/issue-panel';
import { refusalWords } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { explainTextQuery } from '../../queries/explain.ts';
import * as texts from '../../texts.ts';

export interface ExplainedTextProps {
  readonly text: string;
  readonly field: 'text' | 'branch-name';
}

const words = texts.explain;

export function ExplainedText({ text, field }: ExplainedTextProps): ReactElement {
  const explanation = useQuery(explainTextQuery(text, field));
  const title = field === 'text' ? words.asText : words.asBranch;
  return (
    <Answer query={explanation} skeleton={<SkeletonRows label={words.loading} />}>
      {({ keys, refused, commands }) => (
        <section className="card" aria-live="polite">
          <header className="card-header">
            <h2>
              {title}: {words.names(keys.length)}
            </h2>
          </header>
          <ul className="lines">
            {keys.map((key) => (
              <li key={key} className="line">
                <Link to="/issues/$key" params={{ key }} className="name">
                  {key}
                </Link>
              </li>
            ))}
            {refused.map((each) => (
              <li key={`${each.text} ${each.why}`} className="line">
                <div className="line-text">
                  <code className="break">{each.text}</code>
                  <span className="quiet">
                    {words.noKey} {refusalWords[each.why]}
                  </span>
                </div>
              </li>
            ))}
            {commands.map((each) => (
              <li key={`${each.key} ${each.command} ${each.arguments}`} className="line">
                <div className="line-text">
                  <span>{words.would(each.command, each.key)}</span>
                  <span className="quiet break" dir="auto">
                    {visibleText(each.arguments)}
                  </span>
                </div>
              </li>
            ))}
          </ul>
          {refused.length + keys.length === 0 && <p className="quiet">{words.nothingLikeAKey}</p>}
        </section>
      )}
    </Answer>
  );
}
