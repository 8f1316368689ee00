/** How a resource of Pulumi becomes calls of an API. */

// biome-ignore lint/suspicious/noExplicitAny: a resource's inputs are what its type says
export type Inputs = any
export type Outputs = Readonly<Record<string, unknown>>
export type Makers = Readonly<
  Record<string, (inputs: Inputs, region: string, account: string) => Promise<Outputs>>
>

/** `maximumRetryAttempts` is `MaximumRetryAttempts` in the API. */
export const capitalised = (object: Readonly<Record<string, unknown>> | undefined): Inputs =>
  object &&
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key[0]?.toUpperCase() + key.slice(1), value]),
  )

/** For the two services whose clients the project has no other use for; the emulator reads the region off the signature and checks none. */
export async function rest(
  service: string,
  path: string,
  region: string,
  body: object,
): Promise<Inputs> {
  const credential = `Credential=test/20260101/${region}/${service}/aws4_request`
  const response = await fetch(`${process.env.AWS_ENDPOINT_URL}${path}`, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=none`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${service}${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}
