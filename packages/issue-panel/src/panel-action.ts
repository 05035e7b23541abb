/** What can be done next from the panel: asked of the host, which knows who is there and what they may. */

/** One thing that somebody wants to do, named as the panel shows it. */
export type PanelAction =
  /** `repositoryId` undefined: they have not chosen yet. */
  | { readonly kind: 'create-branch'; readonly repositoryId: number | undefined }
  | { readonly kind: 'create-pull-request'; readonly repositoryId: number; readonly source: string }
  | { readonly kind: 'delete-branch'; readonly repositoryId: number; readonly name: string }
  | {
      readonly kind: 'approve' | 'merge';
      readonly repositoryId: number;
      /** Its id at the service. */
      readonly pullRequest: string;
      /** For people: `#12`. */
      readonly label: string;
      readonly title: string;
      /** What is being looked at; null when nobody knows. */
      readonly head: string | null;
      readonly source: string;
    }
  | { readonly kind: 'start-work' };
