/**
 * Host names below `localhost`. The client of S3 Control puts the account id before its endpoint
 * (`111122223333.localhost`), and not every system resolves such names.
 */
import { Agent } from 'node:http'
import type { LookupFunction } from 'node:net'

/** Resolves every name to this machine. */
const lookupLocalhost: LookupFunction = (_host, options, answer) => {
  if (options.all) answer(null, [{ address: '127.0.0.1', family: 4 }])
  else answer(null, '127.0.0.1', 4)
}

/** The same endpoint under a host name that accepts a prefix. */
export const byName = (endpoint: string): string => endpoint.replace('127.0.0.1', 'localhost')

/** An agent for a client's `requestHandler: { httpAgent: localhostAgent() }`. */
export const localhostAgent = (): Agent => new Agent({ keepAlive: true, lookup: lookupLocalhost })
