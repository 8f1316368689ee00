/** IPv4 and IPv6 networks by the bits of their addresses, RFC 4632 and RFC 4291. */

/** Whether a text is an address, and one inside a network of its own family. */
export function isInNetwork(text: string, network: string): boolean {
  const [base = '', length = ''] = network.split('/')
  const inside = bitsOf(base)
  const bits = bitsOf(text)
  return (
    inside !== undefined &&
    bits?.length === inside.length &&
    bits.startsWith(inside.slice(0, Number(length)))
  )
}

/** An address as a text of 32 or 128 zeros and ones; undefined for what is no address. */
function bitsOf(text: string): string | undefined {
  return text.includes(':') ? bitsOf6(text) : bitsOf4(text)
}

function bitsOf4(text: string): string | undefined {
  const parts = text.split('.')
  const fine = parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256)
  return parts.length === 4 && fine
    ? parts.map((part) => binary(Number(part), 8)).join('')
    : undefined
}

function bitsOf6(text: string): string | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half, index) => groupsOf(half, index === halves.length - 1))
  if (head === undefined) return undefined
  if (halves.length === 1) return head.length === 128 ? head : undefined
  if (tail === undefined || head.length + tail.length > 112) return undefined
  return head + '0'.repeat(128 - head.length - tail.length) + tail
}

/** The groups on one side of `::`; the last of an address may be written as IPv4. */
function groupsOf(half: string, mayEndInIPv4: boolean): string | undefined {
  if (half === '') return ''
  const groups = half.split(':')
  const bits = groups.map((group, index) => {
    if (/^[0-9a-fA-F]{1,4}$/.test(group)) return binary(Number.parseInt(group, 16), 16)
    return mayEndInIPv4 && index === groups.length - 1 ? bitsOf4(group) : undefined
  })
  return bits.every((group) => group !== undefined) ? bits.join('') : undefined
}

const binary = (value: number, width: number): string => value.toString(2).padStart(width, '0')
