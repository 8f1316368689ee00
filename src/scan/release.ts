/** Buffers below this size may be part of a pool that others use. */
const ownMemoryBytes = 1 << 16

/**
 * Releases the memory of a buffer at once; its content is lost. Left to garbage collection, some
 * sixty megabytes would wait in each thread.
 */
export function release({ buffer, byteLength }: Uint8Array): void {
  if (byteLength >= ownMemoryBytes && buffer instanceof ArrayBuffer) buffer.transfer(0)
}
