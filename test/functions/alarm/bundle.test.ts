/** What goes into the bundles, and with it into every cold start. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bundleFunction } from '../../../src/bundle/bundle.ts'

const into = mkdtempSync(join(tmpdir(), 'tripline-bundle-'))
afterAll(() => rmSync(into, { recursive: true }))

test.each(['alarm', 'heartbeat'])('%s holds nothing that reads rules', async (name) => {
  const { inputs } = await bundleFunction(`functions/${name}.ts`, into)
  expect(inputs).toContain(`functions/${name}.ts`)
  const readers = /node_modules\/(?:yaml|zod|commander)\/|src\/(?:rule|cli|plan|backends|local)\//
  expect(inputs.filter((input) => readers.test(input))).toEqual([])
})

test('the heartbeat holds one client', async () => {
  const { inputs } = await bundleFunction('functions/heartbeat.ts', into)
  const clients = inputs.flatMap((input) => /@aws-sdk\/(client-[^/]+)/.exec(input)?.[1] ?? [])
  expect([...new Set(clients)]).toEqual(['client-eventbridge'])
})
