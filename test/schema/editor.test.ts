/** What an author sees in an editor: the real yaml-language-server, asked over its own protocol. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'

let server: ChildProcess
let connection: MessageConnection
const diagnosed = new Map<string, (messages: string[]) => void>()

beforeAll(async () => {
  server = spawn(process.execPath, [
    'node_modules/yaml-language-server/bin/yaml-language-server',
    '--stdio',
  ])
  if (!server.stdout || !server.stdin) throw new Error('no pipes')
  connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  )
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) =>
    diagnosed.get(uri)?.(diagnostics.map(({ message }: { message: string }) => message)),
  )
  connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
    items.map(({ section }) =>
      section === 'yaml'
        ? { validate: true, completion: true, hover: true, schemaStore: { enable: false } }
        : null,
    ),
  )
  connection.onRequest('client/registerCapability', () => null)
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(resolve('.')).href,
    capabilities: { workspace: { configuration: true }, textDocument: { completion: {} } },
  })
  await connection.sendNotification('initialized', {})
})

afterAll(() => {
  connection.dispose()
  server.kill()
})

let documents = 0

/** Opens a text as if it were a rule of the project. */
async function open(text: string): Promise<string> {
  const uri = pathToFileURL(resolve(`rules/logging/editor-${documents++}.yaml`)).href
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  })
  return uri
}

const modeline = '# yaml-language-server: $schema=../../schema/rule.schema.json\n'

/** The completions at the end of a text. */
async function completions(text: string): Promise<string[]> {
  const uri = await open(modeline + text)
  const lines = (modeline + text).split('\n')
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 }
  const answer = await connection.sendRequest<{ items: { label: string }[] }>(
    'textDocument/completion',
    {
      textDocument: { uri },
      position,
    },
  )
  return answer.items.map(({ label }) => label)
}

async function diagnostics(text: string): Promise<string[]> {
  const { promise, resolve: done } = Promise.withResolvers<string[]>()
  diagnosed.set(pathToFileURL(resolve(`rules/logging/editor-${documents}.yaml`)).href, done)
  await open(text)
  return promise
}

test('offers the keys of a rule', async () => {
  expect(await completions('')).toEqual(
    expect.arrayContaining(['match', 'severity', 'dedup', 'tests']),
  )
})

test('offers the fields of a record inside of a block', async () => {
  expect(await completions('match:\n  event')).toEqual(
    expect.arrayContaining(['eventName', 'eventSource', 'userIdentity.arn']),
  )
})

test('offers the operators of a field', async () => {
  const offered = await completions('match:\n  eventName:\n    p')
  expect(offered).toEqual(expect.arrayContaining(['prefix', 'wildcard', 'not', 'exists']))
})

test('offers severities and named conditions', async () => {
  expect(await completions('severity: ')).toEqual(expect.arrayContaining(['critical', 'low']))
  expect(await completions('match:\n  is: ')).toEqual(
    expect.arrayContaining(['by-root', 'succeeded']),
  )
})

test('underlines a misspelt operator and is content with a shipped rule', async () => {
  const rule = readFileSync('rules/logging/trail-stopped.yaml', 'utf8')
  expect(await diagnostics(rule)).toEqual([])
  const wrong = await diagnostics(rule.replace(/^( {2}eventName: ).*$/m, '$1{ prefx: Stop }'))
  expect(wrong.join(' ')).toContain('prefx')
})
