/** Says that a person is also somebody else: another person, an address, an account. */

import type { NamedIdentityInput, PersonDetails } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Form } from '../../components/form.tsx';
import { formText } from '../../components/form-text.ts';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAction } from '../../components/use-action.ts';
import { accountsQuery } from '../../queries/accounts.ts';
import { jiraSitesQuery } from '../../queries/jira-sites.ts';
import * as texts from '../../texts.ts';

const words = texts.people.person;

type Kind = keyof typeof words.joinKinds;

const kinds = (Object.keys(words.joinKinds) as Kind[]).map((value) => ({ value, label: words.joinKinds[value] }));

type Wish = { readonly personId: number } | { readonly identity: NamedIdentityInput };

function wishFrom(kind: Kind, form: FormData): Wish {
  const text = (name: string) => formText(form, name).trim();
  switch (kind) {
    case 'person':
      return { personId: Number(text('person')) };
    case 'commit-email':
      return { identity: { kind, email: text('email') } };
    case 'jira-account':
      return { identity: { kind, jiraSiteId: Number(text('jiraSite')), accountId: text('jiraAccount') } };
    case 'service-account':
      return { identity: { kind, service: text('service'), remoteId: text('remoteId') } };
    case 'own-account':
      return { identity: { kind, accountId: Number(text('ownAccount')) } };
  }
}

export interface JoinDialogProps {
  readonly person: PersonDetails;
  readonly onClose: () => void;
}

export function JoinDialog({ person, onClose }: JoinDialogProps): ReactElement {
  const [kind, setKind] = useState<Kind>('person');
  const join = useAction((body: Wish) => api.joinPerson({ params: { id: person.id }, body }), onClose);
  return (
    <Dialog title={words.joinTitle} onClose={onClose}>
      <p>{words.joinText}</p>
      <Form
        action={words.joinAction}
        busy={join.isPending}
        error={join.error}
        onSend={(form) => join.mutate(wishFrom(kind, form))}
      >
        <SelectField label={words.joinKind} name="kind" options={kinds} value={kind} onChange={setKind} />
        <Fields kind={kind} />
      </Form>
    </Dialog>
  );
}

function Fields({ kind }: { readonly kind: Kind }): ReactElement {
  const fields = words.joinFields;
  if (kind === 'person') return <TextField label={fields.person} name="person" input={{ inputMode: 'numeric' }} />;
  if (kind === 'commit-email') return <TextField label={fields.email} name="email" input={{ type: 'email' }} />;
  if (kind === 'own-account') return <AccountField />;
  if (kind === 'jira-account') {
    return (
      <>
        <JiraSiteField />
        <TextField label={fields.jiraAccount} name="jiraAccount" hint={fields.jiraAccountHint} />
      </>
    );
  }
  return (
    <>
      <TextField label={fields.service} name="service" hint={fields.serviceHint} />
      <TextField label={fields.remoteId} name="remoteId" />
    </>
  );
}

function JiraSiteField(): ReactElement {
  const sites = useQuery(jiraSitesQuery).data?.jiraSites ?? [];
  const options = sites.map(({ id, name }) => ({ value: String(id), label: name }));
  return <SelectField label={words.joinFields.jiraSite} name="jiraSite" options={options} />;
}

function AccountField(): ReactElement {
  const accounts = useQuery(accountsQuery).data?.accounts ?? [];
  const options = accounts.map(({ id, name, login }) => ({ value: String(id), label: `${name} (${login})` }));
  return <SelectField label={words.joinFields.ownAccount} name="ownAccount" options={options} />;
}
