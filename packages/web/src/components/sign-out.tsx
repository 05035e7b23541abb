/** Ends the session of this browser. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import * as texts from '../texts.ts';

export function SignOut(): ReactElement {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => api.signOut(),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <button type="button" className="text-button" disabled={leave.isPending} onClick={() => leave.mutate()}>
      {texts.frame.signOut}
    </button>
  );
}
