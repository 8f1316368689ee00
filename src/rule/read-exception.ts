/** Reads a file of exceptions: one mapping, or a list of them. */
import { recordFields } from '../aws/record-fields.ts'
import { missingExceptionMatch } from '../diagnostics/catalogue/envelope.ts'
import { notAMapping } from '../diagnostics/catalogue/file.ts'
import { entry, type MapNode, type Node, nounFor } from '../diagnostics/node.ts'
import type { Exception } from '../ir/rule.ts'
import { readBlocks } from './block.ts'
import { readEnvelope } from './read-envelope.ts'
import { type Reading, readingOfOne } from './reading.ts'
import { exceptionSchema } from './schema/exception.ts'

/** An exception and the node from which it was read. */
export interface PlacedException {
  readonly exception: Exception
  readonly node: MapNode
}

export function readExceptions(root: Node, reading: Reading): PlacedException[] {
  const items = root.kind === 'list' ? root.items : [root]
  return items.flatMap((item) => {
    if (item.kind === 'map') {
      const exception = readException(item, reading)
      return exception ? [{ exception, node: item }] : []
    }
    reading.report(notAMapping(nounFor(item), 'rules', item.span))
    return []
  })
}

function readException(root: MapNode, reading: Reading): Exception | undefined {
  const blockReading = readingOfOne(reading, fieldsOfAnyKind)
  const envelope = readEnvelope(exceptionSchema, root, 'an exception', blockReading.report)
  const match = entry(root, 'match')
  if (match === undefined) {
    const start = { ...root.span, end: root.span.start }
    blockReading.report(missingExceptionMatch(start))
  }
  const predicate = match && readBlocks(match.value, 'match', blockReading)
  if (envelope === undefined || predicate === undefined || !blockReading.isSound()) return undefined
  return { ...envelope, match: predicate }
}

// An exception can be for rules of any kind, so it may name the fields of all of them.
const fieldsOfAnyKind = Object.assign({}, ...recordFields.values())
