/** What a page that acts says when nobody told it for which issue. */

import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';
import { IssueChoice } from './choices.tsx';

const words = texts.issues.createBranch;

export function WithoutIssue(props: {
  readonly title: string;
  readonly onChoose: (key: string) => void;
}): ReactElement {
  return (
    <div className="acting">
      <h1>{props.title}</h1>
      <p>{words.how}</p>
      <IssueChoice onChoose={props.onChoose} />
    </div>
  );
}
