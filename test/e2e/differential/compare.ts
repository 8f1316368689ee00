/** One service on both backends: every case compared, every operation covered, no deviation idle. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rootIdentity, startCloud } from '../../../packages/local-aws/accounts.ts'
import type { Service } from '../../../packages/local-aws/call.ts'
import { startClock } from '../../../packages/local-aws/clock.ts'
import { startServer } from '../../../packages/local-aws/server.ts'
import { services } from '../../../packages/local-aws/services.ts'
import type { Deviation } from '../../support/deviations.ts'
import { differences, play, type Script, sdkBackend } from '../../support/differential.ts'
import { startMoto } from '../../support/moto.ts'

// biome-ignore lint/suspicious/noExplicitAny: any client of the SDK
type Client = { send: (command: any) => Promise<unknown>; destroy: () => void }

export interface Comparison {
  readonly service: Service
  /** The client package. */
  readonly commands: Readonly<Record<string, unknown>>
  readonly client: (endpoint: string, credentials: Credentials) => Client
  /** Made on both before each case, with other services; not compared. */
  readonly given?: (endpoint: string, credentials: Credentials) => Promise<void>
  readonly cases: Readonly<Record<string, Script>>
  readonly deviations: readonly Deviation[]
  /** Operations that moto does not have, and where they are tested instead. */
  readonly lacking?: Readonly<Record<string, string>>
}

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** moto's account for credentials that it does not know. */
export const motoAccount = '123456789012'

const motoCredentials: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'secret',
}

export function compareWithMoto(comparison: Comparison): void {
  const { service, commands, client, cases, deviations, given, lacking = {} } = comparison
  const needed = new Set<Deviation>()
  const called = new Set<string>()
  let moto: Awaited<ReturnType<typeof startMoto>>
  beforeAll(async () => {
    moto = await startMoto()
  })
  afterAll(() => moto.stop())

  describe.each(Object.entries(cases))('%s', (name, script) => {
    test('the local account and moto answer alike', async () => {
      await fetch(`${moto.url}/moto-api/reset`, { method: 'POST' })
      const cloud = startCloud(startClock(new Date('2026-11-21T09:00:00Z')), [motoAccount])
      const server = await startServer(cloud, services, () => {})
      const root = rootIdentity(cloud, motoAccount)
      const clients = [client(server.endpoint, root), client(moto.url, motoCredentials)] as const
      try {
        await given?.(server.endpoint, root)
        await given?.(moto.url, motoCredentials)
        const local = await play(script, sdkBackend('local', clients[0], commands))
        for (const { operation } of local) called.add(operation)
        const theirs = await play(script, sdkBackend('moto', clients[1], commands))
        expect(differences(name, local, theirs, deviations, needed)).toEqual([])
        expect(theirs.map(({ operation }) => operation)).toEqual(
          local.map(({ operation }) => operation),
        )
      } finally {
        for (const one of clients) one.destroy()
        await server.stop()
      }
    })
  })

  test('every operation of the local account is compared, or moto lacks it', () => {
    const uncovered = Object.keys(service.operations).filter(
      (operation) => !called.has(operation) && !Object.hasOwn(lacking, operation),
    )
    expect(uncovered).toEqual([])
  })

  test('every deviation is needed', () => {
    expect(deviations.filter((deviation) => !needed.has(deviation))).toEqual([])
  })
}
