/** Finds every name that a TypeScript file declares or exports, with the parser that Vitest brings. */
import { parseAst } from 'vitest/node'

interface SyntaxNode {
  readonly type: string
  readonly [key: string]: unknown
}

/**
 * The names of variables, functions, classes, types, parameters, properties and tuple members, and
 * the names that imports and exports give. Strings that are keys of an object count too.
 */
export function declaredNames(text: string): ReadonlySet<string> {
  const names = new Set<string>()
  visit(parseAst(text, { lang: 'ts' }) as unknown as SyntaxNode, names)
  return names
}

function visit(node: SyntaxNode, names: Set<string>): void {
  for (const name of namesOf(node)) names.add(name)
  for (const child of childrenOf(node)) visit(child, names)
}

/** Without the keys of a pattern: `{ told: state }` declares `state`; its key is declared elsewhere. */
function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children = Object.values(node).flat().filter(isNode)
  return node.type === 'ObjectPattern'
    ? children.flatMap((each) => (isNode(each.value) ? [each.value] : [each]))
    : children
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value

function namesOf(node: SyntaxNode): readonly string[] {
  switch (node.type) {
    case 'VariableDeclarator':
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSEnumDeclaration':
      return bound(node.id)
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'TSFunctionType':
    case 'TSMethodSignature':
      return [...bound(node.id), ...keyOf(node), ...(node.params as unknown[]).flatMap(bound)]
    case 'CatchClause':
      return bound(node.param)
    case 'TSTypeParameter':
      return bound(node.name)
    case 'TSNamedTupleMember':
      return bound(node.label)
    case 'ImportSpecifier':
      // `import { told }` declares nothing new.
      return bound(node.local).filter((name) => !bound(node.imported).includes(name))
    case 'ExportSpecifier':
      return bound(node.exported)
    case 'Property':
    case 'TSPropertySignature':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return keyOf(node)
    default:
      return []
  }
}

/** The names that a pattern binds: of `{ a, b: [c] }` they are `a` and `c`. */
function bound(pattern: unknown): readonly string[] {
  if (!isNode(pattern)) return []
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name as string]
    case 'ObjectPattern':
      return (pattern.properties as SyntaxNode[]).flatMap((each) => bound(each.value ?? each))
    case 'ArrayPattern':
      return (pattern.elements as unknown[]).flatMap(bound)
    case 'AssignmentPattern':
      return bound(pattern.left)
    case 'RestElement':
      return bound(pattern.argument)
    case 'TSParameterProperty':
      return bound(pattern.parameter)
    default:
      return []
  }
}

function keyOf({ key, computed }: SyntaxNode): readonly string[] {
  if (!isNode(key) || computed === true) return []
  if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') return [key.name as string]
  return key.type === 'Literal' && typeof key.value === 'string' ? [key.value] : []
}
