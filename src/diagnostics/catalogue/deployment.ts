/** Why `sst deploy` stops before it changes anything. */

/** `folder` is where tripline.yaml should be. */
export const noConfigIn = (folder: string): string =>
  `there is no tripline.yaml in ${folder}, so the account of the stage is unknown; create one with \`tripline new --config\``

export const wrongAccount = (stage: string, account: string, actual: string): string =>
  `stage ${stage} is in account ${account}, but your credentials belong to account ${actual}; nothing was changed`
