/**
 * `node src/local/lambda/bundle-all.ts <folder> <function> …`: bundles functions of the project in
 * the working directory, for a deployment. A program of its own, because esbuild cannot be part of
 * the program that SST builds from sst.config.ts.
 */
import { bundleFunction } from './bundle.ts'

const [into = '', ...names] = process.argv.slice(2)
for (const name of names) await bundleFunction(`functions/${name}.ts`, into)
