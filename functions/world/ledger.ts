/** Who sends which alert to where, and what arrived: one item of the state table for each alert, one attribute for each target. */
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import { type Claims, confirmedMs, type Ledger } from '../../src/detect/ports.ts'

export interface LedgerConfig {
  readonly table: string
  readonly client: () => DynamoDBClient
  readonly signal: () => AbortSignal
}

/** In front of a target in the name of its attribute. */
const to = 'to:'

export function ledger({ table, client, signal }: LedgerConfig): Ledger {
  const keyOf = (alert: string) => ({ key: { S: `alert/${alert}` } })

  /** Whether it was done; false where the condition does not hold. */
  const update = async (
    alert: string,
    changes: Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'>,
    names: Record<string, string>,
    values: Record<string, AttributeValue>,
  ): Promise<boolean> => {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: keyOf(alert),
      ...changes,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    })
    try {
      await client().send(command, { abortSignal: signal() })
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  }

  const set = (claims: Claims, expiresMs: number) => {
    const entries = Object.entries(claims)
    const assignments = [
      '#expires = :expires',
      ...entries.map((_, index) => `#t${index} = :t${index}`),
    ]
    return {
      expression: `SET ${assignments.join(', ')}`,
      names: {
        '#expires': 'expires',
        ...Object.fromEntries(entries.map(([target], index) => [`#t${index}`, `${to}${target}`])),
      },
      values: {
        ':expires': number(Math.ceil(expiresMs / 1000)),
        ...Object.fromEntries(entries.map(([, ms], index) => [`:t${index}`, number(ms)])),
      },
    }
  }

  return {
    open: (alert, claims, expiresMs) => {
      const { expression, names, values } = set(claims, expiresMs)
      const changes = {
        UpdateExpression: expression,
        ConditionExpression: 'attribute_not_exists(#key)',
      }
      return update(alert, changes, { ...names, '#key': 'key' }, values)
    },

    read: async (alert) => {
      const command = new GetItemCommand({
        TableName: table,
        Key: keyOf(alert),
        ConsistentRead: true,
      })
      const { Item: item = {} } = await client().send(command, { abortSignal: signal() })
      return Object.fromEntries(
        Object.entries(item)
          .filter(([name]) => name.startsWith(to))
          .map(([name, { N: ms }]) => [name.slice(to.length), Number(ms)]),
      )
    },

    takeOver: (alert, target, was, untilMs) =>
      update(
        alert,
        {
          UpdateExpression: 'SET #t = :until',
          ConditionExpression: was === undefined ? 'attribute_not_exists(#t)' : '#t = :was',
        },
        { '#t': `${to}${target}` },
        { ':until': number(untilMs), ...(was === undefined ? {} : { ':was': number(was) }) },
      ),

    confirm: async (alert, targets, expiresMs) => {
      const { expression, names, values } = set(
        Object.fromEntries(targets.map((target) => [target, confirmedMs])),
        expiresMs,
      )
      await update(alert, { UpdateExpression: expression }, names, values)
    },
  }
}

const number = (value: number): AttributeValue => ({ N: String(value) })
