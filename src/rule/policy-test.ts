/** Reads the operand of `policy`, which is a mapping. */
import {
  anythingBesideActions,
  emptyPolicyList,
  emptyPolicyTest,
  notAnAccount,
  notAnAction,
  notAPolicyTest,
  notAPolicyValue,
  notOnlyTrue,
  onlyDeniesBesideOthers,
  unknownPolicyKey,
  unknownTrust,
} from '../diagnostics/catalogue/policy.ts'
import { type Entry, type Node, nounFor, type ScalarNode } from '../diagnostics/node.ts'
import { type PolicyTest, type TrustKind, trustKinds } from '../ir/policy-test.ts'
import type { OperatorCheck } from '../ir/predicate.ts'
import type { BlockReading } from './reading.ts'

type PolicyCheck = Extract<OperatorCheck, { op: 'policy' }>

/** Replaces a list of tripline.yaml by its values. Undefined after a problem was reported. */
type Expand = (node: ScalarNode, reading: BlockReading) => readonly ScalarNode[] | undefined

/** A part of the test. Undefined after a problem was reported. */
type ReadKey = (entry: Entry, reading: BlockReading, expand: Expand) => PolicyTest | undefined

const keys: Readonly<Record<string, ReadKey>> = {
  grants: readGrants,
  everywhere: onlyTrue({ everywhere: true }),
  trusts: readTrusts,
  'trusts-outside': readAccounts,
  public: onlyTrue({ isPublic: true }),
  'only-denies': onlyTrue({ onlyDenies: true }),
}

/** The check, or undefined after a problem was reported. */
export function readPolicyTest(
  node: Node,
  reading: BlockReading,
  expand: Expand,
): PolicyCheck | undefined {
  if (node.kind !== 'map') {
    reading.report(notAPolicyTest(nounFor(node), node.span))
    return undefined
  }
  if (node.entries.length === 0) {
    reading.report(emptyPolicyTest(node.span))
    return undefined
  }
  const parts = node.entries.map((entry) => readKey(entry, reading, expand))
  if (!parts.every((part) => part !== undefined)) return undefined
  const test = Object.assign({}, ...parts) as PolicyTest
  const others = node.entries.map(({ key }) => key).filter((key) => key !== 'only-denies')
  if (test.onlyDenies && others.length > 0) {
    reading.report(onlyDeniesBesideOthers(others, node.span))
    return undefined
  }
  const check: PolicyCheck = { op: 'policy', test }
  reading.origins.set(check, { span: node.span })
  return check
}

function readKey(entry: Entry, reading: BlockReading, expand: Expand): PolicyTest | undefined {
  const read = Object.hasOwn(keys, entry.key) ? keys[entry.key] : undefined
  if (read !== undefined) return read(entry, reading, expand)
  reading.report(unknownPolicyKey(entry.key, Object.keys(keys), entry.keySpan))
  return undefined
}

function onlyTrue(part: PolicyTest): ReadKey {
  return ({ key, value }, reading) => {
    if (value.kind === 'scalar' && value.value === true) return part
    reading.report(notOnlyTrue(key, nounFor(value), value.span))
    return undefined
  }
}

function readGrants(entry: Entry, reading: BlockReading, expand: Expand): PolicyTest | undefined {
  const { value } = entry
  if (value.kind === 'scalar' && value.value === 'anything') return { grants: 'anything' }
  const grants = readTexts(entry, reading, expand, (text, node) => {
    if (text === 'anything') return anythingBesideActions(node.span)
    return /^[\w-]+:\w+$/.test(text) ? undefined : notAnAction(text, node.span)
  })
  return grants && { grants }
}

function readTrusts(entry: Entry, reading: BlockReading, expand: Expand): PolicyTest | undefined {
  const trusts = readTexts(entry, reading, expand, (text, node) =>
    (trustKinds as readonly string[]).includes(text)
      ? undefined
      : unknownTrust(text, trustKinds, node.span),
  )
  return trusts && { trusts: trusts as readonly TrustKind[] }
}

function readAccounts(entry: Entry, reading: BlockReading, expand: Expand): PolicyTest | undefined {
  const trustsOutside = readTexts(entry, reading, expand, (text, node) =>
    /^\d{12}$/.test(text) ? undefined : notAnAccount(text, node.span),
  )
  return trustsOutside && { trustsOutside }
}

type Problem = ReturnType<typeof notAnAction>

/** One text or a list of them, lists of tripline.yaml included. One problem is enough. */
function readTexts(
  { key, value }: Entry,
  reading: BlockReading,
  expand: Expand,
  problemOf: (text: string, node: Node) => Problem | undefined,
): readonly string[] | undefined {
  const items = value.kind === 'list' ? value.items : [value]
  if (items.length === 0) {
    reading.report(emptyPolicyList(key, value.span))
    return undefined
  }
  const texts: string[] = []
  for (const item of items) {
    const scalars = item.kind === 'scalar' ? expand(item, reading) : [item]
    for (const scalar of scalars ?? []) {
      const text = scalar.kind === 'scalar' ? scalar.value : undefined
      const problem =
        typeof text === 'string'
          ? problemOf(text, item)
          : notAPolicyValue(key, nounFor(scalar), item.span)
      if (problem !== undefined) {
        reading.report(problem)
        return undefined
      }
      texts.push(text as string)
    }
    if (scalars === undefined) return undefined
  }
  return [...new Set(texts)]
}
