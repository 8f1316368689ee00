/** Clients by region, each made when it is first used. */
export function regional<Client>(make: (region: string) => Client): (region: string) => Client {
  const made = new Map<string, Client>()
  return (region) => {
    const client = made.get(region) ?? make(region)
    made.set(region, client)
    return client
  }
}
