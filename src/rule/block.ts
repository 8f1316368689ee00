/** Reads blocks, which `language.md` of the docs defines, from nodes into predicates. */
import { recordFields } from '../aws/record-fields.ts'
import {
  conditionInElement,
  emptyBlock,
  misplacedCondition,
  notABlock,
  notABlockList,
  notACondition,
  notAnEach,
  repeatedPath,
  unknownCondition,
} from '../diagnostics/catalogue/block.ts'
import { emptyValue } from '../diagnostics/catalogue/envelope.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { type Entry, isNothing, type MapNode, type Node, nounFor } from '../diagnostics/node.ts'
import { pathText } from '../ir/path.ts'
import type { Field, Predicate } from '../ir/predicate.ts'
import { conditions } from './conditions.ts'
import { readPath } from './field-path.ts'
import { type BlockReading, noLists, type Reading } from './reading.ts'
import { readTest } from './test-of-value.ts'
import { readYaml } from './yaml.ts'

export type { BlockReading }

const nothing: Predicate = { kind: 'block', fields: [] }

/**
 * Reads a block, or a list of blocks joined by `any`. `where` is the key that holds it. Problems
 * are reported, and reading goes on.
 */
export function readBlocks(node: Node, where: string, reading: BlockReading): Predicate {
  if (node.kind !== 'list') return readBlock(node, where, reading)
  return readJoined('any', node, where, reading)
}

function readBlock(node: Node, where: string, reading: BlockReading): Predicate {
  if (node.kind !== 'map') {
    reading.report(
      isNothing(node) ? emptyValue(where, node.span) : notABlock(where, nounFor(node), node.span),
    )
    return nothing
  }
  if (node.entries.length === 0) reading.report(emptyBlock(where, node.span))
  const nested = node.entries.flatMap((entry) => readReserved(entry, reading))
  const fields = readFields(node, reading)
  const own: Predicate[] =
    fields.length > 0 ? [recordPlace({ kind: 'block', fields }, node.span, reading)] : []
  const parts = [...own, ...nested]
  return parts.length === 1 && parts[0]
    ? parts[0]
    : recordPlace({ kind: 'all', of: parts }, node.span, reading)
}

/** Keys of YAML, which are not yet the kinds of a predicate. */
const reserved = new Set(['all', 'any', 'not', 'is', 'each'])

function readReserved({ key, value }: Entry, reading: BlockReading): Predicate[] {
  switch (key) {
    case 'all':
    case 'any':
      return [readJoined(key, value, key, reading)]
    case 'not':
      return [recordPlace({ kind: 'not', of: readBlock(value, key, reading) }, value.span, reading)]
    case 'is':
      return readConditions(value, reading)
    case 'each':
      return readElements(value, reading)
    default:
      return []
  }
}

function readJoined(
  kind: 'all' | 'any',
  node: Node,
  where: string,
  reading: BlockReading,
): Predicate {
  if (node.kind !== 'list') {
    reading.report(notABlockList(where, nounFor(node), node.span))
    return nothing
  }
  if (node.items.length === 0) reading.report(emptyBlock(where, node.span))
  const of = node.items.map((item) => readBlock(item, where, reading))
  return of.length === 1 && of[0] ? of[0] : recordPlace({ kind, of }, node.span, reading)
}

/** `each: { path: block }`, with one or more paths. */
function readElements(node: Node, reading: BlockReading): Predicate[] {
  if (node.kind !== 'map') {
    reading.report(
      isNothing(node) ? emptyValue('each', node.span) : notAnEach(nounFor(node), node.span),
    )
    return []
  }
  if (node.entries.length === 0) reading.report(emptyBlock('each', node.span))
  return node.entries.flatMap(({ key, keySpan, value }) => {
    const path = readPath(key, keySpan, reading)
    if (path === undefined) return []
    const element = [...(reading.element ?? []), ...path]
    const of = readBlock(value, key, { ...reading, element, hasActor: false })
    return [recordPlace({ kind: 'each', path, of }, keySpan, reading)]
  })
}

function readConditions(node: Node, reading: BlockReading): Predicate[] {
  const items = node.kind === 'list' ? node.items : [node]
  if (items.length === 0) reading.report(emptyBlock('is', node.span))
  return items.flatMap((item) => {
    const name = item.kind === 'scalar' ? item.value : undefined
    if (typeof name !== 'string') {
      reading.report(notACondition(nounFor(item), item.span))
      return []
    }
    const condition = Object.hasOwn(conditions, name) ? conditions[name] : undefined
    if (condition === undefined) {
      reading.report(unknownCondition(name, Object.keys(conditions), item.span))
      return []
    }
    if (reading.element !== undefined) {
      reading.report(conditionInElement(name, item.span))
      return []
    }
    if (reading.fields !== undefined && !('userIdentity' in reading.fields)) {
      reading.report(misplacedCondition(name, item.span))
      return []
    }
    // Each use gets a copy, because origins are kept by object and each use has its own place.
    const predicate = { ...conditionPredicate(condition.block) }
    reading.origins.set(predicate, { span: item.span, label: `is: ${name}` })
    return [predicate]
  })
}

/**
 * The predicate of a named condition. It throws on a mistake, because conditions are our own text.
 */
export function conditionPredicate(block: string): Predicate {
  const { root, diagnostics } = readYaml('conditions', block)
  if (root === undefined) throw new Error(`unreadable condition: ${diagnostics[0]?.message}`)
  return readBlock(root, 'is', {
    file: 'conditions',
    lists: noLists,
    origins: new WeakMap(),
    fields: recordFields.get('cloudtrail'),
    hasActor: true,
    report: ({ message }) => {
      throw new Error(`wrong condition: ${message}`)
    },
  })
}

function readFields(node: MapNode, reading: BlockReading): Field[] {
  const firstLines = new Map<string, number>()
  return node.entries.flatMap(({ key, keySpan, value }) => {
    if (reserved.has(key)) return []
    const path = readPath(key, keySpan, reading)
    const check = readTest(value, key, reading)
    if (path === undefined || check === undefined) return []
    const text = pathText(path)
    const firstLine = firstLines.get(text)
    if (firstLine !== undefined) {
      reading.report(repeatedPath(text, firstLine, keySpan))
      return []
    }
    firstLines.set(text, keySpan.start.line)
    const field = { path, check }
    reading.origins.set(field, { span: keySpan })
    return [field]
  })
}

function recordPlace<P extends Predicate>(predicate: P, span: Span, reading: Reading): P {
  reading.origins.set(predicate, { span })
  return predicate
}
