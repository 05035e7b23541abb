/** The projects of one Jira site that see and act on one place: edited, tried out while editing, saved. */

import type { Grants } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { problemOf } from '../api.ts';
import { associationPreviewQuery, placeAssociationQuery, type PlaceAtSite } from '../queries/associations.ts';
import * as texts from '../texts.ts';
import { Answer } from './answer.tsx';
import type { AssociationDraft } from './association-draft.ts';
import { AssociationPreviewView } from './association-preview.tsx';
import { copyText } from './copy-text.ts';
import { EditConflictView } from './edit-conflict-view.tsx';
import { GrantsFields } from './grants-fields.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { SourceFields } from './source-fields.tsx';
import { useAssociationDraft, wishOf, type SaidThere } from './use-association-draft.ts';
import { useSettled } from './use-settled.ts';

export interface SiteAssociationProps {
  readonly place: PlaceAtSite;
  readonly siteName: string;
  /** Undefined: it is not known here. */
  readonly integrationName?: string | undefined;
  readonly onSaved?: (() => void) | undefined;
}

const words = texts.associations;

export function SiteAssociation(props: SiteAssociationProps): ReactElement {
  const { place } = props;
  const said = useQuery(placeAssociationQuery(place));
  // What a repository follows, or would.
  const inherited = useQuery(placeAssociationQuery({ ...place, repositoryId: undefined }));
  return (
    <section className="card association" aria-label={words.form(props.siteName)}>
      <header className="card-header">
        <h3>{words.form(props.siteName)}</h3>
      </header>
      <Answer query={said} skeleton={<SkeletonRows label={words.loading} />}>
        {(there) => (
          <Answer query={inherited} skeleton={<SkeletonRows label={words.loading} />}>
            {(above) => <AssociationForm {...props} said={there} inherited={above.grants} />}
          </Answer>
        )}
      </Answer>
    </section>
  );
}

type AssociationFormProps = SiteAssociationProps & {
  readonly said: SaidThere;
  readonly inherited: Grants | null;
};

function AssociationForm(props: AssociationFormProps): ReactElement {
  const { place, integrationName, said, inherited } = props;
  const { draft, isChanged, isSaved, change, undo, save, edit } = useAssociationDraft(props);
  function send(event: FormEvent): void {
    event.preventDefault();
    save();
  }
  const isRepository = place.repositoryId !== undefined;
  return (
    <form className="form" onSubmit={send}>
      {!isRepository && <p className="hint">{said.grants === null ? words.nothingYet : words.isIntegration}</p>}
      {isRepository && (
        <SourceFields
          integrationName={integrationName}
          inherited={inherited}
          inherits={draft.inherits}
          onChange={(inherits) => change({ ...draft, inherits })}
        />
      )}
      {!draft.inherits && (
        <GrantsFields
          jiraSiteId={place.jiraSiteId}
          grants={draft.grants}
          onChange={(grants) => change({ ...draft, grants })}
        />
      )}
      <Preview place={place} draft={draft} isChanged={isChanged} />
      {edit.error !== null && <ProblemView problem={problemOf(edit.error)} onCopy={copyText} />}
      <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      <div className="actions">
        <button type="submit" className="bl-button button-primary" disabled={!isChanged || edit.isBusy}>
          {words.save}
        </button>
        {isChanged && (
          <button type="button" className="bl-button" disabled={edit.isBusy} onClick={undo}>
            {words.undo}
          </button>
        )}
      </div>
      <p aria-live="polite" className="hint">
        {isSaved && words.saved}
      </p>
    </form>
  );
}

interface PreviewProps {
  readonly place: PlaceAtSite;
  readonly draft: AssociationDraft;
  readonly isChanged: boolean;
}

/** The last answer stays while a new one is counted. */
function Preview({ place, draft, isChanged }: PreviewProps): ReactElement {
  const heading = useId();
  const settled = useSettled(draft);
  const preview = useQuery({
    ...associationPreviewQuery(place, wishOf(settled)),
    enabled: isChanged && settled === draft,
    placeholderData: keepPreviousData,
  });
  const isCounting = isChanged && (settled !== draft || preview.isFetching);
  return (
    <section className="preview" aria-labelledby={heading} aria-busy={isCounting}>
      <h4 id={heading}>{words.preview.title}</h4>
      <div aria-live="polite">
        {!isChanged && <p className="quiet">{words.preview.unchanged}</p>}
        {isChanged && (
          <Answer query={preview} skeleton={<p className="quiet">{words.preview.counting}</p>}>
            {(data) => (
              <div className={isCounting ? 'preview-stale' : undefined}>
                <AssociationPreviewView preview={data} />
              </div>
            )}
          </Answer>
        )}
      </div>
    </section>
  );
}
