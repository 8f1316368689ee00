import { badNetwork, wrongOperand } from '../diagnostics/catalogue/block.ts'
import { nounFor } from '../diagnostics/node.ts'
import { type Address, inNetwork, parseAddress, parseNetwork } from '../ir/ip-address.ts'
import { oncePer } from './once.ts'
import type { CheckOf, ValueOperator } from './operator.ts'

const network = oncePer((check: CheckOf<'cidr'>) => parseNetwork(check.network))

let latest: { text: string; address: Address | undefined } = { text: '', address: undefined }

/** A list of networks asks for the same address many times. */
function addressOf(text: string): Address | undefined {
  if (text !== latest.text) latest = { text, address: parseAddress(text) }
  return latest.address
}

/**
 * `sourceIPAddress: { cidr: [10.0.0.0/8, 2001:db8::/32] }`
 *
 * CloudTrail also writes `AWS Internal` and service names such as `ec2.amazonaws.com` into
 * `sourceIPAddress`. They are not addresses, so no network contains them.
 */
export const cidr: ValueOperator<CheckOf<'cidr'>> = {
  name: 'cidr',
  summary: 'an IPv4 or IPv6 address inside this network',
  example: 'sourceIPAddress: { cidr: [10.0.0.0/8, 2001:db8::/32] }',
  operand: { type: 'string' },
  takesList: true,
  read(operand) {
    const { value, span } = operand
    if (typeof value !== 'string') return wrongOperand('cidr', 'a network', nounFor(operand), span)
    return parseNetwork(value) === undefined
      ? badNetwork(value, span)
      : { op: 'cidr', network: value }
  },
  describe: ({ network: written }) => `is in ${written}`,
  holds(check, value) {
    const inside = network(check)
    const address = typeof value === 'string' ? addressOf(value) : undefined
    return inside !== undefined && address !== undefined && inNetwork(address, inside)
  },
}
