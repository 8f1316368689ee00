import ipaddr from 'ipaddr.js'
import { badNetwork, wrongOperand } from '../diagnostics/catalogue/block.ts'
import { nounFor } from '../diagnostics/node.ts'
import { oncePer } from './once.ts'
import type { CheckOf, ValueOperator } from './operator.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/**
 * `sourceIPAddress: { cidr: [10.0.0.0/8, 2001:db8::/32] }`
 *
 * CloudTrail also writes `AWS Internal` and service names such as `ec2.amazonaws.com` into
 * `sourceIPAddress`: those are no addresses, so they are in no network.
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
  says: ({ network }) => `is in ${network}`,
  holds(check, value) {
    const network = parsed(check)
    const address = typeof value === 'string' ? parseAddress(value) : undefined
    if (network === undefined || address === undefined) return false
    return address.kind() === network[0].kind() && address.match(network as [never, number])
  },
}

const parsed = oncePer((check: CheckOf<'cidr'>) => parseNetwork(check.network))

function parseNetwork(text: string): [Address, number] | undefined {
  const [, host = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
  const address = parseAddress(host)
  const length = Number(bits)
  if (address === undefined || length > (address.kind() === 'ipv4' ? 32 : 128)) return undefined
  return [address, length]
}

// The library also reads `127.1` and `0x7f.1` as addresses, and IPv6 with a zone; CloudTrail never
// writes those, and an author who does has made a slip.
function parseAddress(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  return ipaddr.IPv6.isValid(text) && !text.includes('%') ? ipaddr.IPv6.parse(text) : undefined
}
