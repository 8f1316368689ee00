/**
 * Whether Block Public Access of S3 considers a statement public: it trusts everybody, and no
 * condition limits the callers to fixed values.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
import { inNetwork, parseNetwork } from '../ir/ip-address.ts'
import type { Condition, Statement } from './statement.ts'

export const isPublic = ({ principals, excludesPrincipals, conditions }: Statement): boolean =>
  (excludesPrincipals || principals.some(({ id }) => id.includes('*'))) &&
  !conditions.some(limitsCallers)

/** Keys whose fixed values limit who may call, in lower case. */
const limitingKeys: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourcevpcarn',
  'aws:vpcesourceaccount',
  'aws:vpcesourceorgid',
  'aws:vpcesourceorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:userid',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
])

/**
 * Operators that need a value. Those that end in `IfExists`, `ForAllValues` and negated ones also hold
 * for a request without the key.
 */
const limitingOperator =
  /^(?:foranyvalue:)?(?:stringequals|stringequalsignorecase|stringlike|arnequals|arnlike)$/

function limitsCallers({ operator, key, values }: Condition): boolean {
  if (values.length === 0) return false
  if (key === 'aws:sourceip') return operator === 'ipaddress' && values.every(isNarrow)
  if (!limitingOperator.test(operator) || !limitingKeys.has(key)) return false
  return values.every((value) => isFixed(key, value))
}

/** The name of an access point may be open, as long as its account is fixed. */
const accessPoint = /^arn:aws[a-z-]*:s3:[^:*?]*:\d{12}:accesspoint\/[^$]*$/

const isFixed = (key: string, value: string): boolean =>
  !/[*?]|\$\{/.test(value) || (key === 's3:dataaccesspointarn' && accessPoint.test(value))

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap(
  (network) => parseNetwork(network) ?? [],
)

/** Ranges wider than /8 of IPv4 or /32 of IPv6 are public, unless they are private. */
function isNarrow(range: string): boolean {
  const network = parseNetwork(
    range.includes('/') ? range : `${range}/${range.includes(':') ? 128 : 32}`,
  )
  if (network === undefined) return false
  const { address, prefixBits } = network
  const isPrivate = privateNetworks.some(
    (known) => prefixBits >= known.prefixBits && inNetwork(address, known),
  )
  return isPrivate || prefixBits >= (address.length === 4 ? 8 : 32)
}
