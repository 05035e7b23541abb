/** The page inside Jira: one bundle, and in each place of Jira the part that belongs there. */

import type { Problem } from '@branchline/contract';
import { copyText, ProblemView } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import type { PageModule } from '../module-keys.ts';
import { AdministrationView } from './administration-view.tsx';
import { CreateBranchView, CreatePullRequestView } from './create-views.tsx';
import { IssueView } from './issue-view.tsx';
import type { Place } from './place.ts';
import { PersonalView } from './personal-view.tsx';
import { ProjectView } from './project-view.tsx';
import type { Surroundings } from './surroundings.ts';
import { texts } from './texts.ts';

export interface ForgePageProps extends Surroundings {
  readonly place: Place;
}

type Subject = 'issue' | 'project' | 'none';

const subjects: Readonly<Record<PageModule, Subject>> = {
  activity: 'issue',
  context: 'issue',
  createBranch: 'issue',
  createPullRequest: 'issue',
  project: 'project',
  administration: 'none',
  personal: 'none',
};

export function ForgePage({ place, ...surroundings }: ForgePageProps): ReactElement {
  const { module, issueKey, projectKey } = place;
  if (module === undefined) return <Refusal words={texts.unknownPlace} about={place.moduleKey} />;
  const subject = subjects[module];
  if (subject === 'issue') {
    if (issueKey === undefined) return <Refusal words={texts.noIssue} about="" />;
    return <IssuePlace module={module} issueKey={issueKey} {...surroundings} />;
  }
  if (subject === 'project') {
    if (projectKey === undefined) return <Refusal words={texts.noProject} about="" />;
    return <ProjectView projectKey={projectKey} {...surroundings} />;
  }
  return module === 'personal' ? <PersonalView {...surroundings} /> : <AdministrationView {...surroundings} />;
}

function IssuePlace(props: Surroundings & { readonly module: PageModule; readonly issueKey: string }): ReactElement {
  const { module, ...rest } = props;
  if (module === 'createBranch') return <CreateBranchView {...rest} />;
  if (module === 'createPullRequest') return <CreatePullRequestView {...rest} />;
  return <IssueView {...rest} />;
}

/** Nothing can be shown here, and why. */
function Refusal(props: {
  readonly words: {
    readonly title: string;
    readonly detail: string | ((about: string) => string);
    readonly remedy: string;
  };
  readonly about: string;
}): ReactElement {
  const { title, detail, remedy } = props.words;
  const problem: Problem = {
    type: 'defect',
    title,
    status: 0,
    detail: typeof detail === 'string' ? detail : detail(props.about),
    remedy,
  };
  return <ProblemView problem={problem} onCopy={copyText} />;
}
