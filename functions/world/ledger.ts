/**
 * Records which alerts are being sent to which targets, and which arrived: one item of the state table
 * for each alert, and for each target an attribute with the end of the lease and one with its token.
 *
 * The SDK repeats a call whose answer was lost. The first write may have succeeded, and then the
 * condition of the second one fails on the claim that this function made itself. Each claim therefore
 * has a token of its own, and the condition also holds if the item has exactly this claim.
 */
import { randomUUID } from 'node:crypto'
import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { type Claims, confirmedMs, type Ledger } from '../../src/detect/ports.ts'
import { getItem } from './dynamo/get-item.ts'
import { isWritten } from './dynamo/is-written.ts'
import type { Attributes, Table } from './dynamo/table.ts'

/** In front of a target in the name of the attribute with the end of its lease. */
const to = 'to:'

/** In front of a target in the name of the attribute with the token of its claim. */
const by = 'by:'

/** Attributes by `#name`, and what they are set to by `:name`. */
interface Update {
  readonly expression: string
  readonly names: Record<string, string>
  readonly values: Attributes
}

const keyOf = (alert: string): Attributes => ({ key: { S: `alert/${alert}` } })

export function ledger(table: Table): Ledger {
  /** Whether it was done; false where the condition does not hold. */
  const update = (
    alert: string,
    { expression, names, values }: Update,
    condition?: string,
  ): Promise<boolean> => {
    const command = new UpdateItemCommand({
      TableName: table.table,
      Key: keyOf(alert),
      UpdateExpression: expression,
      ConditionExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    })
    return isWritten(table.client().send(command, { abortSignal: table.signal() }))
  }

  return {
    open: (alert, claims, expiresMs) => {
      const claim = claiming(claims)
      const names = { ...claim.names, '#key': 'key', '#expires': 'expires' }
      const values = { ...claim.values, ':expires': seconds(expiresMs) }
      return update(
        alert,
        { expression: `${claim.expression}, #expires = :expires`, names, values },
        `attribute_not_exists(#key) OR (${claim.isMade})`,
      )
    },

    read: async (alert) => {
      const item = (await getItem(table, keyOf(alert))) ?? {}
      return Object.fromEntries(
        Object.entries(item).flatMap(([name, { N: ms }]) =>
          name.startsWith(to) ? [[name.slice(to.length), Number(ms)]] : [],
        ),
      )
    },

    reclaim: (alert, target, was, untilMs) => {
      const { isMade, ...claim } = claiming({ [target]: untilMs })
      if (was === undefined) return update(alert, claim, `attribute_not_exists(#t0) OR (${isMade})`)
      const values = { ...claim.values, ':was': number(was) }
      return update(alert, { ...claim, values }, `#t0 = :was OR (${isMade})`)
    },

    confirm: async (alert, targets, expiresMs) => {
      const names: Record<string, string> = { '#expires': 'expires' }
      for (const [index, target] of targets.entries()) names[`#t${index}`] = `${to}${target}`
      const assignments = targets.map((_, index) => `#t${index} = :confirmed`)
      await update(alert, {
        expression: `SET ${[...assignments, '#expires = :expires'].join(', ')}`,
        names,
        values: { ':confirmed': number(confirmedMs), ':expires': seconds(expiresMs) },
      })
    },
  }
}

/** An update that makes claims, and a condition that holds where exactly these were made. */
function claiming(claims: Claims): Update & { readonly isMade: string } {
  const names: Record<string, string> = {}
  const values: Attributes = { ':token': { S: randomUUID() } }
  const assignments: string[] = []
  const made: string[] = []
  for (const [index, [target, ms]] of Object.entries(claims).entries()) {
    names[`#t${index}`] = `${to}${target}`
    names[`#b${index}`] = `${by}${target}`
    values[`:t${index}`] = number(ms)
    assignments.push(`#t${index} = :t${index}`, `#b${index} = :token`)
    made.push(`#t${index} = :t${index} AND #b${index} = :token`)
  }
  return {
    expression: `SET ${assignments.join(', ')}`,
    names,
    values,
    isMade: made.join(' AND '),
  }
}

/** DynamoDB's time to live is in whole seconds. */
const seconds = (ms: number): AttributeValue => number(Math.ceil(ms / 1000))

const number = (value: number): AttributeValue => ({ N: String(value) })
