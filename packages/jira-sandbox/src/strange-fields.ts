/** Finds fields that no part of a schema names, through all its references, alternatives and unions. */

export type Json = Readonly<Record<string, unknown>>;

/** What a reference of the document leads to; anything else is itself. */
export function resolved(document: Json, value: unknown): Json {
  let found = value;
  for (let reference = referenceIn(found); reference !== undefined; reference = referenceIn(found)) {
    const words = reference.slice(reference.indexOf('#') + 2).split('/');
    found = words.reduce<unknown>(
      (place, word) => (place as Json)[word.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
  }
  return (found ?? {}) as Json;
}

function referenceIn(value: unknown): string | undefined {
  const reference = typeof value === 'object' && value !== null ? (value as Json)['$ref'] : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

/** One sentence for each field that is not described. A schema without any properties describes all fields. */
export function strangeFields(document: Json, schema: Json, value: unknown, where: string): readonly string[] {
  return strange(document, partsOf(document, schema), value, where);
}

function strange(document: Json, parts: readonly Json[], value: unknown, where: string): readonly string[] {
  if (Array.isArray(value)) {
    const items = parts.flatMap((part) => (part['items'] === undefined ? [] : partsOf(document, part['items'])));
    return items.length === 0 ? [] : value.flatMap((item, at) => strange(document, items, item, `${where}/${at}`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const closed = parts.filter((part) => part['properties'] !== undefined);
  const isOpen = parts.some((part) => Boolean(part['additionalProperties'])) || closed.length === 0;
  return Object.entries(value).flatMap(([name, field]) => {
    const described = closed.flatMap((part) => {
      const property = (part['properties'] as Json)[name];
      return property === undefined ? [] : partsOf(document, property);
    });
    if (described.length > 0) return strange(document, described, field, `${where}/${name}`);
    return isOpen ? [] : [`${where}/${name} is not described`];
  });
}

/** The schema itself and all that it is made of or may be. */
function partsOf(document: Json, schema: unknown, depth = 0): readonly Json[] {
  const part = resolved(document, schema);
  // Deeper nests do not occur; a schema that contains itself does.
  if (depth > 8) return [part];
  const inside = ['allOf', 'anyOf', 'oneOf'].flatMap((word) => (part[word] as readonly unknown[] | undefined) ?? []);
  return [part, ...inside.flatMap((one) => partsOf(document, one, depth + 1))];
}
