/**
 * Host names below `localhost`. The client of S3 Control puts the account id in front of whatever
 * endpoint it is given (`111122223333.localhost`), and not every system resolves such names.
 */
import { Agent } from 'node:http'
import type { LookupFunction } from 'node:net'

/** Every name is this machine. */
const lookupLocalhost: LookupFunction = (_host, options, answer) => {
  if (options.all) answer(null, [{ address: '127.0.0.1', family: 4 }])
  else answer(null, '127.0.0.1', 4)
}

/** The same server under a name that may have something put in front of it. */
export const byName = (endpoint: string): string => endpoint.replace('127.0.0.1', 'localhost')

/** For `requestHandler: { httpAgent: localhostAgent() }` of a client. */
export const localhostAgent = (): Agent => new Agent({ keepAlive: true, lookup: lookupLocalhost })
