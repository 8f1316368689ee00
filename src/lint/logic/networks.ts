/** Networks compared as sets of addresses. Two networks are apart, or one is in the other. */
import { holdsFor } from '../../operators/operators.ts'

const addressOf = (network: string): string => network.replace(/\/.*$/, '')
const lengthOf = (network: string): number => Number(network.replace(/^.*\//, ''))

const contains = (network: string, address: string): boolean =>
  holdsFor({ op: 'cidr', network }, address)

/** Whether surely no address is in both. */
export const networksApart = (a: string, b: string): boolean =>
  !contains(a, addressOf(b)) && !contains(b, addressOf(a))

/** Whether surely every address of one is in the other. */
export const networkWithin = (inner: string, outer: string): boolean =>
  contains(outer, addressOf(inner)) && lengthOf(inner) >= lengthOf(outer)
