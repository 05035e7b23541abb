/** Turns the dialect of OpenAPI 3.0 and Swagger 2 into JSON Schema. */

const leftOut = new Set(['example', 'examples', 'x-examples', 'discriminator', 'xml', 'externalDocs']);

/** References lead into the document registered as `description`, and what may be null says so in JSON Schema's way. */
export function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const adapted: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (leftOut.has(name)) continue;
    // Below "properties" stand names of fields, which may be any of these words.
    adapted[name] = name === 'properties' ? eachOf(field) : asJsonSchema(field);
  }
  const reference = adapted['$ref'];
  if (typeof reference === 'string' && reference.startsWith('#')) adapted['$ref'] = `description${reference}`;
  if (adapted['nullable'] !== true && adapted['x-nullable'] !== true) return adapted;
  delete adapted['nullable'];
  delete adapted['x-nullable'];
  return { anyOf: [{ type: 'null' }, adapted] };
}

function eachOf(fields: unknown): unknown {
  if (typeof fields !== 'object' || fields === null) return fields;
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, asJsonSchema(field)]));
}

/** Without the fields that are null, at any depth. */
export function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutNull(field)]));
}
