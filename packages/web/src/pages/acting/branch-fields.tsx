/** The fields of a new branch: repository, where it starts, and its name as the template makes it or as one likes. */

import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';
import { ActorLine } from './actor-line.tsx';
import { BranchChoice, RepositoryChoice } from './choices.tsx';
import type { BranchWish } from './use-branch-wish.ts';

const words = texts.createBranch;

export interface BranchFieldsProps {
  readonly issueKey: string;
  readonly branch: BranchWish;
  /** Asks for an account right now; left out where that is done when it is needed. */
  readonly onConnect?: () => void;
}

export function BranchFields({ issueKey, branch, onConnect }: BranchFieldsProps): ReactElement {
  const { chosen, proposal, from, kept } = branch;
  const { repository } = chosen;
  function change(changed: Parameters<typeof kept.change>[0]): void {
    kept.change({ repository: String(repository?.id ?? ''), ...changed });
  }
  return (
    <>
      <RepositoryChoice
        issueKey={issueKey}
        use="create-branch"
        chosen={repository}
        onChoose={(next) => {
          chosen.choose(next);
          // Its branches are others; a name that was typed stays.
          kept.change({ repository: String(next.id), from: '' });
        }}
      />
      {chosen.refused !== undefined && <p className="reason">{chosen.refused}</p>}
      {repository !== undefined && (
        <Answer query={proposal} skeleton={<SkeletonRows label={texts.acting.loading} />}>
          {(proposed) => (
            <>
              {proposed.from === null ? (
                <p className="reason">{words.empty}</p>
              ) : (
                <BranchChoice
                  label={words.from}
                  hint={words.fromHint}
                  issueKey={issueKey}
                  repositoryId={repository.id}
                  chosen={from}
                  takesOthers
                  onChoose={(next) => change({ from: next })}
                />
              )}
              <NameField
                issueKey={issueKey}
                branch={branch}
                repositoryId={repository.id}
                rules={proposed.rules}
                onType={(name) => change({ name })}
              />
              <ActorLine repository={repository} {...(onConnect === undefined ? {} : { onConnect })} />
            </>
          )}
        </Answer>
      )}
    </>
  );
}

interface NameFieldProps {
  readonly issueKey: string;
  readonly branch: BranchWish;
  readonly repositoryId: number;
  readonly rules: readonly string[];
  /** Empty: the proposal again. */
  readonly onType: (name: string) => void;
}

function NameField({ issueKey, branch, repositoryId, rules, onType }: NameFieldProps): ReactElement {
  const { name, mistake, isOwnName, exists, warnings } = branch;
  // As far as a person sees: which names count is the server's to say.
  const isWithoutKey = name !== '' && !name.toUpperCase().includes(issueKey);
  return (
    <div className="branch-name">
      <TextField
        label={words.name}
        name="name"
        value={name}
        onChange={onType}
        mistake={mistake}
        hint={rules.length === 0 ? undefined : rules.join(' ')}
        input={{ autoComplete: 'off', autoCapitalize: 'off', dir: 'auto' }}
      />
      {exists && <ExistingBranch issueKey={issueKey} repositoryId={repositoryId} name={name} />}
      <output>
        {warnings.map((warning) => (
          <span key={warning} className="reason" dir="auto">
            {warning}
          </span>
        ))}
      </output>
      {isWithoutKey && mistake === undefined && <p className="reason">{words.withoutKey(issueKey)}</p>}
      {isOwnName && (
        <button type="button" className="text-button" onClick={() => onType('')}>
          {words.again}
        </button>
      )}
    </div>
  );
}

interface ExistingBranchProps {
  readonly issueKey: string;
  readonly repositoryId: number;
  readonly name: string;
}

function ExistingBranch({ issueKey, repositoryId, name }: ExistingBranchProps): ReactElement {
  const repository = String(repositoryId);
  return (
    <p className="actions">
      <Link to="/browse/$id" params={{ id: repository }} search={{ revision: name }}>
        {words.look}
      </Link>
      <Link to="/create-pull-request" search={{ issue: issueKey, repository, source: name }}>
        {words.made.pullRequest}
      </Link>
    </p>
  );
}
