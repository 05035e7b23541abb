/** The description of the API at the door. */

import type { Handlers } from '../mount-routes.ts';
import { openApiDocument, type OpenApiDocument } from '../openapi/document.ts';

export interface DescriptionHandlersDeps {
  /** The address people reach us at. */
  readonly publicUrl: string;
}

export function descriptionHandlers({ publicUrl }: DescriptionHandlersDeps): Pick<Handlers, 'showOpenApi'> {
  // Made when it is first asked for: most never are.
  let document: OpenApiDocument | undefined;
  return {
    showOpenApi: async () => (document ??= openApiDocument(publicUrl)),
  };
}
