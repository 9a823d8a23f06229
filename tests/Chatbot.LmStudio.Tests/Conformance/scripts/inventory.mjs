import { connect, embedding, failure, large, report, small } from "./studio.mjs";

const client = connect();
const all = await client.system.listDownloadedModels();
await client.system.notify({ title: "Hello", description: "from a test" });
report({
  all,
  llms: (await client.system.listDownloadedModels("llm")).map(model => model.modelKey),
  embeddings: (await client.system.listDownloadedModels("embedding")).map(model => model.modelKey),
  variants: (await client.system.listDownloadedModelVariants(large)).map(model => model.selectedVariant),
  version: await client.system.getLMStudioVersion(),
  info: await client.system.getInfo(),
  hardware: await client.runtime.surveyHardware(),
  link: await client.repository.lmLink.status(),
  loaded: (await client.llm.listLoaded()).length + (await client.embedding.listLoaded()).length,
  unknownVariants: await failure(() => client.system.listDownloadedModelVariants("no/such")),
  names: [small, large, embedding],
});
