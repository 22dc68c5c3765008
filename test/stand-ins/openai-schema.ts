/** What OpenAI's strict mode refuses in a JSON Schema (jsonschemaprofiles.unitvectorylabs.com, openai-node issue 1709; read 2026-11-22). */

const KEYWORDS = new Set([
  ...['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'const', 'anyOf', 'description'],
  ...['pattern', 'format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'title'],
]);

/** One sentence for each fault; none for a schema that is accepted. */
export function schemaFaults(schema: unknown): string[] {
  const root = isObject(schema) && schema.type === 'object' ? [] : ['the root is no object'];
  const sizes = countProperties(schema) > 5000 ? ['more than 5000 properties'] : [];
  return [...root, ...sizes, ...faultsIn(schema, 'root', 1)];
}

function faultsIn(node: unknown, where: string, depth: number): string[] {
  if (!isObject(node)) return [`${where} is no schema`];
  const unknown = Object.keys(node).filter((key) => !KEYWORDS.has(key));
  return [
    ...(depth > 10 ? [`${where} is nested too deep`] : []),
    ...unknown.map((key) => `In ${where}, '${key}' is not permitted`),
    ...(node.type === 'object' ? objectFaults(node, where, depth) : []),
    ...(Array.isArray(node.anyOf) ? node.anyOf.flatMap((one, at) => faultsIn(one, `${where}.anyOf.${at}`, depth)) : []),
    ...(node.items === undefined ? [] : faultsIn(node.items, `${where}.items`, depth + 1)),
  ];
}

function objectFaults(node: Record<string, unknown>, where: string, depth: number): string[] {
  const properties = isObject(node.properties) ? node.properties : {};
  const names = Object.keys(properties);
  const required = Array.isArray(node.required) ? node.required : [];
  return [
    ...(node.additionalProperties === false ? [] : [`In ${where}, 'additionalProperties' must be false`]),
    ...names
      .filter((name) => !required.includes(name))
      .map((name) => `In ${where}, '${name}' is missing in 'required'`),
    ...names.flatMap((name) => faultsIn(properties[name], `${where}.${name}`, depth + 1)),
  ];
}

function countProperties(node: unknown): number {
  if (Array.isArray(node)) return node.reduce((sum: number, one) => sum + countProperties(one), 0);
  if (!isObject(node)) return 0;
  const own = isObject(node.properties) ? Object.keys(node.properties).length : 0;
  return own + Object.values(node).reduce((sum: number, one) => sum + countProperties(one), 0);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
