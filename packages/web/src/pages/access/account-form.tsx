/** The fields of an account: for somebody new, and for a change that overwrites nobody's. */

import type { VersionedAccount } from '@branchline/contract';
import { roles, type Role } from '@branchline/domain';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { CheckField } from '../../components/check-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { EditConflictView } from '../../components/edit-conflict-view.tsx';
import { Form } from '../../components/form.tsx';
import { formText } from '../../components/form-text.ts';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAction } from '../../components/use-action.ts';
import { useEdit } from '../../components/use-edit.ts';
import * as texts from '../../texts.ts';
import type { MadeLink } from './shown-link.tsx';

const words = texts.access.accounts;

interface Wish {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
}

function wishFrom(form: FormData): Wish {
  const role = roles.find((each) => each === formText(form, 'role')) ?? 'member';
  return { login: formText(form, 'login').trim(), name: formText(form, 'name').trim(), role };
}

function AccountFields({ account }: { readonly account?: Wish }): ReactElement {
  return (
    <>
      <TextField
        label={words.name}
        name="name"
        defaultValue={account?.name ?? ''}
        input={{ maxLength: 200, autoComplete: 'off' }}
      />
      <TextField
        label={words.login}
        name="login"
        hint={words.loginHint}
        defaultValue={account?.login ?? ''}
        input={{ maxLength: 200, autoCapitalize: 'none', autoComplete: 'off' }}
      />
      <SelectField
        label={words.role}
        name="role"
        defaultValue={account?.role ?? 'member'}
        options={roles.map((value) => ({ value, label: texts.access.roleNames[value] }))}
      />
    </>
  );
}

export interface AddAccountDialogProps {
  readonly onAdded: (link: MadeLink) => void;
  readonly onClose: () => void;
}

export function AddAccountDialog({ onAdded, onClose }: AddAccountDialogProps): ReactElement {
  const add = useAction(
    (wish: Wish) => api.addAccount({ body: wish }),
    ({ name, link }) => {
      onAdded({ name, ...link });
      onClose();
    },
  );
  return (
    <Dialog title={words.add} onClose={onClose}>
      <Form
        action={words.addAction}
        busy={add.isPending}
        error={add.error}
        onSend={(form) => add.mutate(wishFrom(form))}
      >
        <AccountFields />
      </Form>
    </Dialog>
  );
}

export interface EditAccountDialogProps {
  readonly account: VersionedAccount;
  readonly onClose: () => void;
}

export function EditAccountDialog({ account, onClose }: EditAccountDialogProps): ReactElement {
  const queries = useQueryClient();
  const [shown, setShown] = useState(account);
  const params = { id: account.id };
  const edit = useEdit({
    version: account.version,
    send: (wish: Wish & { readonly isDisabled: boolean }, ifMatch) =>
      api.changeAccount({ params, body: wish, ...(ifMatch === undefined ? {} : { ifMatch }) }),
    load: () =>
      queries.fetchQuery({
        queryKey: ['accounts', account.id],
        queryFn: () => api.showAccount({ params }),
        staleTime: 0,
      }),
    onLoaded: setShown,
    onSaved: onClose,
  });
  return (
    <Dialog title={words.edit(account.name)} onClose={onClose}>
      <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      <Form
        key={shown.version}
        action={texts.shared.save}
        busy={edit.isBusy}
        error={edit.error}
        onSend={(form) => edit.save({ ...wishFrom(form), isDisabled: form.get('enabled') === null })}
      >
        <AccountFields account={shown} />
        <CheckField label={words.enabled} name="enabled" defaultChecked={shown.disabledAt === null} />
      </Form>
    </Dialog>
  );
}
