/** Versions of what can be edited, so that two who edit the same thing do not overwrite each other. */

import { z } from 'zod';

/**
 * Opaque: it changes whenever something changes that an edit would replace, and with nothing else. Handlers leave it
 * out; the server fills it in. Clients send it back as `If-Match`.
 */
const Version = z.string().default('');

interface Edited {
  readonly fields: readonly string[];
}

const edited = z.registry<Edited>();

/** A shape that carries its version. */
export type Versioned<Shape extends z.ZodRawShape> = z.ZodObject<Shape & { readonly version: typeof Version }>;

/**
 * The shape with a `version`.
 *
 * @param fields what an edit of the thing replaces; counts and moments that change by themselves are not among them
 */
export function versioned<Shape extends z.ZodRawShape>(
  shape: z.ZodObject<Shape>,
  fields: readonly (string & keyof Shape)[],
): Versioned<Shape> {
  const withVersion = shape.extend({ version: Version }) as unknown as Versioned<Shape>;
  edited.add(withVersion, { fields });
  return withVersion;
}

/** The fields from which the version of such a shape is made; undefined for shapes without one. */
export function editedFields(shape: z.ZodType): readonly string[] | undefined {
  return edited.get(shape)?.fields;
}
