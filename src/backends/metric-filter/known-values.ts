/**
 * What AWS documents about the value at a path of a record in a trail's log group.
 *
 * A selector of a metric filter reads one plain value: a list there makes every test but
 * `NOT EXISTS` false. So a path can be tested only where one value is all it can hold, and of a kind
 * that leaves open nothing that the syntax page of CloudWatch Logs leaves open.
 */
import { type FieldTree, recordFields } from '../../aws/record-fields.ts'
import { listsFromFor } from '../../aws/single-values.ts'
import { type Path, pathText } from '../../ir/path.ts'
import { type Kind, parameterKind } from './request-parameters.ts'

/** Documented as no text, unlike their neighbours. `sessionCredentialFromConsole` is seen as both. */
const notText: ReadonlyMap<string, readonly Kind[]> = new Map<string, readonly Kind[]>([
  ['readOnly', ['boolean']],
  ['managementEvent', ['boolean']],
  ['sessionCredentialFromConsole', ['text', 'boolean']],
])

/**
 * Texts of sign-in events, below parts that are otherwise each service's own.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html;
 * `SamlProviderArn` and `PasswordUpdated` as events in the field have them.
 */
const signInTexts = new Set(
  ['LoginTo', 'MobileVersion', 'MFAUsed', 'MFAIdentifier', 'SamlProviderArn'].map(
    (name) => `additionalEventData.${name}`,
  ),
)

/** Texts that events of one name have and no others; the same page. */
const onlyIn: ReadonlyMap<string, string> = new Map([
  ['responseElements.ConsoleLogin', 'ConsoleLogin'],
  ['responseElements.PasswordUpdated', 'PasswordUpdated'],
])

/** Which records a part of a rule looks at; undefined where it does not pin them. */
export interface Around {
  readonly detailTypes: readonly string[]
  readonly eventSources: readonly string[] | undefined
  readonly eventNames: readonly string[] | undefined
}

/**
 * The kinds that a value at a path can have; empty if there is never a value. `list`: the path may lead
 * through a list or to one. `object`: the path leads to an object, which is not a value.
 */
export type Known = readonly Kind[] | 'list' | 'object'

export function knownValues(path: Path, around: Around): Known {
  const { detailTypes, eventSources: sources, eventNames } = around
  const text = pathText(path)
  const owner = onlyIn.get(text)
  if (owner !== undefined)
    return eventNames === undefined || eventNames.includes(owner) ? ['text'] : []
  if (signInTexts.has(text)) return ['text']
  const [part, parameter, deeper] = path
  if (part === 'requestParameters' && parameter !== undefined && deeper === undefined) {
    const kinds = sources?.map((source) => parameterKind(source, parameter)) ?? []
    const [kind] = kinds
    if (kind !== undefined && kinds.every((each) => each === kind)) return [kind]
  }
  if (listsFromFor(detailTypes)(path) !== Number.POSITIVE_INFINITY) return 'list'
  return isLeaf(path) ? (notText.get(text) ?? ['text']) : 'object'
}

/** Both kinds of record; where they have a field in common, it is the same field. */
const isLeaf = (path: Path): boolean =>
  [recordFields.get('cloudtrail'), recordFields.get('insight')].some(
    (tree) => Object.keys(below(tree, path) ?? { none: true }).length === 0,
  )

function below(tree: FieldTree | undefined, path: Path): FieldTree | undefined {
  let at: FieldTree | '*' | undefined = tree
  for (const segment of path) {
    if (at === undefined || at === '*' || !Object.hasOwn(at, segment)) return undefined
    at = at[segment]
  }
  return at === '*' ? undefined : at
}
