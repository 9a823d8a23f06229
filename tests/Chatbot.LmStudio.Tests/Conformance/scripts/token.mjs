import { connect, failure, report } from "./studio.mjs";

const list = options => connect(options).system.listDownloadedModels();
report({
  none: await failure(() => list({})),
  wrong: await failure(() => list({ apiToken: "sk-lm-ABCD1234:zzzzzzzzzz0123456789" })),
  right: (await list({ apiToken: process.argv[3] })).length,
});
