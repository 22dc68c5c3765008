/** What one source file imports, exports and touches, read from its syntax tree. */
import { parseAst } from 'vitest/node';

export type Import = { readonly specifier: string; readonly line: number };

export type SourceFacts = {
  /** Static, dynamic and type imports, re-exports, and files started as programs (`new URL('./x.ts', …)`). */
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  readonly readsEnvironment: boolean;
  /** Lines with `test.only`, `describe.skip` and the like. */
  readonly switchedOff: readonly number[];
};

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown };

export function factsOf(source: string): SourceFacts {
  const all = [...nodes(parseAst(source, { lang: 'ts' }))];
  const lineOf = (node: Node) => source.slice(0, node.start).split('\n').length;
  return {
    imports: all.flatMap((node) => {
      const specifier = specifierOf(node);
      return specifier === undefined ? [] : [{ specifier, line: lineOf(node) }];
    }),
    hasDefaultExport: all.some(isDefaultExport),
    readsEnvironment: all.some(isEnvironment),
    switchedOff: all.filter(isSwitchedOff).map(lineOf),
  };
}

function* nodes(value: unknown): Generator<Node> {
  if (isNode(value)) yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const child of Object.values(value)) yield* nodes(child);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

const withSource = [
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
];

function specifierOf(node: Node): string | undefined {
  if (withSource.includes(node.type)) return text(node.source) ?? (node.source ? '(computed)' : undefined);
  if (node.type === 'CallExpression' && name(node.callee) === 'require') return text(first(node.arguments));
  if (node.type !== 'NewExpression' || name(node.callee) !== 'URL') return undefined;
  const file = text(first(node.arguments));
  return file?.startsWith('.') && file.endsWith('.ts') ? file : undefined;
}

function isDefaultExport(node: Node): boolean {
  return (
    node.type === 'ExportDefaultDeclaration' || (node.type === 'ExportSpecifier' && name(node.exported) === 'default')
  );
}

/** `process.env`, `const { env } = process`, and `env` from `node:process`. */
function isEnvironment(node: Node): boolean {
  if (node.type === 'MemberExpression') return name(node.object) === 'process' && name(node.property) === 'env';
  if (node.type === 'VariableDeclarator' && name(node.init) === 'process') return names(node.id).includes('env');
  const fromProcess = node.type === 'ImportDeclaration' && text(node.source) === 'node:process';
  return fromProcess && names(node.specifiers).includes('env');
}

function isSwitchedOff(node: Node): boolean {
  if (node.type !== 'MemberExpression') return false;
  const tests = ['test', 'it', 'describe', 'suite', 'context', 'ctx'];
  const marks = ['only', 'skip', 'skipIf', 'runIf', 'todo', 'fails'];
  return marks.includes(name(node.property) ?? '') && names(node.object).some((one) => tests.includes(one));
}

function names(value: unknown): string[] {
  return [...nodes(value)].flatMap((node) => name(node) ?? []);
}

function name(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Identifier' ? String(value.name) : undefined;
}

function text(value: unknown): string | undefined {
  return isNode(value) && typeof value.value === 'string' ? value.value : undefined;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
