/** Records which alerts are being sent to which targets, and which arrived: one item of the state table for each alert, one attribute for each target. */
import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { type Claims, confirmedMs, type Ledger } from '../../src/detect/ports.ts'
import { getItem } from './dynamo/get-item.ts'
import { isWritten } from './dynamo/is-written.ts'
import type { Attributes, Table } from './dynamo/table.ts'

/** In front of a target in the name of its attribute. */
const to = 'to:'

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
      const { names, ...set } = setting(claims, expiresMs)
      const first = { ...set, names: { ...names, '#key': 'key' } }
      return update(alert, first, 'attribute_not_exists(#key)')
    },

    read: async (alert) => {
      const item = (await getItem(table, keyOf(alert))) ?? {}
      return Object.fromEntries(
        Object.entries(item).flatMap(([name, { N: ms }]) =>
          name.startsWith(to) ? [[name.slice(to.length), Number(ms)]] : [],
        ),
      )
    },

    reclaim: (alert, target, was, untilMs) =>
      update(
        alert,
        {
          expression: 'SET #t = :until',
          names: { '#t': `${to}${target}` },
          values: {
            ':until': number(untilMs),
            ...(was === undefined ? {} : { ':was': number(was) }),
          },
        },
        was === undefined ? 'attribute_not_exists(#t)' : '#t = :was',
      ),

    confirm: async (alert, targets, expiresMs) => {
      const claims = Object.fromEntries(targets.map((target) => [target, confirmedMs]))
      await update(alert, setting(claims, expiresMs))
    },
  }
}

function setting(claims: Claims, expiresMs: number): Update {
  const names: Record<string, string> = { '#expires': 'expires' }
  const values: Attributes = { ':expires': number(Math.ceil(expiresMs / 1000)) }
  for (const [index, [target, ms]] of Object.entries(claims).entries()) {
    names[`#t${index}`] = `${to}${target}`
    values[`:t${index}`] = number(ms)
  }
  const assignments = Object.keys(names).map((name) => `${name} = :${name.slice(1)}`)
  return { expression: `SET ${assignments.join(', ')}`, names, values }
}

const number = (value: number): AttributeValue => ({ N: String(value) })
