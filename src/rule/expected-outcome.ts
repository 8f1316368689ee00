import { statedByQuiet } from '../diagnostics/catalogue/rule-tests.ts'
import { entry, type MapNode, type Node } from '../diagnostics/node.ts'
import { isObject, type JsonObject } from '../ir/json.ts'
import type { Responder } from '../ir/names.ts'
import type { ExpectedAlert, ExpectedOutcome } from '../ir/rule.ts'
import { plain } from './read-envelope.ts'
import type { Reading } from './reading.ts'
import { checkFilled, readFieldValues } from './test-event.ts'

/**
 * Reads what a test states about its outcome. The schema reports values of a wrong kind. A test
 * with `quiet` may state `alerts`: so many alerts come before the last event, which stays quiet.
 */
export function readExpected(item: MapNode, fires: boolean, reading: Reading): ExpectedOutcome {
  if (!fires)
    for (const { key, keySpan } of item.entries)
      if (onlyOfFiring.includes(key)) reading.report(statedByQuiet(key, keySpan))
  const alert = entry(item, 'alert')?.value
  const value = (key: string) => {
    const node = entry(item, key)?.value
    return node && plain(node)
  }
  const [alertCount, responders, possible] = [value('alerts'), value('responds'), value('possible')]
  return {
    alert: alert?.kind === 'map' ? readAlert(alert, reading) : undefined,
    alertCount: typeof alertCount === 'number' ? alertCount : undefined,
    responders:
      responders === undefined ? undefined : ([responders].flat() as unknown as Responder[]),
    possible: typeof possible === 'boolean' ? possible : undefined,
  }
}

const onlyOfFiring = ['alert', 'responds', 'possible']

function readAlert(node: MapNode, reading: Reading): ExpectedAlert {
  const { title, count, fields } = plain(node) as JsonObject
  const key = entry(node, 'key')?.value
  checkFields(entry(node, 'fields')?.value, reading)
  return {
    title: typeof title === 'string' ? title : undefined,
    count: typeof count === 'number' ? count : undefined,
    fields: isObject(fields) ? fields : undefined,
    key: key && readFieldValues(key, reading),
  }
}

function checkFields(node: Node | undefined, reading: Reading): void {
  if (node?.kind === 'map') checkFilled(node, reading)
}
